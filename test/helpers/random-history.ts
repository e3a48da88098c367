import fc from 'fast-check'

/** One act of a random story; subjects, rows and communities are picked by number among those there are. */
export type Act =
  | { kind: 'observe'; subject: number; indicator: string; value: string; day: string; replaces: number | null }
  | { kind: 'refer'; subject: number; indicator: 'community' | 'split_from' | 'merged_into'; to: number; day: string }
  | { kind: 'withdraw'; row: number; day: string }
  | { kind: 'verify'; row: number; verdict: 'verified' | 'returned' | 'revoked' }
  | { kind: 'freeze'; day: string }

export const DAYS = [
  '2024-03-10',
  '2024-03-11',
  '2024-03-31',
  '2024-05-02',
  '2024-06-30',
  '2024-07-01',
  '2024-09-09',
  '2024-10-18',
  '2024-11-20',
  '2024-12-31',
]
const day = fc.constantFrom(...DAYS)
const subject = fc.nat(5)
const observe = (indicator: string, value: fc.Arbitrary<string>) =>
  fc.record({
    kind: fc.constant('observe' as const),
    subject,
    indicator: fc.constant(indicator),
    value,
    day,
    replaces: fc.option(fc.nat(40), { freq: 4 }),
  })

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: observe('management', fc.constantFrom('professional', 'work_unit', 'floating', 'none')) },
  { weight: 3, arbitrary: observe('unit_yard', fc.constantFrom('true', 'false')) },
  { weight: 3, arbitrary: observe('roster', fc.constantFrom('in', 'in', 'out')) },
  { weight: 2, arbitrary: observe('households', fc.nat(500).map(String)) },
  { weight: 2, arbitrary: observe('floor_area', fc.nat(90_000).map(String)) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('refer' as const),
      subject,
      indicator: fc.constantFrom(
        'community' as const,
        'community' as const,
        'split_from' as const,
        'merged_into' as const,
      ),
      to: fc.nat(5),
      day,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), row: fc.nat(60), day }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('verify' as const),
      row: fc.nat(60),
      verdict: fc.constantFrom('verified' as const, 'verified' as const, 'returned' as const, 'revoked' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('freeze' as const), day }) },
)

/** A story in writes, each of one to four acts. */
export const story: fc.Arbitrary<Act[][]> = fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), {
  minLength: 4,
  maxLength: 24,
})
