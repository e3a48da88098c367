import { makeDistrict } from './others/district.ts'
import { makeMengjin } from './others/mengjin.ts'
import { makeSishui } from './others/sishui.ts'
import { makeXxTown } from './others/xx-town.ts'
import type { DemoCounty } from './types.ts'

/** A small invented place for each of the other plans, by plan id. */
export const makeOthers = (seed: number): Record<string, DemoCounty> =>
  Object.fromEntries(
    [makeMengjin, makeXxTown, makeSishui, makeDistrict].map(make => make(seed)).map(county => [county.plan, county]),
  )
