import { expect, test } from 'vitest'
import { linesOf } from '../../../web/packs/pen.ts'

const widthOf = (text: string) => [...text].length

test('一行放不下就换行；标点不在行首，数和英文词不拆开', () => {
  expect(linesOf('距十月底还差三十九个，还有十五天', 10, widthOf)).toEqual(['距十月底还差三十九个，', '还有十五天'])
  expect(linesOf('按近四周进度完成了229个', 9, widthOf)).toEqual(['按近四周进度完成了', '229个'])
  expect(linesOf('', 10, widthOf)).toEqual([])
  expect(linesOf('短', 10, widthOf)).toEqual(['短'])
})
