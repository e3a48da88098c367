import type { DraftBody } from '#core/api/areas.ts'

const KEYS = ['kind', 'name', 'town', 'community', 'ground', 'ground_note', 'shared_facilities'] as const
const sorted = <T extends number | string>(list: readonly T[]) => [...list].sort()
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Whether two drafts say and draw the same; the order of picks and papers means nothing. */
export const sameBody = (a: DraftBody, b: DraftBody): boolean =>
  KEYS.every(key => same(a[key], b[key])) &&
  same(a.shape?.length ? a.shape : null, b.shape?.length ? b.shape : null) &&
  same(sorted(a.picks), sorted(b.picks)) &&
  same(sorted(a.files), sorted(b.files))
