import type { MultiPolygon } from 'geojson'
import { addDays } from '#core/calendar/days.ts'
import { FACTS, isFact } from '#core/plan/facts.ts'
import { indicatorOf } from '#core/plan/meets.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import type { Db, Trx } from '../../server/db/database.ts'
import { recordWrite, type Write } from '../../server/db/write.ts'
import { addObservations, addVerifications } from '../../server/observations/observations.queries.ts'
import { createPlan, revisePlan } from '../../server/plans/plans.queries.ts'
import { addShapes } from '../../server/shapes/shapes.queries.ts'
import { addDivisions, addSubjects } from '../../server/subjects/subjects.queries.ts'
import { addBasemap } from '../../server/tiles/basemap.queries.ts'
import { addDemoAccounts, grantDemoAccounts } from './accounts.ts'
import { makeAreaLoader } from './load-areas.ts'
import { makeActLoader } from './meetings/acts.ts'
import { closing } from './meetings/close.ts'
import { preparing } from './meetings/prepare.ts'
import { recording } from './meetings/record.ts'
import type { DemoCounty, DemoObservation } from './types.ts'

/** Ids by kind and code, and observation ids by their key in the story. */
interface Ids {
  subjects: Map<string, number>
  observations: Map<string, number>
}

/** Loads a demo county with its own recorded moments, into a plan marked as a demo and pinned to its day. */
export async function loadDemo(db: Db, document: PlanDocument, county: DemoCounty): Promise<void> {
  const opening = `${addDays(county.writes[0]!.recorded_at.slice(0, 10), -1)}T01:00:00.000Z`
  await createPlan(db, document.id, { demo: true, pinned_on: county.today })
  await addDemoAccounts(db)
  await revisePlan(db, document, opening)
  const ids: Ids = { subjects: new Map(), observations: new Map() }
  const first = { account: 'office', action: 'import', note: '演示数据', shapes: true, recorded_at: opening }
  await recordWrite(db, document.id, first, (trx, write) => addSubjectsAndShapes(trx, write, county, ids))
  await grantDemoAccounts(db, county, ids.subjects)
  const areas = makeAreaLoader(db, document.id, county, ids.subjects)
  const { meetings: held = [], closings = [], records = [] } = county
  const acts = [...preparing(held), ...closing(closings), ...recording(records)]
  const meetings = makeActLoader(db, document.id, acts, areas)
  for (const { recorded_at, account, action, note, observations, verifications } of county.writes) {
    await meetings.upTo(recorded_at)
    await areas.upTo(recorded_at)
    await recordWrite(db, document.id, { account, action, note, recorded_at }, async (trx, write) => {
      const rows = observations.map(row => rowOf(document, row, ids))
      for (const part of inOrder(observations)) {
        const added = await addObservations(
          trx,
          write,
          part.map(i => ({ ...rows[i]!, replaces: replaced(observations[i]!, ids) })),
        )
        for (const [n, i] of part.entries()) ids.observations.set(observations[i]!.key, added[n]!)
      }
      await addVerifications(
        trx,
        write,
        verifications.map(row => ({ ...row, observation: ids.observations.get(row.observation)! })),
      )
    })
  }
  await meetings.upTo(null)
  await areas.upTo(null)
}

async function addSubjectsAndShapes(trx: Trx, write: Write, county: DemoCounty, { subjects }: Ids) {
  const add = async (kind: 'division' | 'organisation' | 'compound' | 'measure', items: { code: string }[]) => {
    const added = await addSubjects(
      trx,
      write,
      items.map(({ code }) => ({ kind, code })),
    )
    for (const [i, { code }] of items.entries()) subjects.set(`${kind} ${code}`, added[i]!)
  }
  await add('division', county.divisions)
  await add('organisation', county.organisations)
  await add('compound', county.compounds)
  await add('measure', county.measures)
  const division = (code: string | null) => (code === null ? null : subjects.get(`division ${code}`)!)
  const levels = [...new Set(county.divisions.map(each => each.level))]
  for (const level of levels)
    await addDivisions(
      trx,
      county.divisions
        .filter(each => each.level === level)
        .map(each => ({ id: division(each.code)!, level, parent: division(each.parent) })),
    )
  const names = [
    ...county.divisions.map(each => ({ kind: 'division', ...each })),
    ...county.organisations.map(each => ({ ...each, kind: 'organisation' })),
  ]
  const day = write.recorded_at.slice(0, 10)
  await addObservations(
    trx,
    write,
    names.map(({ kind, code, name }) => ({
      subject: subjects.get(`${kind} ${code}`)!,
      indicator: 'name',
      value: name,
      effective_on: day,
    })),
  )
  const shapes = [
    ...county.divisions.map(each => ({ ...each, kind: 'division' })),
    ...county.compounds.map(each => ({ ...each, kind: 'compound' })),
  ]
  await addShapes(
    trx,
    write,
    shapes
      .filter(each => each.geometry !== null)
      .map(({ kind, code, geometry }) => ({
        subject: subjects.get(`${kind} ${code}`)!,
        geometry: geometry as MultiPolygon,
        effective_on: day,
      })),
  )
  await addBasemap(trx, write.plan, county.basemap)
}

/** A row replaces only rows stored before it: the story's rows in parts, each without a row that replaces one of its own part. */
function inOrder(observations: DemoObservation[]): number[][] {
  const parts: number[][] = [[]]
  const held = new Set<string>()
  observations.forEach(({ key, replaces }, i) => {
    if (replaces && held.has(replaces)) {
      parts.push([])
      held.clear()
    }
    parts.at(-1)!.push(i)
    held.add(key)
  })
  return parts.filter(part => part.length > 0)
}

const replaced = ({ replaces }: DemoObservation, { observations }: Ids) =>
  replaces ? observations.get(replaces)! : null

function rowOf(
  document: PlanDocument,
  { subject, organisation, key: _key, replaces: _replaces, ...row }: DemoObservation,
  { subjects }: Ids,
) {
  const value =
    row.value !== null && isReference(document, row.indicator) ? String(idOfCode(subjects, row.value)) : row.value
  return {
    ...row,
    value,
    subject: subjects.get(`${subject.kind} ${subject.code}`)!,
    organisation: organisation ? subjects.get(`organisation ${organisation}`)! : null,
  }
}

const isReference = (document: PlanDocument, indicator: string) =>
  isFact(indicator) ? FACTS[indicator].type === 'reference' : indicatorOf(document, indicator)?.type === 'reference'

const idOfCode = (subjects: Map<string, number>, code: string) =>
  subjects.get(`division ${code}`) ?? subjects.get(`organisation ${code}`) ?? subjects.get(`compound ${code}`)
