import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
const DIGITS = 6
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 160 bits in base 32, as authenticators read them. */
export const newTotpSecret = (): string => [...randomBytes(32)].map(byte => ALPHABET[byte % 32]).join('')

/** What an authenticator shows as a QR code or takes as text. */
export const totpAddress = (account: string, secret: string): string =>
  `otpauth://totp/Fullcover:${encodeURIComponent(account)}?secret=${secret}&issuer=Fullcover&digits=${DIGITS}&period=${STEP_SECONDS}`

/** RFC 6238 with SHA-1: the code of one half minute. */
export function totpCode(key: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac[mac.length - 1]! & 15
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0')
}

/** The half minute a code is of, this one, the one before or the one after; null where it is of none. One used before is used up. */
export function totpStep(secret: string, code: string, seconds: number, used: number): number | null {
  const now = Math.floor(seconds / STEP_SECONDS)
  const key = fromBase32(secret)
  const steps = [now, now - 1, now + 1].filter(step => step > used)
  return steps.find(step => timingSafeEqual(Buffer.from(totpCode(key, step)), Buffer.from(code))) ?? null
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map(letter => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}
