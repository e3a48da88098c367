import { createHash, randomBytes } from 'node:crypto'

/** A token nobody can guess; the database keeps its hash alone. */
export const newToken = (): string => randomBytes(32).toString('base64url')

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
