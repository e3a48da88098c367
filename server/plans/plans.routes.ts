import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { PlanPage, PlanParams, PlanSummary } from '#core/api/index.ts'
import { BASEMAP_FILE, hasBasemap } from '../basemap/basemap-file.ts'
import { readSnapshot } from '../db/write.ts'
import type { Knows } from '../plugins/caller.ts'
import { readerOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { keptExtents } from './kept-extents.ts'
import { planOf } from './plan-of.ts'
import { type Extent, type PlanHead, type PlanNames, planHeads, planNames } from './plans.queries.ts'

const summary = (
  { recorded_at, ...head }: PlanHead,
  { title, short_title, place }: PlanNames,
  where: { bbox: Extent; basemap: string | null },
): PlanSummary => ({
  ...head,
  title,
  short_title,
  place,
  known_at: recorded_at,
  ...where,
})

export const plansRoutes: FastifyPluginAsyncTypebox<Services & Knows> = async (app, { db, data_dir, ...knows }) => {
  const extent = keptExtents()
  const basemap = async () => ((await hasBasemap(data_dir)) ? `${app.prefix}/${BASEMAP_FILE}` : null)

  app.get('/plans', { schema: { response: { 200: Type.Array(PlanSummary) } } }, async request => {
    const sees = await readerOf(request, { db, ...knows })
    return readSnapshot(db, async trx => {
      const plans: PlanSummary[] = []
      const ground = { basemap: await basemap() }
      const names = new Map((await planNames(trx)).map(named => [named.plan, named]))
      for (const head of await planHeads(trx)) {
        const named = names.get(head.id)
        if (named && sees(head)) plans.push(summary(head, named, { ...ground, bbox: await extent(trx, head) }))
      }
      return plans
    })
  })

  app.get('/plans/:plan', { schema: { params: PlanParams, response: { 200: PlanPage } } }, ({ params }) =>
    readSnapshot(db, async trx => {
      const { head, document } = await planOf(trx, params.plan)
      const where = { basemap: await basemap(), bbox: await extent(trx, head) }
      return { ...summary(head, document, where), document }
    }),
  )
}
