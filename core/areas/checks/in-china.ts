import { boxOf } from '../boxes.ts'
import type { AreaIssue } from '../issues.ts'
import { type DrawnQuestion, issue } from './question.ts'

const CHINA = { west: 73, south: 3, east: 136, north: 54 }

/** Do its coordinates lie in China? */
export function inChina({ shape }: DrawnQuestion): AreaIssue[] {
  const { west, south, east, north } = boxOf(shape)
  const inside = west >= CHINA.west && east <= CHINA.east && south >= CHINA.south && north <= CHINA.north
  return inside ? [] : [issue('outside_china', { at: [(west + east) / 2, (south + north) / 2] })]
}
