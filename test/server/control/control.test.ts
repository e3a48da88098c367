import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Backup, Examination } from '#core/api/operations.ts'
import { asJobs } from '../../../server/control/as-jobs.ts'
import { askControl, type Control, NobodyThere, openControl } from '../../../server/control/control.ts'
import { SOCKET } from '../../../server/control/control-path.ts'
import { makeJobs } from '../../../server/operations/jobs.ts'

const MADE: Backup = {
  name: '2026-11-22T03-00-00Z',
  made_at: '2026-11-22T03:00:00.000Z',
  reason: 'timer',
  engine: 'pglite',
  version: '1',
  schema: '0001-plans.sql',
  files: 0,
  bytes: 1,
  took_ms: 1,
}
const WELL: Examination = {
  at: MADE.made_at,
  version: '1',
  engine: 'pglite',
  condition: 'well',
  took_ms: 1,
  findings: [],
}

/** Work that goes on until it is told to stop. */
const endless: Control['backup'] = async (_, { progress, signal }) => {
  while (!signal?.aborted) {
    progress?.(0.5)
    await setTimeout(5)
  }
  throw new Error('备份已停止，没有留下半成品。')
}

describe('a server that holds a data folder, asked on its own machine', () => {
  let data_dir: string
  let opened: { close(): Promise<void> } | undefined
  beforeEach(() => {
    data_dir = mkdtempSync(join(tmpdir(), 'fullcover-control-'))
  })
  afterEach(async () => {
    await opened?.close()
    opened = undefined
    rmSync(data_dir, { recursive: true, force: true })
  })
  const open = async (control: Partial<Control> = {}) => {
    const all = { backup: async () => MADE, examine: async () => WELL, ...control }
    opened = await openControl(data_dir, all)
  }

  test('does what it is asked and says how far it is', async () => {
    const asked: unknown[] = []
    await open({
      backup: async (what, { progress }) => {
        asked.push(what)
        for (const done of [0, 0.25, 0.251, 1]) progress?.(done)
        return MADE
      },
      examine: async (what, { progress }) => {
        asked.push(what)
        progress?.(0.5, '印章链')
        return WELL
      },
    })
    const told: unknown[] = []
    const progress = (...each: unknown[]) => told.push(each)
    expect(await askControl(data_dir, 'backup', { reason: 'timer' }, { progress })).toEqual(MADE)
    expect(await askControl(data_dir, 'examine', { deep: true }, { progress })).toEqual(WELL)
    expect(asked).toEqual([{ reason: 'timer' }, { deep: true }])
    expect(told).toEqual([
      [0, undefined],
      [0.25, undefined],
      [1, undefined],
      [0.5, '印章链'],
    ])
  })

  test('hands on the sentence where it came to nothing', async () => {
    await open({ backup: () => Promise.reject(new Error('磁盘空间不足。')) })
    await expect(askControl(data_dir, 'backup', { reason: 'asked' })).rejects.toThrow('磁盘空间不足。')
  })

  test('is reached by its own user alone', async () => {
    await open()
    expect(statSync(join(data_dir, SOCKET)).mode & 0o777).toBe(0o600)
  })

  test('stops when whoever asked says stop, and when he hangs up', async () => {
    const ended: boolean[] = []
    await open({ backup: (asked, watched) => endless(asked, watched).finally(() => ended.push(true)) })
    const stop = new AbortController()
    const progress = () => stop.abort()
    await expect(
      askControl(data_dir, 'backup', { reason: 'asked' }, { progress, signal: stop.signal }),
    ).rejects.toThrow('备份已停止')
    const socket = createConnection(join(data_dir, SOCKET))
    socket.write('{"work":"backup","asked":{"reason":"asked"}}\n')
    await once(socket, 'data')
    socket.destroy()
    await expect.poll(() => ended).toEqual([true, true])
  })

  test('closes: what is under way is stopped first, and whoever asks afterwards hears that nobody is there', async () => {
    let stopped = false
    await open({
      backup: (asked, watched) =>
        endless(asked, watched).finally(async () => {
          await setTimeout(30)
          stopped = true
        }),
    })
    const asking = askControl(data_dir, 'backup', { reason: 'asked' }, { progress: () => opened!.close() })
    await expect(asking).rejects.toThrow('服务中途停止了')
    await opened!.close()
    expect(stopped).toBe(true)
    await expect(askControl(data_dir, 'backup', { reason: 'asked' })).rejects.toThrow(NobodyThere)
    expect(readdirSync(data_dir)).toEqual([])
  })

  test('opens where one that was killed left its socket', async () => {
    writeFileSync(join(data_dir, SOCKET), '')
    await expect(askControl(data_dir, 'backup', { reason: 'asked' })).rejects.toThrow(NobodyThere)
    await open()
    expect(await askControl(data_dir, 'backup', { reason: 'asked' })).toEqual(MADE)
  })

  test.runIf(process.platform === 'linux')(
    'is found in a folder with a name longer than a socket’s may be',
    async () => {
      const short = data_dir
      data_dir = join(short, '小区物业管理覆盖台账'.repeat(5))
      mkdirSync(data_dir)
      await open()
      expect(readdirSync(data_dir)).toEqual([SOCKET])
      expect(await askControl(data_dir, 'backup', { reason: 'asked' })).toEqual(MADE)
      await opened!.close()
      expect(readdirSync(data_dir)).toEqual([])
      data_dir = short
    },
  )

  test('refuses what it does not know, and shows what it does among its jobs', async () => {
    const jobs = makeJobs()
    await open(asJobs(jobs, { backup: endless, examine: async () => WELL }))
    const socket = createConnection(join(data_dir, SOCKET))
    socket.write('{"work":"format","asked":{}}\n')
    expect(String(await once(socket, 'data'))).toContain('无法理解')
    const stop = new AbortController()
    const asking = askControl(data_dir, 'backup', { reason: 'asked' }, { signal: stop.signal })
    await expect.poll(() => jobs.list()).toMatchObject([{ kind: 'backup', progress: 0.5 }])
    stop.abort()
    await expect(asking).rejects.toThrow('已停止')
    expect(jobs.list()).toEqual([])
  })
})
