import { createHash } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What the name of a socket may be long on every Unix, in bytes: sun_path of unix(7), a zero at its end. */
const LONGEST = 103

export interface ControlPath {
  path: string
  release(): void
}

/** Where a server that holds a data folder is asked: a socket in it, or a named pipe on Windows. */
export function controlPath(data_dir: string): ControlPath {
  const folder = resolve(data_dir)
  const nothing = () => {}
  if (process.platform === 'win32') {
    const name = createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 32)
    return { path: `\\\\.\\pipe\\fullcover-${name}`, release: nothing }
  }
  const path = join(folder, SOCKET)
  if (Buffer.byteLength(path) <= LONGEST || process.platform !== 'linux') return { path, release: nothing }
  const fd = openSync(folder, 'r')
  return { path: `/proc/self/fd/${fd}/${SOCKET}`, release: () => closeSync(fd) }
}

export const SOCKET = 'control.sock'
