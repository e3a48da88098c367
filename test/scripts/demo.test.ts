import { area, bbox, booleanValid, featureCollection, intersect, kinks, polygon } from '@turf/turf'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, test } from 'vitest'
import { makeCounty } from '../../scripts/demo/county.ts'
import { makeOthers } from '../../scripts/demo/others.ts'
import type { DemoCounty, DemoObservation } from '../../scripts/demo/types.ts'

const county = makeCounty(2024)
const others = Object.values(makeOthers(2024))
const roster = county.compounds.slice(0, 229)
const standing = county.compounds.filter(one => one.geometry && !one.until)

type Asked = { county: DemoCounty; indicator: string; on: string; known: string; basis: 'reported' | 'verified' }

/** The question, answered the slow and plain way: for each subject the row that stands on a day as known at the end of another. */
const standingRows = ({ county, indicator, on, known, basis }: Asked) => {
  const writes = county.writes.filter(write => write.recorded_at.slice(0, 10) <= known)
  const rows = writes.flatMap(write => write.observations)
  const gone = new Set(rows.map(row => row.replaces))
  const verdicts = new Map(writes.flatMap(write => write.verifications).map(one => [one.observation, one.verdict]))
  const stands = new Map<string, DemoObservation>()
  for (const row of rows) {
    const verdict = verdicts.get(row.key)
    if (row.indicator !== indicator || gone.has(row.key) || row.value === null || row.effective_on > on) continue
    if (basis === 'verified' ? verdict !== 'verified' : verdict === 'returned') continue
    const held = stands.get(row.subject.code)
    if (!held || held.effective_on <= row.effective_on) stands.set(row.subject.code, row)
  }
  return stands
}

const covered = (on: string, known: string, basis: 'reported' | 'verified' = 'reported') => {
  const rows = standingRows({ county, indicator: 'management', on, known, basis })
  return roster.map(one => rows.get(one.code)?.value ?? null).filter(value => value !== null && value !== 'none')
}

const polygonsOf = (shape: Polygon | MultiPolygon): Position[][][] =>
  shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
const shared = (a: Polygon | MultiPolygon, b: Polygon | MultiPolygon) => {
  const [ab, bb] = [bbox(a), bbox(b)]
  if (ab[0] > bb[2] || bb[0] > ab[2] || ab[1] > bb[3] || bb[1] > ab[3]) return 0
  const both = intersect(
    featureCollection([a, b].map(one => ({ type: 'Feature' as const, properties: {}, geometry: one }))),
  )
  return both ? area(both) : 0
}
const signed = (ring: Position[]) =>
  ring
    .slice(1)
    .reduce(
      (sum, b, at) =>
        sum +
        (ring[at]![0]! - ring[0]![0]!) * (b[1]! - ring[0]![1]!) -
        (b[0]! - ring[0]![0]!) * (ring[at]![1]! - ring[0]![1]!),
      0,
    )

describe('示范县的样子', () => {
  test('同一个种子，逐字节相同；换一个种子则不同', () => {
    expect(JSON.stringify(makeCounty(2024))).toBe(JSON.stringify(county))
    expect(JSON.stringify(makeCounty(7))).not.toBe(JSON.stringify(county))
  })

  test('两个镇、九个社区，底数 229 个，另增 2 个，分院 2 个，未落图 3 个', () => {
    expect(
      county.divisions
        .map(one => one.level)
        .sort()
        .join(),
    ).toBe(['community,'.repeat(9), 'county,town,town'].join(''))
    expect(county.compounds).toHaveLength(229 + 2 + 2)
    expect(new Set(county.compounds.map(one => one.code)).size).toBe(233)
    expect(roster.filter(one => !one.geometry)).toHaveLength(3)
    const inRoster = standingRows({
      county,
      indicator: 'roster',
      on: '2024-03-31',
      known: '2024-03-31',
      basis: 'reported',
    })
    expect(inRoster.size).toBe(229)
  })

  test('同一社区内不重名，几个名字在不同社区重复出现', () => {
    const places = roster.map(one => `${one.community} ${one.name}`)
    expect(new Set(places).size).toBe(229)
    expect(new Set(roster.map(one => one.name)).size).toBeLessThan(229)
  })

  //  +------+---+
  //  |  A   | B |   every border is walked once by each side, with the same points
  //  |   +--+   |
  //  +---+------+
  test('社区铺满两镇，两镇合为全县，边界用的是同样的点', () => {
    const sides = (level: string) => {
      const once = new Set<string>()
      for (const division of county.divisions)
        if (division.level === level)
          for (const ring of polygonsOf(division.geometry).flat())
            for (const [at, b] of ring.slice(1).entries()) {
              if (!once.delete(`${b} ${ring[at]}`)) once.add(`${ring[at]} ${b}`)
            }
      return [...once].sort()
    }
    expect(sides('community')).toEqual(sides('county'))
    expect(sides('town')).toEqual(sides('county'))
  })

  test('所有图形有效、外环逆时针、七位小数', () => {
    const shapes = [
      ...county.divisions.map(one => one.geometry),
      ...standing.flatMap(one => [one.geometry!, ...one.buildings_geometry]),
      ...others.flatMap(one => [...one.divisions, ...one.compounds].map(each => each.geometry!)),
    ]
    for (const shape of shapes)
      for (const rings of polygonsOf(shape)) {
        expect(booleanValid(polygon(rings))).toBe(true)
        expect(kinks(polygon(rings)).features).toHaveLength(0)
        expect(signed(rings[0]!)).toBeGreaterThan(0)
        for (const value of rings.flat(2)) expect(Math.round(value * 1e7) / 1e7).toBe(value)
      }
  })

  test('小区之间不重叠，整个落在自己的社区里，房子落在小区里', () => {
    const communities = new Map(county.divisions.map(one => [one.code, one.geometry]))
    for (const [at, one] of standing.entries()) {
      const own = area(one.geometry!)
      expect(Math.abs(shared(one.geometry!, communities.get(one.community)!) - own)).toBeLessThan(0.5)
      for (const other of standing.slice(at + 1)) expect(shared(one.geometry!, other.geometry!)).toBeLessThan(0.5)
      for (const house of one.buildings_geometry)
        expect(shared(house, one.geometry!)).toBeGreaterThan(area(house) - 0.5)
    }
  })

  test('小区从 0.1 公顷到 6 公顷，单栋的只有一栋', () => {
    for (const one of standing) {
      expect(area(one.geometry!)).toBeGreaterThan(900)
      expect(area(one.geometry!)).toBeLessThan(60_000)
      if (one.code <= 'C231' && polygonsOf(one.geometry!).length === 1)
        expect(one.buildings_geometry).toHaveLength(one.buildings)
    }
  })
})

describe('示范县的经过', () => {
  test('到 10 月 18 日上报 167 个、核定 145 个，四种模式 55、32、58、22', () => {
    const now = covered('2024-10-18', '2024-10-18')
    expect(now).toHaveLength(167)
    const count = (mode: string) => now.filter(value => value === mode).length
    expect(['professional', 'work_unit', 'self_governed', 'floating'].map(count)).toEqual([55, 32, 58, 22])
    expect(covered('2024-10-18', '2024-10-18', 'verified')).toHaveLength(145)
  })

  test('6 月 30 日当晚只知道 67 个，差 2 个；事后补齐为 71 个，过了 69 个的线', () => {
    expect(covered('2024-06-30', '2024-06-30')).toHaveLength(67)
    expect(covered('2024-06-30', '2024-10-18')).toHaveLength(71)
  })

  test('按近 4 周的进度，还差的 17 个在 19 天后，即 11 月 6 日补上', () => {
    const before = covered('2024-09-20', '2024-10-18').length
    const pace = (covered('2024-10-18', '2024-10-18').length - before) / 4
    expect(Math.ceil((17 / pace) * 7)).toBe(19)
  })

  test('文昌最快，城郊最慢', () => {
    const rows = standingRows({
      county,
      indicator: 'management',
      on: '2024-10-18',
      known: '2024-10-18',
      basis: 'reported',
    })
    const rate = (community: string) => {
      const own = roster.filter(one => one.community === community)
      return (
        own.filter(one => !['none', undefined].includes(rows.get(one.code)?.value ?? undefined)).length / own.length
      )
    }
    expect(rate('wenchang')).toBeCloseTo(25 / 27)
    expect(rate('chengjiao')).toBeCloseTo(7 / 22)
  })

  test('更正、撤回、退回、撤销核实、撤场、待进驻、并院、分院、划转，样样都有', () => {
    const rows = county.writes.flatMap(write => write.observations)
    const verdicts = county.writes.flatMap(write => write.verifications).map(one => one.verdict)
    expect(rows.filter(row => row.replaces && row.value !== null).length).toBeGreaterThanOrEqual(7)
    expect(rows.filter(row => row.replaces && row.value === null)).toHaveLength(2)
    expect(rows.filter(row => row.value === 'none')).toHaveLength(3)
    expect(rows.filter(row => row.effective_on > county.today)).toHaveLength(4)
    expect(rows.filter(row => row.indicator === 'merged_into')).toHaveLength(1)
    expect(rows.filter(row => row.indicator === 'split_from')).toHaveLength(2)
    expect(rows.filter(row => row.indicator === 'score').length).toBeGreaterThanOrEqual(60)
    expect(new Set(verdicts)).toEqual(new Set(['verified', 'returned', 'revoked']))
  })

  test.each([county, ...others])('$plan：先后有序，所引都在前面，不写到今天之后', one => {
    const seen = new Map<string, DemoObservation>()
    const codes = new Set([...one.divisions, ...one.compounds, ...one.measures].map(each => each.code))
    const bodies = new Set(one.organisations.map(each => each.code))
    for (const [at, write] of one.writes.entries()) {
      if (at > 0) expect(Date.parse(write.recorded_at)).toBeGreaterThan(Date.parse(one.writes[at - 1]!.recorded_at))
      expect(write.recorded_at.slice(0, 10) <= one.today).toBe(true)
      for (const row of write.observations) {
        expect(codes.has(row.subject.code)).toBe(true)
        if (row.organisation) expect(bodies.has(row.organisation)).toBe(true)
        if (row.replaces) {
          expect(seen.get(row.replaces)).toMatchObject({ subject: row.subject, indicator: row.indicator })
          expect(write.observations.some(other => other.key === row.replaces)).toBe(false)
        }
        if (row.indicator === 'task_owner') expect(bodies.has(row.value!)).toBe(true)
        if (row.indicator === 'community') expect(codes.has(row.value!)).toBe(true)
        expect(seen.has(row.key)).toBe(false)
        seen.set(row.key, row)
      }
      for (const verdict of write.verifications) expect(seen.has(verdict.observation)).toBe(true)
    }
  })
})
