import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

const STEP = 4 * 1024 * 1024

/** The SHA-256 of a content, in steps that leave the page free; a page served without TLS has no Web Crypto to ask. */
export const contentHash = async (content: Blob): Promise<string> => {
  const hash = sha256.create()
  for (let at = 0; at < content.size; at += STEP)
    hash.update(new Uint8Array(await content.slice(at, at + STEP).arrayBuffer()))
  return bytesToHex(hash.digest())
}
