import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drivingOrder, metresAlong, metresBetween } from '#core/meetings/driving-order.ts'

const place = fc.tuple(fc.double({ min: 112, max: 112.3, noNaN: true }), fc.double({ min: 34, max: 34.3, noNaN: true }))

const permutations = (items: number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap(item => permutations(items.filter(each => each !== item)).map(rest => [item, ...rest]))

const inOrder = (places: number[][], order: number[]) => metresAlong(order.map(i => places[i]!))

describe('行车顺序', () => {
  test('从第一站起，没有更短的走法；一到七站都与逐个试出来的一样长', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 7 }), places => {
        const order = drivingOrder(places)
        const ways = permutations(places.map((_, i) => i).slice(1)).map(rest => inOrder(places, [0, ...rest]))
        expect(order[0]).toBe(0)
        expect(order.toSorted((a, b) => a - b)).toEqual(places.map((_, i) => i))
        expect(inOrder(places, order)).toBeCloseTo(Math.min(...ways), 3)
      }),
      { numRuns: 60 },
    )
  })

  test('十二站排成一条街，就顺着街走', () => {
    const street = [0, 7, 3, 11, 1, 9, 5, 2, 8, 4, 10, 6]
    const order = drivingOrder(street.map(n => [112 + n / 1000, 34]))
    expect(order.map(i => street[i])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  test('没有站、只有一站、两站在同一处，都有答案', () => {
    expect(drivingOrder([])).toEqual([])
    expect(drivingOrder([[112, 34]])).toEqual([0])
    expect(
      drivingOrder([
        [112, 34],
        [112, 34],
        [112, 34],
      ]).toSorted(),
    ).toEqual([0, 1, 2])
  })

  test('距离是椭球面上的：北纬三十四度，经度差一分是 1540 米，纬度差一分是 1849 米', () => {
    expect(Math.round(metresBetween([112, 34], [112 + 1 / 60, 34]))).toBe(1540)
    expect(Math.round(metresBetween([112, 34], [112, 34 + 1 / 60]))).toBe(1849)
  })
})
