import type { MeetingDocument } from '#core/api/meetings.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { addShapes } from '../../../server/shapes/shapes.queries.ts'
import { write } from '../../helpers/plans.ts'
import { ask, type Stage } from '../api/stage.ts'

/** Puts the stage's compounds on the map, a hundred metres apart. */
export const locate = (connection: Connection, { document, cast }: Stage) =>
  write(
    connection,
    document.id,
    (trx, at) =>
      addShapes(
        trx,
        at,
        cast.compounds.map((subject, i) => {
          const [x, y] = [112 + i * 0.001, 34]
          const ring = [
            [x, y],
            [x + 0.0005, y],
            [x + 0.0005, y + 0.0005],
            [x, y + 0.0005],
            [x, y],
          ]
          return { subject, effective_on: '2024-03-11', geometry: { type: 'MultiPolygon', coordinates: [[ring]] } }
        }),
      ),
    true,
  )

export const documentOf = (change: Partial<MeetingDocument> = {}): MeetingDocument => ({
  title: '2024 年 10 月推进观摩会议',
  as_of: '2024-10-16',
  held_on: '2024-10-18',
  place: null,
  agenda: ['现场观摩'],
  sites: [],
  ranks_units: false,
  ...change,
})

export const put = (stage: Stage, url: string, payload: unknown) =>
  ask(stage, url, { method: 'PUT', payload: JSON.stringify(payload), headers: { 'content-type': 'application/json' } })
