import type { OpenPlan } from '../plans/plans.store.ts'

/** What divisions, organisations and compounds of a plan are called, by id. */
export const namesOf = (open: OpenPlan | null): ReadonlyMap<number, string> =>
  new Map(
    [...(open?.divisions ?? []), ...(open?.organisations ?? []), ...(open?.compounds ?? [])].map(({ id, name }) => [
      id,
      name,
    ]),
  )
