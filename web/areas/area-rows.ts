import type { Area, AreaKind, Draft } from '#core/api/areas.ts'
import { findInitials, pinyinInitials } from '#core/text/pinyin-initials.ts'

export const ROW_STATES = ['returned', 'submitted', 'notice', 'drawing', 'published'] as const
export type RowState = (typeof ROW_STATES)[number]

/** One line of the list: a draft on its way, or a published area. */
export interface AreaRow {
  key: string
  kind: AreaKind
  name: string
  town: number | null
  state: RowState
  draft: Draft | null
  area: Area | null
  /** Null where a draft is drawn and nothing was picked: what lies in it is for the server to say. */
  compounds: number | null
  /** Of a draft: who draws it. */
  who: string | null
  initials: string[]
}

/** What somebody looks for; null and empty take everything, `mine` the drafts of whoever looks. */
export interface AreaFilter {
  text: string
  town: number | null
  state: RowState | 'mine' | null
  kind: AreaKind | null
}

const isOpen = (draft: Draft): draft is Draft & { state: RowState } =>
  draft.state !== 'published' && draft.state !== 'discarded'

/** What waits for somebody comes first: returned, submitted, in notice, being drawn, then what is published; by name. */
export const areaRows = (drafts: readonly Draft[], areas: readonly Area[]): AreaRow[] => {
  const rows: Omit<AreaRow, 'initials'>[] = [
    ...drafts.filter(isOpen).map(draft => ({
      key: `draft-${draft.id}`,
      kind: draft.kind,
      name: draft.name,
      town: draft.town,
      state: draft.state,
      draft,
      area: areas.find(({ id }) => id === draft.area) ?? null,
      compounds: draft.shape && draft.picks.length === 0 ? null : draft.picks.length,
      who: draft.account_name,
    })),
    ...areas.map(area => ({
      key: `area-${area.id}`,
      kind: area.kind,
      name: area.name,
      town: area.town,
      state: 'published' as const,
      draft: null,
      area,
      compounds: area.compounds.length,
      who: null,
    })),
  ]
  return rows
    .map(row => ({ ...row, initials: pinyinInitials(row.name) }))
    .sort(
      (a, b) =>
        ROW_STATES.indexOf(a.state) - ROW_STATES.indexOf(b.state) || a.name.localeCompare(b.name, 'zh-u-co-pinyin'),
    )
}

const isMeant = ({ name, initials, area }: AreaRow, text: string) =>
  name.toLowerCase().includes(text) ||
  findInitials(initials, text) >= 0 ||
  area?.code.toLowerCase().includes(text) === true

export const filterRows = (
  rows: readonly AreaRow[],
  { text, town, state, kind }: AreaFilter,
  me: string | null,
): AreaRow[] => {
  const typed = text.trim().toLowerCase()
  return rows.filter(
    row =>
      (typed === '' || isMeant(row, typed)) &&
      (town === null || row.town === town) &&
      (state === null || row.state === state || (state === 'mine' && row.draft !== null && row.draft.account === me)) &&
      (kind === null || row.kind === kind),
  )
}
