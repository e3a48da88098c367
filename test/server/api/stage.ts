import { tmpdir } from 'node:os'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { expect } from 'vitest'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { buildApp } from '../../../server/app.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { isMigrated } from '../../../server/db/migrate.ts'
import { openListeners } from '../../../server/live/listeners.ts'
import { addObservations } from '../../../server/observations/observations.queries.ts'
import { newPlan, write } from '../../helpers/plans.ts'
import { addCast, type Cast } from '../../helpers/play-story.ts'

export interface Stage {
  app: FastifyInstance
  document: PlanDocument
  cast: Cast
  /** The plan's address under /api. */
  at: string
  close(): Promise<void>
}

/** The whole application over a plan whose six compounds are on the frozen roster of three communities. */
export async function openStage(connection: Connection, data_dir = tmpdir()): Promise<Stage> {
  const document = await newPlan(connection)
  const cast = await addCast(connection, document.id)
  await write(connection, document.id, (trx, at) =>
    addObservations(trx, at, [
      ...cast.compounds.flatMap((subject, i) =>
        [
          ['name', `东关 ${i} 号院`],
          ['community', String(cast.communities[i % 3])],
          ['households', String(100 + i)],
          ['floor_area', String(9000 + 100 * i)],
          ['roster', 'in'],
        ].map(([indicator, value]) => ({ subject, indicator: indicator!, value: value!, effective_on: '2024-03-10' })),
      ),
      { subject: cast.county, indicator: 'roster_frozen', value: 'true', effective_on: '2024-03-11' },
    ]),
  )
  const live = await openListeners(connection)
  const { db, engine } = connection
  const app = (await buildApp({
    db,
    engine,
    live,
    data_dir,
    isReady: () => isMigrated(connection),
  })) as unknown as FastifyInstance
  const close = async () => {
    await app.close()
    await live.close()
  }
  return { app, document, cast, at: `/api/plans/${document.id}`, close }
}

/** Sends a request; a body goes as JSON. */
export const ask = ({ app }: Stage, url: string, options: InjectOptions = {}) => app.inject({ url, ...options })

export const post = (stage: Stage, url: string, payload: unknown, headers: Record<string, string> = {}) =>
  ask(stage, url, {
    method: 'POST',
    payload: JSON.stringify(payload),
    headers: { 'content-type': 'application/json', ...headers },
  })

type Answer = Awaited<ReturnType<typeof ask>>

/** A problem document: the status and code asked for, a Chinese sentence, and nothing of the inside. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  const problem = answer.json()
  expect({ status: answer.statusCode, code: problem.code, detail: problem.detail }).toEqual({
    status,
    code,
    detail: expect.stringMatching(/[一-鿿].*。/u),
  })
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(problem.status).toBe(status)
  expect(answer.body).not.toMatch(/select |insert |constraint|relation|\.ts\b|node_modules|\bat .*:\d+:\d+|stack/i)
}
