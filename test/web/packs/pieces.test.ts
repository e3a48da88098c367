import { expect, test } from 'vitest'
import { piecesFor } from '../../../web/packs/paint-tiled.ts'

test.each([
  [3840, 16384, 1],
  [3840, 3840, 1],
  [3840, 2048, 2],
  [3840, 1024, 4],
])('%i 像素宽的图，显卡最多画 %i，分成每边 %i 块', (wanted, most, pieces) => {
  expect(piecesFor(wanted, most)).toBe(pieces)
})
