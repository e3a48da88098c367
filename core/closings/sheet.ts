import type { SheetRow, SheetTotals } from '#core/api/closing-sheets.ts'
import type { Closing, ClosingStep } from '#core/api/closings.ts'
import type { Basis } from '#core/api/common.ts'
import type { Compound } from '#core/api/compounds.ts'
import { type Status, statusOn } from '../coverage/status-on.ts'
import type { PlanDocument } from '../plan/plan-document.ts'
import type { OpenBook } from './open-book.ts'

type Book = Pick<OpenBook, 'document' | 'divisions' | 'organisations' | 'compounds' | 'histories'> & {
  closing: Pick<Closing, 'title' | 'as_of' | 'known_at'>
}

/** The basis of a plan's public figures. */
export const publicBasis = ({ ranking }: PlanDocument): Basis => ranking?.basis ?? 'reported'

export interface SheetSubject {
  subject: number
  name: string
  kind: 'town' | 'unit'
}

const ownerOf = ({ values }: Compound): number | null => (values.task_owner ? Number(values.task_owner) : null)

/** Whether a compound is on a day: not yet split up or merged away. */
const isOn = ({ from_on, to_on }: Compound, day: string) =>
  (from_on === null || from_on <= day) && (to_on === null || to_on > day)

/** Who gets a sheet: every town with a compound, every unit whose task one is. */
export function sheetSubjects({ closing, divisions, organisations, compounds }: Book): SheetSubject[] {
  const live = compounds.filter(each => isOn(each, closing.as_of))
  const towns = new Set(live.map(({ town }) => town))
  const units = new Set(live.map(ownerOf))
  const named = (items: { id: number; name: string }[], ids: Set<number | null>, kind: SheetSubject['kind']) =>
    items.filter(({ id }) => ids.has(id)).map(({ id: subject, name }) => ({ subject, name, kind }))
  return [...named(divisions, towns, 'town'), ...named(organisations, units, 'unit')]
}

/** What each compound of a book says of itself on its day; of one sheet, those of the subject. */
export function sheetRows(book: Book): (subject: number) => SheetRow[] {
  const { closing, document, divisions, organisations, compounds, histories } = book
  const { indicator } = document.headline
  const history = histories.get(indicator)
  const on = (basis: Basis) =>
    history ? statusOn(document, history, indicator, basis, closing.as_of) : new Map<number, Status>()
  const reported = on('reported')
  const counted = publicBasis(document) === 'reported' ? reported : on('verified')
  const names = new Map([...divisions, ...organisations].map(({ id, name }) => [id, name]))
  const nameOf = (id: number | null) => (id === null ? null : (names.get(id) ?? null))
  const row = (compound: Compound): SheetRow => ({
    subject: compound.id,
    code: compound.code,
    name: compound.name,
    community: nameOf(compound.community),
    member: compound.member,
    value: compound.management,
    manager: nameOf(compound.organisation),
    since: compound.since,
    verified: compound.management !== null && (reported.get(compound.id)?.verified ?? false),
    covered: counted.get(compound.id)?.covered ?? false,
    households: compound.households,
    floor_area: compound.floor_area,
  })
  return subject =>
    compounds
      .filter(each => isOn(each, closing.as_of) && (each.town === subject || ownerOf(each) === subject))
      .map(row)
      .sort((a, b) => (a.community ?? '').localeCompare(b.community ?? '', 'zh') || a.code.localeCompare(b.code))
}

/** What stands under a sheet: of the baseline. */
export function sheetTotals(rows: SheetRow[]): SheetTotals {
  const base = rows.filter(({ member }) => member === 'baseline')
  const sum = (of: (row: SheetRow) => number | null) => base.reduce((all, row) => all + (of(row) ?? 0), 0)
  return {
    compounds: base.length,
    covered: base.filter(({ covered }) => covered).length,
    additions: rows.filter(({ member }) => member === 'addition').length,
    households: sum(({ households }) => households),
    floor_area: sum(({ floor_area }) => floor_area),
  }
}

/** What a town or unit last said of its sheet. */
export const lastCheck = ({ steps }: Pick<Closing, 'steps'>, subject: number): ClosingStep | null =>
  steps.findLast(step => step.subject === subject && (step.kind === 'checked' || step.kind === 'objected')) ?? null
