import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import {
  ApiError,
  type Compound,
  type CompoundPage,
  CompoundsQuery,
  type Ledger,
  PlanParams,
  SubjectId,
  SubjectPage,
  When,
} from '#core/api/index.ts'
import { inScope } from '#core/divisions/tree.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { areaOfCompound } from '../areas/areas.queries.ts'
import { readSnapshot } from '../db/write.ts'
import { divisionsOf } from '../divisions/divisions.queries.ts'
import { planOf } from '../plans/plan-of.ts'
import type { Services } from '../services.ts'
import { subjectById } from '../subjects/subjects.queries.ts'
import { historyRows, ledgerRows } from './compounds.queries.ts'
import { ledgerFile } from './ledger-file.ts'
import { shownIndicator } from './shown-indicator.ts'

const LedgerQuery = Type.Object(
  {
    as_of: When.as_of,
    known_at: When.known_at,
    basis: CompoundsQuery.properties.basis,
    format: Type.Optional(Type.Enum(['json', 'csv'])),
  },
  { additionalProperties: false },
)
const OneParams = Type.Object({ ...PlanParams.properties, id: SubjectId }, { additionalProperties: false })

export const compoundsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  const page = Type.Unsafe<CompoundPage | Buffer | string>(Type.Any())

  app.get(
    '/plans/:plan/ledger',
    {
      schema: {
        params: PlanParams,
        querystring: LedgerQuery,
        response: { 200: Type.Unsafe<Ledger | Buffer | string>(Type.Any()) },
      },
    },
    ({ params, query }, reply) =>
      readSnapshot(db, async trx => {
        const { head, document, known, known_at, as_of } = await planOf(trx, params.plan, query)
        const shown = shownIndicator(document)
        const compounds = await ledgerRows(trx, {
          plan: params.plan,
          as_of,
          basis: query.basis ?? 'reported',
          known,
          shown,
        })
        if (query.format === 'csv')
          return sendFile(reply, 'csv', document, compounds, await divisionsOf(trx, params.plan, as_of, known))
        return { as_of, known_at, seq: head.seq, compounds }
      }),
  )

  app.get(
    '/plans/:plan/compounds',
    { schema: { params: PlanParams, querystring: CompoundsQuery, response: { 200: page } } },
    ({ params, query }, reply) =>
      readSnapshot(db, async trx => {
        const { head, document, known, known_at, as_of } = await planOf(trx, params.plan, query)
        const divisions = await divisionsOf(trx, params.plan, as_of, known)
        const inside = inScope(divisions, query.division ?? null)
        const wanted = (compound: Compound) =>
          inside(compound.community) &&
          (query.mode === undefined || compound.management === query.mode) &&
          (query.q === undefined || compound.name.includes(query.q) || compound.code.includes(query.q))
        const question = {
          plan: params.plan,
          as_of,
          basis: query.basis ?? 'reported',
          known,
          shown: shownIndicator(document),
        } as const
        const found = (await ledgerRows(trx, question, { after: query.cursor, bbox: boxOf(query.bbox) })).filter(wanted)
        const file = query.format === 'json' ? undefined : query.format
        // A list goes on with `next`; a file cannot, so it is whole.
        const compounds = found.slice(0, query.limit ?? (file ? found.length : 500))
        if (file) return sendFile(reply, file, document, compounds, divisions)
        const next = found.length > compounds.length ? compounds.at(-1)!.id : null
        return { as_of, known_at, seq: head.seq, compounds, next }
      }),
  )

  app.get(
    '/plans/:plan/compounds/:id',
    {
      schema: {
        params: OneParams,
        querystring: Type.Object(When, { additionalProperties: false }),
        response: { 200: SubjectPage },
      },
    },
    ({ params, query }) =>
      readSnapshot(db, async trx => {
        const { document, known, as_of } = await planOf(trx, params.plan, query)
        const subject = await subjectById(trx, params.plan, params.id)
        if (!subject) throw new ApiError('unknown_subject', `方案里没有编号为 ${params.id} 的对象。`)
        const question = {
          plan: params.plan,
          as_of,
          basis: 'reported',
          known,
          shown: shownIndicator(document),
        } as const
        const [compound] = subject.kind === 'compound' ? await ledgerRows(trx, question, { ids: [subject.id] }) : []
        const history = await historyRows(trx, params.plan, subject.id, as_of, known)
        const name =
          compound?.name ??
          history.find(row => row.indicator === 'name' && row.state === 'standing')?.value ??
          subject.code
        const area = compound ? await areaOfCompound(trx, params.plan, subject.id, as_of, known) : undefined
        return { ...subject, name, compound: compound ?? null, area: area ?? null, history }
      }),
  )
}

async function sendFile(
  reply: FastifyReply,
  format: 'geojson' | 'csv' | 'xlsx',
  document: PlanDocument,
  compounds: Compound[],
  divisions: Awaited<ReturnType<typeof divisionsOf>>,
) {
  const { type, body } = await ledgerFile(format, document, compounds, divisions)
  reply.type(type).header('content-disposition', `attachment; filename="${document.id}.${format}"`)
  return body
}

function boxOf(text: string | undefined): number[] | undefined {
  if (text === undefined) return undefined
  const box = text.split(',').map(Number) as [number, number, number, number]
  if (
    box.some(number => !Number.isFinite(number)) ||
    box[0] >= box[2] ||
    box[1] >= box[3] ||
    box[0] < -180 ||
    box[2] > 180 ||
    box[1] < -90 ||
    box[3] > 90
  )
    throw new ApiError('range_reversed', '范围应为“西,南,东,北”，且西小于东、南小于北。')
  return box
}
