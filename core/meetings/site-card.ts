import type { Compound } from '../api/compounds.ts'
import type { Site } from '../api/meetings.ts'
import type { Division } from '../api/plans.ts'
import { type History, rowOn, type StandingRow } from '../coverage/history.ts'
import { coversOf } from '../coverage/tally.ts'
import { baseIndicators, indicatorOf } from '../plan/meets.ts'
import { dayBeside, evidenceFor, modeIndicator, variantIndicator } from '../plan/mode.ts'
import type { Mode, PlanDocument } from '../plan/plan-document.ts'

/** What a card is worked out of: a closing's book, or the open plan with the day it is asked of. */
export interface CardGround {
  closing: { as_of: string }
  document: PlanDocument
  divisions: readonly Pick<Division, 'id' | 'name' | 'parent'>[]
  organisations: readonly { id: number; name: string }[]
  compounds: readonly Compound[]
  histories: ReadonlyMap<string, History>
}

/** What nobody has said, brought or checked yet. */
export type Missing =
  | { kind: 'place' | 'area' | 'returned' }
  /** A claim that is not checked; `ids` is the evidence it asks for. */
  | { kind: 'check'; ids: string[] }
  | { kind: 'fact'; id: 'households' | 'floor_area' | 'buildings' }
  | { kind: 'indicator'; id: string }

export interface SiteCard {
  subject: number
  name: string
  /** From the top down, without the plan's own ground. */
  place: string[]
  site: Site
  /** The indicator told: the modes' own, else what the headline rests on. */
  indicator: string
  value: string | null
  organisation: string | null
  /** Since when this value stands under this manager. */
  since: string | null
  covered: boolean
  verified: boolean
  households: number | null
  floor_area: number | null
  buildings: number | null
  task_owner: string | null
  due_on: string | null
  /** Oldest first, up to the day. */
  history: { day: string; value: string | null; organisation: string | null }[]
  missing: Missing[]
}

export interface KnownOfSite {
  /** Whether it lies in a published area; left out where that is not asked. */
  has_area?: boolean
}

/** Everything that is told at a stop, on the day of the figures; null for a compound that is not there. */
export function siteCard(ground: CardGround, site: Site, known: KnownOfSite = {}): SiteCard | null {
  const { document, compounds, organisations, closing } = ground
  const compound = compounds.find(({ id }) => id === site.subject)
  if (!compound) return null
  const indicator = modeIndicator(document)?.id ?? baseIndicators(document, document.headline.indicator)[0]!
  const rows = rowsOf(ground, indicator, 'reported', site.subject).filter(({ from }) => from <= closing.as_of)
  const nameOf = (id: number | null) => organisations.find(each => each.id === id)?.name ?? null
  const last = rows.at(-1)
  const stands = standing(ground, site.subject)
  const { task_owner, due_on } = compound.values
  return {
    subject: site.subject,
    name: compound.name,
    place: placeOf(ground.divisions, compound.community),
    site,
    indicator,
    value: last?.value ?? null,
    organisation: nameOf(last?.organisation ?? null),
    since: last?.value ? (runs(rows).at(-1)?.from ?? null) : null,
    ...stands,
    households: compound.households,
    floor_area: compound.floor_area,
    buildings: compound.buildings,
    task_owner: task_owner ? (nameOf(Number(task_owner)) ?? divisionName(ground, Number(task_owner))) : null,
    due_on: due_on ?? null,
    history: runs(rows).map(({ from, value, organisation }) => ({
      day: from,
      value,
      organisation: nameOf(organisation),
    })),
    missing: missingOf(document, compound, { mode: last?.value ?? null, ...stands, ...known }),
  }
}

const rowsOf = ({ histories }: CardGround, indicator: string, basis: 'reported' | 'verified', subject: number) =>
  [...histories.values()]
    .find(each => each.indicators.has(indicator))
    ?.indicators.get(indicator)
    ?.[basis].get(subject) ?? []

/** Rows that say something else than the one before: a new weight or community makes a row, too. */
const runs = (rows: StandingRow[]): StandingRow[] =>
  rows.filter((row, i) => {
    const before = rows[i - 1]
    return before ? row.value !== before.value || row.organisation !== before.organisation : row.value !== null
  })

/** Whether the headline is met as reported, and whether what is checked says the same. */
function standing(ground: CardGround, subject: number): { covered: boolean; verified: boolean } {
  const { document, closing } = ground
  const { indicator } = document.headline
  const bases = baseIndicators(document, indicator)
  const on = (basis: 'reported' | 'verified') =>
    bases.map(id => rowOn(rowsOf(ground, id, basis, subject), closing.as_of)?.value ?? null)
  const covers = coversOf(document, indicator)
  const reported = on('reported')
  const verified = on('verified')
  return { covered: covers(reported), verified: reported.every((value, i) => value === verified[i]) }
}

const divisionName = ({ divisions }: CardGround, id: number) => divisions.find(each => each.id === id)?.name ?? null

/** The names above a community, without the ground all of them share. */
function placeOf(divisions: CardGround['divisions'], community: number | null): string[] {
  const names: string[] = []
  let at = divisions.find(({ id }) => id === community)
  while (at?.parent) {
    names.unshift(at.name)
    at = divisions.find(({ id }) => id === at!.parent)
  }
  return names
}

interface Stands extends KnownOfSite {
  mode: string | null
  covered: boolean
  verified: boolean
}

function missingOf(
  document: PlanDocument,
  compound: Compound,
  { mode, covered, verified, has_area }: Stands,
): Missing[] {
  const kept = document.modes.find(({ id }) => id === mode)
  const facts = (['households', 'floor_area', 'buildings'] as const).filter(id => compound[id] === null)
  const ids = [...asked(document), ...(kept ? [dayBeside(document, kept)?.id ?? []].flat() : [])]
  const shown = modeIndicator(document)?.id
  const unsaid = [...new Set(ids)].filter(id => (id === shown ? mode === null : compound.values[id] === undefined))
  return [
    ...(compound.returned ? [{ kind: 'returned' } as const] : []),
    ...(covered && !verified ? [{ kind: 'check', ids: evidenceOf(document, compound, kept) } as const] : []),
    ...(kept?.needs && has_area === false ? [{ kind: 'area' } as const] : []),
    ...(compound.at ? [] : [{ kind: 'place' } as const]),
    ...unsaid.map(id => ({ kind: 'indicator', id }) as const),
    ...facts.map(id => ({ kind: 'fact', id }) as const),
  ]
}

/** What the headline rests on, of compounds. */
const asked = (document: PlanDocument): string[] =>
  baseIndicators(document, document.headline.indicator).filter(id => indicatorOf(document, id)?.on === 'compound')

function evidenceOf(document: PlanDocument, { values }: Compound, mode: Mode | undefined): string[] {
  if (!mode) return []
  const variant = variantIndicator(document, mode)
  return evidenceFor(mode, variant ? (values[variant.id] ?? null) : null)
}
