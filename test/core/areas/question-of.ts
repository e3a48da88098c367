import type { AreaQuestion } from '#core/areas/check-area.ts'
import { sharesOf } from '#core/areas/shares.ts'
import type { AreaFixture } from '../../helpers/area-fixtures.ts'
import { frozen } from '../../helpers/frozen.ts'
import { inDegrees, type MetresShape } from '../../helpers/metres.ts'

/** A fixture as the browser's check is asked; nothing of it can be changed. Who took a compound follows from the neighbours. */
export function questionOf(fixture: AreaFixture): AreaQuestion {
  const degrees = (shape: MetresShape | null) => shape && inDegrees(fixture.origin, shape)
  const compounds = fixture.compounds.map(({ name, shape, covered }, i) => ({
    id: i + 1,
    name,
    shape: degrees(shape),
    covered,
  }))
  const idOf = (name: string) => compounds.find(compound => compound.name === name)!.id
  const neighbours = fixture.neighbours.map(({ name, shape, picks = [] }, i) => ({
    id: 100 + i,
    name,
    shape: degrees(shape)!,
    picks: picks.map(idOf),
  }))
  const holder = ({ id }: { id: number }) =>
    neighbours.find(({ shape, picks }) => picks.includes(id) || sharesOf(shape, compounds).get(id)?.lies === 'inside')
      ?.id ?? null
  return frozen({
    shape: degrees(fixture.shape),
    kind: fixture.kind,
    picks: fixture.picks.map(idOf),
    ground: fixture.ground,
    town: degrees(fixture.town),
    community: degrees(fixture.community),
    neighbours,
    compounds: compounds.map(compound => ({ ...compound, taken_by: holder(compound) })),
  })
}
