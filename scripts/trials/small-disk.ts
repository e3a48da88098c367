import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'

/** Fills a disk but for so many kilobytes; what comes back frees it. */
export async function fillDisk(place: string, left_kb: number): Promise<() => Promise<void>> {
  const ballast = join(place, 'ballast')
  const { bavail, bsize } = await statfs(place)
  const file = await open(ballast, 'w')
  const block = Buffer.alloc(65_536, 1)
  try {
    for (let left = bavail * bsize - left_kb * 1024; left > 0; left -= block.length)
      await file.write(block.subarray(0, Math.min(block.length, left)))
  } finally {
    await file.close()
  }
  return () => rm(ballast, { force: true })
}
