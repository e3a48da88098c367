import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, shallowRef } from 'vue'
import type { CheckOptions } from '../../../web/drawing/useChecks.ts'
import { useChecks } from '../../../web/drawing/useChecks.ts'

/** A worker that answers when it is told to. */
let answerOfWorker: (() => void) | null = null
class SlowWorker {
  private hear: (event: { data: unknown }) => void = () => undefined
  addEventListener(_: string, hear: (event: { data: unknown }) => void) {
    this.hear = hear
  }
  postMessage({ id }: { id: number }) {
    const issues = [{ code: 'sliver', at: null, subject: null, name: null, m2: null }]
    answerOfWorker = () => this.hear({ data: { id, answer: { issues, contents: null } } })
  }
  terminate() {}
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('reportError', (error: unknown) => {
    throw error
  })
  vi.stubGlobal('Worker', SlowWorker)
  vi.stubGlobal('fetch', async (address: string) =>
    Response.json(
      address.endsWith('/check')
        ? { issues: [{ code: 'no_ground', at: null, subject: null, name: null, m2: null }], contents: null }
        : { areas: [] },
    ),
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('服务器已经答了，慢了的本机判断不再盖过它', async () => {
  const about = { town: null, community: null, ground: null }
  const around = { around: shallowRef({ areas: [], compounds: [], divisions: [], lines: [] }) }
  const open = shallowRef({
    page: { geometry_revision: 1 },
    document: { headline: { indicator: 'management' }, indicators: [] },
    compounds: [],
    divisions: [],
  })
  const options = {
    desk: { open },
    options: { plan: 'p', kind: 'management_area' },
    shape: shallowRef([]),
    picks: shallowRef(new Set<number>()),
    about: shallowRef(about),
    around,
    preview: shallowRef(null),
  }
  const scope = effectScope()
  const checks = scope.run(() => useChecks(options as unknown as CheckOptions))!
  await vi.advanceTimersByTimeAsync(2000)
  expect(checks.checkedBy.value).toBe('server')
  answerOfWorker!()
  await vi.advanceTimersByTimeAsync(10)
  expect([checks.checkedBy.value, checks.issues.value.map(({ code }) => code)]).toEqual(['server', ['no_ground']])
  scope.stop()
})
