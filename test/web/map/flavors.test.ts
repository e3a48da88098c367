import { expect, test } from 'vitest'
import { dark, type Flavor, light } from '../../../web/map/flavors.ts'
import { FAMILIES } from '../../../web/map/marks.ts'
import { ciede2000, distance, SIGHTS, type Sight } from '../../helpers/colour-distance.ts'

const closest = (colours: string[], sight: Sight) =>
  Math.min(...colours.flatMap((a, i) => colours.slice(0, i).map(b => distance(a, b, sight))))

const modes = (flavor: Flavor) => [...Object.values(flavor.family), flavor.uncovered]

test('CIEDE2000 按公开的检验数据算对', () => {
  expect(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4)
  expect(ciede2000([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 4)
  expect(ciede2000([22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619])).toBeCloseTo(2.0373, 4)
})

for (const [name, flavor] of Object.entries({ dark, light }))
  for (const sight of SIGHTS)
    test(`${name}：任意两种管理模式，以及未落实物业管理的，${sight} 视觉下相差不小于 20`, () => {
      expect(closest(modes(flavor), sight)).toBeGreaterThanOrEqual(20)
    })

for (const [name, flavor] of Object.entries({ dark, light }))
  test(`${name}：同一类的第二、第三种模式，与本类、彼此、别的各类和未上报的都相差不小于 10，各种视觉下都在底色上看得见`, () => {
    for (const family of FAMILIES)
      for (const sight of SIGHTS)
        for (const [i, shade] of flavor.shade[family].entries()) {
          const other = flavor.shade[family][1 - i]!
          for (const beside of [...modes(flavor), other, flavor.none])
            expect(distance(shade, beside, sight), `${family} ${sight}`).toBeGreaterThanOrEqual(10)
          expect(distance(shade, flavor.background, sight), `${family} ${sight}`).toBeGreaterThan(20)
        }
  })

for (const [name, flavor] of Object.entries({ dark, light }))
  test(`${name}：报为无人管理的与从未填报的分得开，两者的轮廓在底色上看得见`, () => {
    for (const sight of SIGHTS) {
      expect(distance(flavor.none_outline, flavor.uncovered_outline, sight)).toBeGreaterThan(10)
      expect(distance(flavor.none_outline, flavor.background, sight)).toBeGreaterThan(40)
      expect(distance(flavor.uncovered_outline, flavor.background, sight)).toBeGreaterThan(30)
    }
  })

for (const [name, flavor] of Object.entries({ dark, light }))
  for (const ramp of ['age', 'score'] as const)
    test(`${name}：${ramp} 的相邻两档各种视觉下都分得开`, () => {
      for (const sight of SIGHTS)
        for (let i = 1; i < flavor[ramp].length; i++)
          expect(distance(flavor[ramp][i - 1]!, flavor[ramp][i]!, sight)).toBeGreaterThan(8)
    })

for (const [name, flavor] of Object.entries({ dark, light }))
  test(`${name}：正在画的线、不能公布的地方，与各种管理模式、彼此都相差不小于 10，在底色上看得见`, () => {
    for (const sight of SIGHTS)
      for (const [mine, other] of [
        [flavor.draft, flavor.refused],
        [flavor.refused, flavor.draft],
      ] as const) {
        for (const beside of [...modes(flavor), other])
          expect(distance(mine, beside, sight), sight).toBeGreaterThanOrEqual(10)
        expect(distance(mine, flavor.background, sight), sight).toBeGreaterThan(20)
      }
  })
