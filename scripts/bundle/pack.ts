import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** The moment that every file in an archive carries, so that one commit makes one archive: seconds since 1970. */
export function archiveTime(home: string): number {
  if (process.env.SOURCE_DATE_EPOCH) return Number(process.env.SOURCE_DATE_EPOCH)
  const git = (...args: string[]) => execFileSync('git', ['-C', home, ...args], { encoding: 'utf8' })
  return Number(git('log', '-1', '--format=%ct'))
}

/** Packs the folder `name` of `parent` into `file`: in order of names, everything root's, readable to all and writable to root. */
export function pack(parent: string, name: string, file: string, time: number): void {
  const order = ['--sort=name', `--mtime=@${time}`, '--owner=0', '--group=0', '--numeric-owner', '--format=gnu']
  execFileSync('tar', [...order, '--mode=u=rwX,go=rX', '-I', 'gzip -9n', '-cf', file, '-C', parent, name])
}

/** Writes the archive's SHA-256 beside it, as `sha256sum -c` reads it. */
export async function writeChecksum(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const sum = hash.digest('hex')
  writeFileSync(`${file}.sha256`, `${sum}  ${basename(file)}\n`)
  return sum
}
