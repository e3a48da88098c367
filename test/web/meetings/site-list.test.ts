import { describe, expect, test } from 'vitest'
import type { MeetingDocument, Site } from '#core/api/meetings.ts'
import { differingFields, sameDocument } from '../../../web/meetings/same-document.ts'
import { byRoute, MOST_SITES, moved, routeOf, withSite } from '../../../web/meetings/site-list.ts'

const sites = (...subjects: number[]): Site[] => subjects.map(subject => ({ subject, kind: 'chosen' }))
const subjects = (list: readonly Site[]) => list.map(({ subject }) => subject)

describe('观摩点清单', () => {
  test('往前移、往后移、移到头尾；移到外面就不动', () => {
    const list = sites(1, 2, 3, 4)
    expect(subjects(moved(list, 0, 2))).toEqual([2, 3, 1, 4])
    expect(subjects(moved(list, 3, 0))).toEqual([4, 1, 2, 3])
    for (const [from, to] of [
      [0, -1],
      [3, 4],
      [9, 0],
      [1, 1],
    ] as const)
      expect(moved(list, from, to)).toBe(list)
  })

  test('添加的排在最后；已有的、满了的不再添加', () => {
    expect(withSite(sites(1), 2)).toEqual(sites(1, 2))
    const twice = sites(1, 2)
    expect(withSite(twice, 2)).toBe(twice)
    const full = sites(...Array.from({ length: MOST_SITES }, (_, i) => i + 1))
    expect(withSite(full, 99)).toBe(full)
  })

  test('按行车顺序重排从第一处出发；未落图的留在最后，次序不变', () => {
    const placeOf = (id: number) => (id < 10 ? [112 + id / 100, 34] : null)
    expect(subjects(byRoute(sites(1, 11, 3, 10, 2), placeOf))).toEqual([1, 2, 3, 11, 10])
    expect(routeOf(sites(1, 11, 2), placeOf).places).toHaveLength(2)
  })
})

describe('两份会议是不是一样', () => {
  const document = (change: Partial<MeetingDocument> = {}): MeetingDocument => ({
    title: '会',
    as_of: '2024-10-16',
    held_on: '2024-10-18',
    agenda: ['通报'],
    sites: [{ subject: 1, kind: 'chosen' }],
    ranks_units: false,
    ...change,
  })

  test('写法不同、空着与没写，都算一样', () => {
    const stored = {
      sites: [{ kind: 'chosen', subject: 1, note: null, before: [] }],
      place: null,
    } as Partial<MeetingDocument>
    expect(sameDocument(document(), document(stored))).toBe(true)
  })

  test('改了什么就说什么，按表单的次序', () => {
    const other = document({ place: '东关', agenda: [], sites: sites(1, 2) })
    expect(sameDocument(document(), other)).toBe(false)
    expect(differingFields(document(), other)).toEqual(['place', 'agenda', 'sites'])
  })

  test('点位的次序也是内容', () => {
    expect(differingFields(document({ sites: sites(1, 2) }), document({ sites: sites(2, 1) }))).toEqual(['sites'])
  })
})
