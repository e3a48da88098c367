import { expect, test } from 'vitest'
import type { Stage } from '#core/api/meetings.ts'
import { makeStages, SILENT_MS } from '../../../server/stage/stage.ts'

const clock = () => {
  let time = 1_700_000_000_000
  return { now: () => time, wait: (ms: number) => (time += ms) }
}
const hall = { presenter: 'hall-0001', account_name: '王某', scene: 'standing', at: null, takes: true }
const office = { ...hall, presenter: 'office-01', account_name: '李某', scene: 'ranking' }
const again = { takes: false }

test('主讲翻到哪一幕，跟随的就看到哪一幕', () => {
  const stages = makeStages(clock().now)
  expect(stages.at('p', 1)).toBeNull()
  stages.show('p', 1, hall)
  stages.show('p', 1, { ...hall, ...again, scene: 'replay' })
  expect(stages.at('p', 1)).toMatchObject({ presenter: 'hall-0001', account_name: '王某', scene: 'replay' })
  expect(stages.at('p', 2)).toBeNull()
  expect(stages.at('q', 1)).toBeNull()
})

test('后来的接着主讲，先前的再报幕也不算数，直到他要回来', () => {
  const stages = makeStages(clock().now)
  stages.show('p', 1, hall)
  stages.show('p', 1, office)
  expect(stages.show('p', 1, { ...hall, ...again, scene: 'cases' })).toMatchObject({
    presenter: 'office-01',
    scene: 'ranking',
  })
  expect(stages.at('p', 1)).toMatchObject({ presenter: 'office-01', scene: 'ranking' })
  expect(stages.show('p', 1, { ...hall, scene: 'cases' })).toMatchObject({ presenter: 'hall-0001', scene: 'cases' })
})

test('主讲 60 秒没有音讯就散场；散场后不必接手也能开讲', () => {
  const { now, wait } = clock()
  const stages = makeStages(now)
  stages.show('p', 1, hall)
  wait(SILENT_MS)
  stages.forget()
  expect(stages.at('p', 1)).not.toBeNull()
  wait(1)
  expect(stages.at('p', 1)).toBeNull()
  expect(stages.show('p', 1, { ...office, ...again })).toMatchObject({ presenter: 'office-01' })
})

test('从什么时候起主讲：翻幕不改，换人才改', () => {
  const { now, wait } = clock()
  const stages = makeStages(now)
  const { since } = stages.show('p', 1, hall)
  wait(5000)
  expect(stages.show('p', 1, { ...hall, ...again, scene: 'cases' }).since).toBe(since)
  expect(stages.show('p', 1, office).since).not.toBe(since)
})

test('跟随的只在有变化时听到一次，散场也听得到，走了就不再听', () => {
  const { now, wait } = clock()
  const stages = makeStages(now)
  const heard: (Stage | null)[] = []
  const stop = stages.listen('p', 1, stage => heard.push(stage))
  stages.show('p', 1, hall)
  stages.show('p', 1, { ...hall, ...again })
  stages.show('p', 1, { ...hall, ...again, at: '2024-10-09' })
  stages.show('p', 2, office)
  wait(SILENT_MS + 1)
  stages.forget()
  expect(heard.map(stage => stage && [stage.scene, stage.at])).toEqual([
    ['standing', null],
    ['standing', '2024-10-09'],
    null,
  ])
  stop()
  stages.show('p', 1, hall)
  expect(heard).toHaveLength(3)
})
