import { expect, test } from 'vitest'
import { boardOf } from '#core/ranking/board.ts'
import { smallCounty, yards } from './small-county.ts'

const OCTOBER = { of: 'community', as_of: '2024-10-18' }
const by =
  (...key: ('due' | 'rate' | 'points' | 'gain_in_month')[]) =>
  (document: { ranking: unknown }) => ({
    ranking: { ...(document.ranking as object), key } as never,
  })
const places = (board: ReturnType<typeof boardOf>) => board.rows.map(({ name, rank }) => [name, rank])

test('三个社区完成率相同，并列第一，下一名是第四', () => {
  const book = smallCounty([
    ...yards('东关', 2, 1),
    ...yards('西关', 4, 2),
    ...yards('南关', 6, 3),
    ...yards('北关', 3, 1),
  ])
  expect(places(boardOf(book, OCTOBER))).toEqual([
    ['东关', 1],
    ['西关', 1],
    ['南关', 1],
    ['北关', 4],
  ])
})

test('完成率相同，本月新增多的排在前面；上月末的名次不看本月新增', () => {
  const book = smallCounty([...yards('东关', 2, 1), ...yards('西关', 2, 1, '2024-10-08')])
  const rows = boardOf(book, OCTOBER).rows
  expect(rows.map(({ name, rank, rank_before, gained }) => [name, rank, rank_before, gained])).toEqual([
    ['西关', 1, 2, 1],
    ['东关', 2, 1, 0],
  ])
})

test('按应完成数排名：到期的都完成了排第一，全面完成率低也不要紧', () => {
  const due = (community: string, days: string[], managed: number) =>
    yards(community, days.length, managed).map((yard, i) => ({ ...yard, due_on: days[i]! }))
  const book = smallCounty(
    [
      ...due('东关', ['2024-06-30', '2024-12-31', '2024-12-31', '2024-12-31'], 1),
      ...due('西关', ['2024-06-30', '2024-06-30', '2024-06-30', '2024-10-31'], 2),
    ],
    by('due', 'rate'),
  )
  const rows = boardOf(book, OCTOBER).rows
  expect(rows.map(({ name, rank, done, due }) => [name, rank, `${done}/${due}`])).toEqual([
    ['东关', 1, '1/1'],
    ['西关', 2, '2/3'],
  ])
})

test('小区没有自己的时限，按下一个节点任务的比例算应完成数：10个小区，10月底前80%，应完成8个', () => {
  const [row] = boardOf(smallCounty(yards('东关', 10, 9), by('due')), OCTOBER).rows
  expect([row!.done, row!.due]).toEqual([8, 8])
})

test('时限当天就算到期', () => {
  const book = smallCounty([{ name: '粮食局家属院', in: '东关', due_on: '2024-10-18' }], by('due'))
  expect(boardOf(book, OCTOBER).rows[0]).toMatchObject({ due: 1, done: 0, finished: false, rank: 1 })
  expect(boardOf(book, { ...OCTOBER, as_of: '2024-10-17' }).rows[0]).toMatchObject({
    due: 0,
    finished: true,
    rank: null,
  })
})

test('没有到期任务的社区不排名，列在后面', () => {
  const book = smallCounty(
    [
      { name: '东1', in: '东关', due_on: '2024-12-31', managed: { '2024-05-01': 'professional' } },
      { name: '西1', in: '西关', due_on: '2024-06-30' },
    ],
    by('due', 'rate'),
  )
  expect(boardOf(book, OCTOBER).rows.map(({ name, rank, finished }) => [name, rank, finished])).toEqual([
    ['西关', 1, false],
    ['东关', null, true],
  ])
})

test('先比当月新增：早已全部完成的社区没有可新增的，算已完成，不排最后；上月末没有可比的名次', () => {
  const book = smallCounty(
    [...yards('东关', 2, 2), ...yards('西关', 3, 1), ...yards('南关', 2, 1, '2024-10-08')],
    by('gain_in_month'),
  )
  expect(
    boardOf(book, OCTOBER).rows.map(({ name, rank, rank_before, finished }) => [name, rank, rank_before, finished]),
  ).toEqual([
    ['南关', 1, null, false],
    ['西关', 2, null, false],
    ['东关', null, null, true],
  ])
})

test('上月有物业、现在撤了场的小区是回退，点名', () => {
  const book = smallCounty([
    { name: '纺织厂家属院', in: '东关', managed: { '2024-05-01': 'professional', '2024-10-09': 'none' } },
    ...yards('东关', 2, 2),
  ])
  const [row] = boardOf(book, OCTOBER).rows
  expect(row!.regressed).toBe(1)
  expect(row!.reasons).toEqual([
    { subject: 1000, name: '纺织厂家属院', kind: 'lost', day: '2024-10-09', before: 'professional', now: 'none' },
  ])
})

test('责任单位另行排名：谁的任务算谁的，社区再多也不上这张榜', () => {
  const book = smallCounty([
    { name: '粮食局家属院', in: '东关', owner: '粮食局', managed: { '2024-05-12': 'work_unit' } },
    { name: '粮食局二院', in: '西关', owner: '粮食局' },
    { name: '教育局家属院', in: '西关', owner: '教育局', managed: { '2024-05-12': 'work_unit' } },
    ...yards('东关', 3, 0),
  ])
  expect(places(boardOf(book, { ...OCTOBER, of: 'organisation' }))).toEqual([
    ['教育局', 1],
    ['粮食局', 2],
  ])
})

test('社区自己的任务记在社区名下：社区不上责任单位的榜', () => {
  const book = smallCounty([
    { name: '粮食局家属院', in: '东关社区', owner: '粮食局' },
    { name: '和平小区', in: '东关社区', owner: '东关社区' },
  ])
  expect(places(boardOf(book, { ...OCTOBER, of: 'organisation' }))).toEqual([['粮食局', 1]])
})

test('按得分排名：小区自己就是一行，没有得分的不排名', () => {
  const book = smallCounty(
    [
      { name: '花园', in: '东关', managed: { '2024-05-01': '92.5' } },
      { name: '苑', in: '东关', managed: { '2024-05-01': '88', '2024-10-10': '93' } },
      { name: '园', in: '东关' },
    ],
    document => ({
      ...by('points')(document),
      indicators: document.indicators.map(each =>
        each.id === 'management' ? { ...each, type: 'number' as const } : each,
      ),
    }),
  )
  const board = boardOf(book, { ...OCTOBER, of: 'compound', indicator: 'coverage' })
  expect(board.rows.map(({ name, rank, rank_before, points }) => [name, rank, rank_before, points])).toEqual([
    ['苑', 1, 2, 93],
    ['花园', 2, 1, 92.5],
    ['园', null, null, null],
  ])
  expect(board.rows[0]!.reasons).toMatchObject([{ kind: 'scored', day: '2024-10-10' }])
})

test('问别的起点：与上次推进会相比，那以后的才算', () => {
  const book = smallCounty([...yards('东关', 2, 1, '2024-10-08'), ...yards('西关', 2, 1)])
  expect(boardOf(book, { ...OCTOBER, since: '2024-10-10' }).rows.map(({ gained }) => gained)).toEqual([0, 0])
})
