import { expect, test } from 'vitest'
import { sizeText } from '../../../web/operations/size-text.ts'

test.each([
  [0, '0 KB'],
  [1, '1 KB'],
  [88_064, '86 KB'],
  [1_798_344, '1.7 MB'],
  [10_433_331, '9.9 MB'],
  [10_485_000, '10 MB'],
  [851_443_712, '812 MB'],
  [1_073_741_824, '1.0 GB'],
  [270_553_174_016, '252 GB'],
  [5_000_000_000_000, '4.5 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text)
})
