import { ApiError } from '#core/api/errors.ts'

/** Streams one address may hold open at once. */
const STREAMS_PER_ADDRESS = 64

/** Counts the streams each address holds open; one too many is refused. */
export const makeStreamCount = () => {
  const open = new Map<string, number>()
  return {
    /** Enters one stream; what comes back ends it. */
    enter(ip: string): () => void {
      const held = open.get(ip) ?? 0
      if (held >= STREAMS_PER_ADDRESS) throw new ApiError('too_many', '这个地址打开的实时通道过多，请稍后再试。')
      open.set(ip, held + 1)
      return () => {
        const left = (open.get(ip) ?? 1) - 1
        if (left > 0) open.set(ip, left)
        else open.delete(ip)
      }
    },
  }
}
