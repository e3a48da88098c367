import { expect, test } from 'vitest'
import { readPlans } from '../../../server/plans/read-plans.ts'
import type { BothSides } from '../../../web/plans/plan-row.ts'
import type { PlanSection } from '../../../web/plans/plan-section.ts'
import { tellPlan } from './tell-plan.ts'

const plans = readPlans('/nowhere')

/** A value of a document that keeps both sides; the ranking keeps its own without an adopted one. */
interface Kept {
  path: string
  printed: unknown
  adopted?: unknown
  why?: string
}

const keptIn = (node: unknown, path = ''): Kept[] => {
  if (typeof node !== 'object' || node === null) return []
  const here = 'printed' in node && ('adopted' in node || 'why' in node) ? [{ ...(node as Kept), path }] : []
  return [...here, ...Object.entries(node).flatMap(([key, value]) => keptIn(value, `${path}/${key}`))]
}

const unspaced = (text: string) => text.replace(/\s/g, '')
const printedText = (printed: unknown) =>
  printed === null ? null : Array.isArray(printed) ? printed.join('、') : String(printed)

const dayText = (day: string) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')
const isDay = (value: unknown) => /^\d{4}-\d{2}-\d{2}$/.test(String(value))

const saysAdopted = (told: string | null, used: unknown): boolean => {
  if (used === null || told === null) return used === told
  if (isDay(used)) return unspaced(told) === dayText(String(used))
  if (typeof used === 'number') return told.replaceAll(',', '').includes(String(used))
  return /[\u4e00-\u9fff]/.test(told) && !/undefined|object|_/.test(told)
}

const isTold = (kept: Kept, told: BothSides) =>
  told.printed === printedText(kept.printed) &&
  told.why === (kept.why ?? null) &&
  saysAdopted(told.adopted, kept.adopted)

/** A day that is used as printed, its year apart, is said once for both sides. */
const isPlain = ({ printed, adopted, why }: Kept, texts: string[]) => {
  const day = dayText(String(adopted))
  return (
    isDay(adopted) &&
    why === undefined &&
    day.includes(String(printed)) &&
    texts.some(text => unspaced(text).includes(day))
  )
}

/** The kept values the page does not tell; each telling serves one value only. */
const untold = (document: unknown, sections: PlanSection[]): string[] => {
  const tellings = sections.flatMap(({ printed, rows }) => [
    ...(printed ?? []),
    ...rows.flatMap(row => row.printed ?? []),
  ])
  const texts = sections.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flat()))
  return keptIn(document).flatMap(kept => {
    const found = tellings.findIndex(told => isTold(kept, told))
    if (found >= 0) tellings.splice(found, 1)
    return found >= 0 || isPlain(kept, texts) ? [] : [`${kept.path} ${kept.printed} → ${JSON.stringify(kept.adopted)}`]
  })
}

test.each(plans.map(plan => [plan.id, plan] as const))(
  '%s: the page shows both sides of every value that keeps them',
  async (_, plan) => {
    const { sections } = await tellPlan(plan)
    expect(keptIn(plan).length).toBeGreaterThan(5)
    expect(untold(plan, sections)).toEqual([])
  },
)

const notesIn = (node: unknown, path = ''): [string, string][] =>
  typeof node !== 'object' || node === null
    ? []
    : Object.entries(node).flatMap(([key, value]) =>
        key === 'note' ? [[path, value] as [string, string]] : notesIn(value, `${path}/${key}`),
      )

test.each(plans.map(plan => [plan.id, plan] as const))(
  '%s: the page shows every note beside its value',
  async (_, plan) => {
    const { sections } = await tellPlan(plan)
    const shown = sections.flatMap(({ words, rows }) => [words ?? '', ...rows.map(({ note }) => note ?? '')]).join('\n')
    expect(notesIn(plan).flatMap(([path, note]) => (shown.includes(note) ? [] : [path]))).toEqual([])
  },
)
