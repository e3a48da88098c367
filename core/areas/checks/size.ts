import { interiorPoint } from '../geometry.ts'
import { type AreaIssue, LARGEST_M2, SMALLEST_M2 } from '../issues.ts'
import { type DrawnQuestion, issue } from './question.ts'

/** Is it as large as a management area can be? */
export function size({ shape, m2 }: DrawnQuestion): AreaIssue[] {
  if (m2 < SMALLEST_M2) return [issue('too_small', { at: interiorPoint(shape), m2 })]
  return m2 > LARGEST_M2 ? [issue('too_large', { at: interiorPoint(shape), m2 })] : []
}
