import { expect, test } from 'vitest'
import { type PhaseSpan, phaseRow, wordWidth } from '../../../web/playback/phase-row.ts'

const SIZE = 20
const phases: PhaseSpan[] = [
  { id: 'p1', name: '标准制定及部署发动', from: 0, to: 20 },
  { id: 'p2', name: '全面推进', from: 20, to: 230 },
  { id: 'p3', name: '评价验收', from: 230, to: 296 },
]
const rowOn = (place: number, width = 1309) =>
  phaseRow(phases, { place, x: day => (day / 295) * width, width, size: SIZE })
const said = (place: number, width?: number) =>
  rowOn(place, width).flatMap(({ at, name }) => (at === null ? [] : [name]))

test('走到哪个阶段，哪个就是当前的；每个阶段都有自己的一段线，不出右边', () => {
  expect(rowOn(19).find(({ isNow }) => isNow)?.id).toBe('p1')
  expect(rowOn(20).find(({ isNow }) => isNow)?.id).toBe('p2')
  const last = rowOn(0).at(-1)!
  expect(last.left + last.width).toBeLessThanOrEqual(1309)
})

test('写得下的都写，太短的只在走到它时写', () => {
  expect(said(100)).toEqual(['全面推进', '评价验收'])
  expect(said(5)).toEqual(['标准制定及部署发动', '全面推进', '评价验收'])
})

test('任何宽度、任何一天，名字互不相压，也不出两边', () => {
  for (const width of [400, 700, 972, 1309, 2560, 3760])
    for (let place = 0; place < 296; place += 5) {
      const names = rowOn(place, width)
        .flatMap(({ at, name }) => (at === null ? [] : [{ at, end: at + wordWidth(name, SIZE) }]))
        .sort((a, b) => a.at - b.at)
      expect(names[0]!.at).toBeGreaterThanOrEqual(0)
      expect(names.at(-1)!.end).toBeLessThanOrEqual(width)
      for (const [i, { at }] of names.slice(1).entries()) expect(at).toBeGreaterThanOrEqual(names[i]!.end)
    }
})

test('阶段之间的空当里没有当前阶段', () => {
  const gapped: PhaseSpan[] = [{ id: 'p1', name: '一', from: 0, to: 10 }]
  expect(phaseRow(gapped, { place: 15, x: day => day, width: 100, size: SIZE })[0]?.isNow).toBe(false)
})
