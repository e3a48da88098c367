import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** What was written below a folder stands in its place after a power cut: every folder is written, the deepest first. */
export async function settleTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await settleTree(join(folder, entry.name))
  await settle(folder)
}

/** A rename is safe from a power cut once its folder is written. */
export async function settle(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}
