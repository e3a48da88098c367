import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeSink } from '../../../server/logs/sink.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fullcover-sink-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').filter(Boolean)

/** A program that writes a line to the log every few milliseconds, and says on its second output how many it got to. */
const PROGRAM = `
  import { standardOutput } from '${join(import.meta.dirname, '../../../server/logs/sink.ts')}'
  const sink = standardOutput()
  for (let n = 1; n <= 40; n++) {
    sink.write(JSON.stringify({ n, filler: 'x'.repeat(4000) }) + '\\n')
    await new Promise(resolve => setTimeout(resolve, 5))
    process.stderr.write(n + '\\n')
  }
`
const program = (stdout: number | 'pipe') =>
  spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { stdio: ['ignore', stdout, 'pipe'] })

test.runIf(process.platform === 'linux')(
  'a full disk loses lines, not the server; the first line after it says how many',
  () => {
    const path = join(folder, 'full.log')
    let fd = openSync('/dev/full', 'w')
    const sink = makeSink(bytes => writeSync(fd, bytes))
    for (let n = 0; n < 3; n++) sink.write('{"n":1}\n')
    expect(sink.lost()).toBe(3)
    closeSync(fd)
    fd = openSync(path, 'a')
    sink.write('{"n":4}\n')
    closeSync(fd)
    const [missing, next] = linesOf(path).map(line => JSON.parse(line))
    expect(missing).toMatchObject({ level: 'warn', lost: 3, msg: 'log lines were lost' })
    expect(next).toEqual({ n: 4 })
  },
)

test('a line of which half was written does not run into the next one', () => {
  const path = join(folder, 'torn.log')
  const fd = openSync(path, 'a')
  let room = 5
  const sink = makeSink(bytes => {
    if (room === 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    const written = writeSync(fd, bytes.subarray(0, room))
    room -= written
    return written
  })
  sink.write('{"n":1}\n')
  room = 1000
  sink.write('{"n":2}\n')
  closeSync(fd)
  expect(linesOf(path)).toEqual(['{"n":', expect.stringContaining('"lost":1'), '{"n":2}'])
})

describe.runIf(process.platform === 'linux')('the standard output', () => {
  test('of which nobody reads any longer stops nothing', async () => {
    const child = program('pipe')
    child.stdout!.once('data', () => child.stdout!.destroy())
    let said = ''
    child.stderr!.on('data', data => {
      said += data
    })
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(said).toContain('\n40\n')
  })

  test('whose reader stalls keeps nobody waiting, and gets what was held for it', async () => {
    const child = program('pipe')
    let said = ''
    child.stderr!.on('data', data => {
      said += data
    })
    child.stdout!.pause()
    await expect.poll(() => said).toContain('\n30\n')
    let read = ''
    child.stdout!.on('data', data => {
      read += data
    })
    child.stdout!.resume()
    await once(child, 'exit')
    expect(
      read
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line).n)
        .slice(0, 30),
    ).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
  })

  test('goes on at the beginning of a file that was copied and cut', async () => {
    const path = join(folder, 'rotated.log')
    writeFileSync(path, '')
    const fd = openSync(path, 'w')
    const child = program(fd)
    closeSync(fd)
    await expect.poll(() => linesOf(path).length).toBeGreaterThan(10)
    truncateSync(path)
    await once(child, 'exit')
    await sleep(1)
    const lines = linesOf(path).map(line => JSON.parse(line).n as number)
    expect(lines.at(-1)).toBe(40)
    expect(lines.length).toBeLessThan(40)
    expect(readFileSync(path)[0]).toBe('{'.charCodeAt(0))
  })
})
