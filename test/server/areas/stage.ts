import type { MultiPolygon, Position } from 'geojson'
import type { Draft, NewDraft } from '#core/api/areas.ts'
import { fromMultiPolygon } from '#core/areas/shape.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { addDivisions, addSubjects } from '../../../server/subjects/subjects.queries.ts'
import { inDegrees, type MetresShape } from '../../helpers/metres.ts'
import { write } from '../../helpers/plans.ts'
import { post, type Stage } from '../api/stage.ts'

export const ORIGIN: Position = [112, 34]
export const DAY = '2024-05-02'

/** A shape in metres around the towns' common corner. */
export const drawn = (shape: MetresShape, origin: Position = ORIGIN): MultiPolygon => inDegrees(origin, shape)

/** A town and its community with borders, or without; their ids. */
export async function addTown(
  connection: Connection,
  plan: string,
  { code, town, community }: { code: string; town: MultiPolygon | null; community: MultiPolygon | null },
): Promise<{ town: number; community: number }> {
  return write(
    connection,
    plan,
    async (trx, at) => {
      const ids = await addSubjects(trx, at, [
        { kind: 'division', code },
        { kind: 'division', code: `${code}-1` },
      ])
      const [one, other] = ids as [number, number]
      await addDivisions(trx, [{ id: one, level: 'town', parent: null }])
      await addDivisions(trx, [{ id: other, level: 'community', parent: one }])
      const shapes = [
        { subject: one, geometry: town, effective_on: '2024-01-01' },
        { subject: other, geometry: community, effective_on: '2024-01-01' },
      ]
      await addShapes(
        trx,
        at,
        shapes.filter(each => each.geometry),
      )
      return { town: one, community: other }
    },
    true,
  )
}

export interface NewCompound {
  name: string
  shape: MultiPolygon | null
  covered?: boolean
  households?: number
  floor_area?: number
  buildings?: number
}

/** Compounds with their names, shapes and weights; ids in the order given. */
export async function addCompounds(connection: Connection, plan: string, compounds: NewCompound[]): Promise<number[]> {
  return write(
    connection,
    plan,
    async (trx, at) => {
      const ids = await addSubjects(
        trx,
        at,
        compounds.map(({ name }) => ({ kind: 'compound', code: `${name}-${at.seq}` })),
      )
      await addShapes(
        trx,
        at,
        compounds.flatMap(({ shape }, i) =>
          shape ? [{ subject: ids[i]!, geometry: shape, effective_on: '2024-01-01' }] : [],
        ),
      )
      await addObservations(
        trx,
        at,
        compounds.flatMap(({ name, covered = true, households = 100, floor_area = 9000, buildings = 3 }, i) =>
          Object.entries({
            name,
            households,
            floor_area,
            buildings,
            ...(covered && { management: 'professional' }),
          }).map(([indicator, value]) => ({
            subject: ids[i]!,
            indicator,
            value: String(value),
            effective_on: '2024-01-01',
          })),
        ),
      )
      return ids
    },
    true,
  )
}

/** What is sent for a draft of a shape; the rest as a clerk would leave it. */
export const draftOf = (shape: MultiPolygon | null, more: Partial<NewDraft> = {}): NewDraft => ({
  kind: 'management_area',
  name: '东关物业管理区域',
  town: null,
  community: null,
  shape: shape && (fromMultiPolygon(shape) as unknown as NewDraft['shape']),
  picks: [],
  ground: 'enclosed',
  ground_note: null,
  shared_facilities: null,
  files: [],
  area: null,
  based_on: null,
  ...more,
})

/** Draws and submits; the draft as it stands then. */
export async function submitted(stage: Stage, body: NewDraft): Promise<Draft> {
  const made = await post(stage, `${stage.at}/areas/drafts`, body)
  if (made.statusCode !== 201) throw new Error(made.body)
  const draft = made.json() as Draft
  const sent = await post(stage, `${stage.at}/areas/drafts/${draft.id}/submit`, { version: draft.version })
  if (sent.statusCode !== 200) throw new Error(sent.body)
  return sent.json() as Draft
}

/** Publishes a submitted draft; the whole answer. */
export const publish = (stage: Stage, { id, version }: Draft, effective_on = DAY) =>
  post(stage, `${stage.at}/areas/drafts/${id}/publish`, { version, effective_on })

/** Draws, submits and publishes; the area's id. */
export async function published(stage: Stage, body: NewDraft, effective_on = DAY): Promise<number> {
  const answer = await publish(stage, await submitted(stage, body), effective_on)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json().area
}
