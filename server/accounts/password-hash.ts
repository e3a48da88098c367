import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP's smallest argon2id: 19 MiB, two passes. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const TAG = 32

const tagOf = (password: string, nonce: Buffer): Promise<Buffer> =>
  derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength: TAG, ...COST })

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await tagOf(password, nonce)
  return `argon2id$${nonce.toString('base64')}$${tag.toString('base64')}`
}

/** Takes as long for an account that is not there, or has no password. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, nonce = '', tag = ''] = (stored ?? '').split('$')
  const given = await tagOf(password, nonce ? Buffer.from(nonce, 'base64') : Buffer.alloc(16))
  const kept = Buffer.from(tag, 'base64')
  return kept.length === TAG && timingSafeEqual(given, kept)
}
