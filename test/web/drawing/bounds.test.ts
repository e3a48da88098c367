import { expect, test } from 'vitest'
import { askable, boxAround, grown, holds, joined } from '../../../web/drawing/bounds.ts'

test('坐标多深都圈得住；什么也没有就没有框', () => {
  expect(
    boxAround([
      [
        [112, 34],
        [112.5, 34.2],
      ],
      [[111.9, 34.1]],
    ]),
  ).toEqual([111.9, 34, 112.5, 34.2])
  expect(boxAround([])).toBeNull()
})

test('框放大、合并、包含', () => {
  const box = [112, 34, 112.01, 34.02]
  expect(holds(grown(box, 0.25), box)).toBe(true)
  expect(holds(box, grown(box, 0.25))).toBe(false)
  expect(joined(box, [111, 35, 111.5, 35.5])).toEqual([111, 34, 112.01, 35.5])
  expect(joined(box, null)).toBe(box)
})

test('服务器一次给三公里见方：从愿望里挑第一个够小的，都太大就取最后一个的中间', () => {
  const wide = [112, 34, 112.2, 34.2]
  const small = [112.1, 34.1, 112.11, 34.11]
  expect(askable([wide, small])).toBe(small)
  const [west, south, east, north] = askable([wide])
  expect([west! + east!, south! + north!].map(each => each.toFixed(6))).toEqual(['224.200000', '68.200000'])
  expect(east! - west!).toBeLessThan(0.055)
  expect(north! - south!).toBeLessThan(0.03)
})
