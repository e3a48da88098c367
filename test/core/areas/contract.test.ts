import { describe, expect, test } from 'vitest'
import { checkArea } from '#core/areas/check-area.ts'
import { type AreaFixture, areaFixtures } from '../../helpers/area-fixtures.ts'
import { questionOf } from './question-of.ts'

/** The database answers the same fixtures with the same codes: test/server/areas. */
describe('the browser’s advice', () => {
  test.each(areaFixtures().map(fixture => [fixture.name, fixture] as const))('%s', (_, fixture) => {
    const issues = checkArea(questionOf(fixture))
    expect([...new Set(issues.map(({ code }) => code))].sort()).toEqual(fixture.issues)
    if (fixture.about) expect(named(issues)).toEqual(fixture.about)
  })
})

const named = (issues: { name: string | null }[]): AreaFixture['about'] =>
  [...new Set(issues.flatMap(({ name }) => name ?? []))].sort()
