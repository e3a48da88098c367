import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import {
  addArea,
  addRevision,
  areaById,
  areaOfCompound,
  areaRevisions,
  areasOn,
  lastRevision,
} from '../../server/areas/areas.queries.ts'
import { compoundsNear, faultsOf, squareMetres, warningsOf } from '../../server/areas/check.queries.ts'
import { addDraft, addStep, draftsOf, saveDraft } from '../../server/areas/drafts.queries.ts'
import { homeOf, surroundingsOf, windowAround } from '../../server/areas/surroundings.queries.ts'
import { historyRows, ledgerRows, namesIn } from '../../server/compounds/compounds.queries.ts'
import { dayDeltas, movesBetween, talliesOn } from '../../server/coverage/coverage.queries.ts'
import { standingRows, touchedSince } from '../../server/coverage/timeline.queries.ts'
import type { Database, Db, Trx } from '../../server/db/database.ts'
import { divisionFeatures, divisionsOf, namedOf } from '../../server/divisions/divisions.queries.ts'
import { shapesOf as exportedShapes, verifiedOn } from '../../server/exports/exports.queries.ts'
import { importsOf } from '../../server/imports/imports.queries.ts'
import { kindsOf, standingAt } from '../../server/observations/batch.queries.ts'
import { addObservations, addVerifications, observationById } from '../../server/observations/observations.queries.ts'
import { organisationsByName } from '../../server/organisations/organisations.queries.ts'
import { documentAt, extentOf, planHeads, planNames, writeAt } from '../../server/plans/plans.queries.ts'
import { actsOf, builtOn, freezeOf, rosterOn } from '../../server/roster/roster.queries.ts'
import { addShapes } from '../../server/shapes/shapes.queries.ts'
import { addDivisions, addSubjects, subjectById, subjectIds } from '../../server/subjects/subjects.queries.ts'
import { areasOf, basemapMark, basemapOf, geometryHead, shapesOf } from '../../server/tiles/tiles.queries.ts'

const DAY = '2024-05-02'
const WRITE = { plan: 'p', seq: 1, recorded_at: '', geometry_revision: 1 }
const ASKED = { plan: 'p', basis: 'reported', known: null } as const
const LEDGER = { ...ASKED, as_of: DAY, shown: 'management' } as const

const NOWHERE = { type: 'MultiPolygon' as const, coordinates: [] }
const SAID = { ground: null, ground_note: null, shared_facilities: null, files: [] }
const REVISION = { ...SAID, area: 1, revision: 1, from_on: DAY, name: 'n', shape: NOWHERE, compounds: [1], note: null }
const DRAFT = { ...SAID, kind: 'patch' as const, name: 'n', town: null, community: null, shape: [], picks: [1] }
const SAVED = { plan: 'p', id: 1, version: 1, account: 'a', states: ['drawing'] as const }
const DRAWN = {
  plan: 'p',
  area: null,
  kind: 'patch' as const,
  town: 1,
  community: 1,
  ground: null,
  shape: NOWHERE,
  picks: [1],
  from_on: DAY,
}

/** What each noun's query functions send, compiled and not run; a changed statement shows in review as a changed file. */
const SENT: Record<string, Record<string, (db: Db, trx: Trx) => Promise<unknown>>> = {
  areas: {
    'areasOn, now': db => areasOn(db, 'p', DAY, null),
    'areasOn, one as known at a write': db => areasOn(db, 'p', DAY, 7, 1),
    areaOfCompound: db => areaOfCompound(db, 'p', 1, DAY, null),
    areaRevisions: db => areaRevisions(db, 'p', 1, null),
    areaById: db => areaById(db, 'p', 1),
    lastRevision: db => lastRevision(db, 'p', 1),
    addArea: (_, trx) => addArea(trx, { id: 1, plan: 'p', kind: 'patch', town: 1, community: null }),
    addRevision: (_, trx) => addRevision(trx, WRITE, REVISION),
    faultsOf: db => faultsOf(db, DRAWN),
    warningsOf: db => warningsOf(db, DRAWN),
    compoundsNear: db => compoundsNear(db, DRAWN, 'management'),
    squareMetres: db => squareMetres(db, NOWHERE),
    surroundingsOf: db => surroundingsOf(db, 'p', DAY, [1, 2, 3, 4]),
    windowAround: db => windowAround(db, 'p', [1]),
    homeOf: db => homeOf(db, 'p', [1], DAY),
  },
  drafts: {
    addDraft: (_, trx) => addDraft(trx, 'p', 'a', { ...DRAFT, area: null, based_on: null }),
    'saveDraft, all of it': (_, trx) => saveDraft(trx, SAVED, { body: DRAFT }),
    'saveDraft, its state': (_, trx) => saveDraft(trx, SAVED, { state: 'submitted' }),
    'draftsOf, one': db => draftsOf(db, 'p', { id: 1 }),
    'draftsOf, in some states': db => draftsOf(db, 'p', { states: ['drawing'] }),
    addStep: (_, trx) => addStep(trx, WRITE, 1, { kind: 'comment', at: [1, 2], text: 't' }),
  },
  compounds: {
    'ledgerRows, now': db => ledgerRows(db, LEDGER),
    'ledgerRows, known at a write, in a box, by page': db =>
      ledgerRows(db, { ...LEDGER, known: 7 }, { ids: [1], after: 1, limit: 5, bbox: [1, 2, 3, 4] }),
    historyRows: db => historyRows(db, 'p', 1, DAY, null),
    namesIn: db => namesIn(db, 'p', 1),
  },
  coverage: {
    'talliesOn, now': db => talliesOn(db, ASKED, ['a', 'b'], [DAY]),
    'talliesOn, known at a write': db => talliesOn(db, { ...ASKED, known: 7 }, ['a'], [DAY]),
    movesBetween: db => movesBetween(db, ASKED, ['a', 'b'], DAY, DAY),
    dayDeltas: db => dayDeltas(db, 'p', 'a', 'reported', [], 'n'),
    'standingRows, of some subjects': db => standingRows(db, 'p', ['a'], null, [1]),
    'standingRows, known at a write': db => standingRows(db, 'p', ['a'], 7, null),
    touchedSince: db => touchedSince(db, 'p', 7),
  },
  divisions: {
    divisionsOf: db => divisionsOf(db, 'p', DAY, null),
    'divisionsOf, known at a write': db => divisionsOf(db, 'p', DAY, 7),
    divisionFeatures: db => divisionFeatures(db, 'p', DAY, null),
    namedOf: db => namedOf(db, 'p', 'organisation', DAY),
  },
  exports: {
    shapesOf: db => exportedShapes(db, 'p', 7),
    verifiedOn: db => verifiedOn(db, 'p', 'management', DAY, null),
  },
  imports: { importsOf: db => importsOf(db, 'p') },
  observations: {
    addObservations: (_, trx) =>
      addObservations(trx, WRITE, [{ subject: 1, indicator: 'a', value: 'x', effective_on: DAY }]),
    addVerifications: (_, trx) => addVerifications(trx, WRITE, [{ observation: 1, verdict: 'verified' }]),
    observationById: db => observationById(db, 'p', 1),
    kindsOf: db => kindsOf(db, 'p', [1]),
    standingAt: (_, trx) => standingAt(trx, 'p', [{ subject: 1, indicator: 'a', on: DAY, effective_on: DAY }]),
  },
  organisations: { organisationsByName: db => organisationsByName(db, 'p') },
  plans: {
    documentAt: db => documentAt(db, 'p', 7),
    extentOf: db => extentOf(db, 'p'),
    planHeads: db => planHeads(db, 'p'),
    planNames,
    writeAt: db => writeAt(db, 'p', '2024-05-02T00:00:00Z'),
  },
  roster: {
    freezeOf: db => freezeOf(db, 'p'),
    rosterOn: db => rosterOn(db, 'p', DAY),
    actsOf: db => actsOf(db, 'p'),
    builtOn: db => builtOn(db, 'p', 7),
  },
  shapes: { addShapes: (_, trx) => addShapes(trx, WRITE, [{ subject: 1, geometry: null, effective_on: DAY }]) },
  subjects: {
    addSubjects: (_, trx) => addSubjects(trx, WRITE, [{ kind: 'compound', code: 'c' }]),
    addDivisions: (_, trx) => addDivisions(trx, [{ id: 1, level: 'town', parent: null }]),
    subjectIds: db => subjectIds(db, 'p', 'compound'),
    subjectById: db => subjectById(db, 'p', 1),
  },
  tiles: {
    geometryHead: (_, trx) => geometryHead(trx, 'p'),
    shapesOf: (_, trx) => shapesOf(trx, 'p', { since: 0, until: 1, after: 0, limit: 5 }),
    basemapOf: (_, trx) => basemapOf(trx, 'p', 0, 5),
    basemapMark: (_, trx) => basemapMark(trx, 'p'),
    areasOf: (_, trx) => areasOf(trx, 'p', { since: 0, until: 1, after: 0, limit: 5 }),
  },
}

const heard: string[] = []
let db: Db
beforeAll(() => {
  db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: kysely => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: event => {
      heard.push(event.query.sql)
    },
  })
})

test.each(Object.entries(SENT))('%s', async (noun, functions) => {
  const parts: string[] = []
  for (const [name, send] of Object.entries(functions)) {
    heard.length = 0
    await send(db, db as unknown as Trx).catch(() => undefined)
    expect(heard, name).not.toEqual([])
    parts.push(`-- ${name}\n${heard.map(text => `${text.trim()};`).join('\n')}\n`)
  }
  await expect(parts.join('\n')).toMatchFileSnapshot(`sql/${noun}.sql`)
})
