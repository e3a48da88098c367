import { expect, test } from 'vitest'
import { partsOf } from '#core/packs/parts-of.ts'
import { SCENES } from '#core/presenting/scenes.ts'

const scenes = [
  ...SCENES.filter(kind => kind !== 'site').map(kind => ({ id: kind, kind })),
  { id: 'site-1', kind: 'site' as const, subject: 7 },
]
const of = (film: boolean, bulletins: { id: number; kind: 'docx' | 'xlsx'; title: string }[] = []) =>
  partsOf({ scenes, nameOf: () => '粮食局家属院', film, bulletins })

test('有地图的每个场景一张图，回放是影像，打印版由人选', () => {
  expect(of(true).map(({ name, title, optional }) => [name, title, optional])).toEqual([
    ['picture-standing', '总体进度', false],
    ['picture-ranking', '排名', false],
    ['picture-outlook', '节点预测', false],
    ['picture-site-1', '现场1 粮食局家属院', false],
    ['film', '本期回放', false],
    ['print', '通报（打印版）', true],
  ])
  expect(of(false).map(({ name }) => name)).not.toContain('film')
})

test('没有可回放的日子，要了影像也没有', () => {
  const still = partsOf({ scenes: [{ id: 'standing', kind: 'standing' }], nameOf: String, film: true, bulletins: [] })
  expect(still.map(({ name }) => name)).toEqual(['picture-standing', 'print'])
})

test('通报的两个文件由服务器做', () => {
  const parts = of(false, [
    { id: 3, kind: 'docx', title: '通报 第 1 期' },
    { id: 3, kind: 'xlsx', title: '通报 第 1 期 附表' },
  ])
  expect(parts.slice(0, 2)).toMatchObject([
    { name: 'docx-3', kind: 'bulletin_docx', of: '3', made_by: 'server' },
    { name: 'xlsx-3', kind: 'tables_xlsx', of: '3', made_by: 'server' },
  ])
})
