import { keptThread } from '../threads/kept-thread.ts'
import type { FileJob } from './printed.ts'

const inThread = keptThread<FileJob, Uint8Array>(new URL('./file-worker.ts', import.meta.url), {
  // A large county's workbook takes a few seconds; more than this is a fault.
  limit: 60_000,
})

/** A bulletin's file, made in a thread of its own. */
export const makeFile = async (job: FileJob): Promise<Buffer> => Buffer.from(await inThread(job))
