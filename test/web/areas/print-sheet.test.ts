import { expect, test } from 'vitest'
import type { Compound } from '#core/api/compounds.ts'
import { besideSheet } from '../../../web/areas/print-sheet.ts'

const shape = { type: 'MultiPolygon' as const, coordinates: [] }
const known = [
  { id: 1, name: '南苑' },
  { id: 2, name: '北苑' },
  { id: 3, name: '没有图形的' },
] as Compound[]
const around = {
  areas: [
    { id: 8, name: '东关一区', version: 1, shape },
    { id: 9, name: '本区', version: 1, shape },
  ],
  compounds: [
    { id: 1, shape },
    { id: 2, shape },
    { id: 3, shape: null },
    { id: 4, shape },
  ],
}

test('四至旁边有什么：先是别的区域，再是区域外的小区；自己的小区、没有图形的、不知名字的都不算', () => {
  const beside = besideSheet({ name: '本区', compounds: [known[0]!] }, [around, around], known)
  expect(beside.map(({ name }) => name)).toEqual(['东关一区', '北苑'])
})
