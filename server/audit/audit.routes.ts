import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { TracePage, TraceQuery, type TraceRow, WriteDetail } from '#core/api/audit.ts'
import { ApiError, PlanParams, Problem } from '#core/api/index.ts'
import { isDay } from '#core/calendar/days.ts'
import { asAccount } from '../db/as-account.ts'
import type { Db } from '../db/database.ts'
import { csvOf } from '../exports/spreadsheet.ts'
import { whoOf } from '../plugins/session.ts'
import { traces } from './audit.queries.ts'
import { trace } from './trace.ts'
import { writeDetail } from './write-detail.queries.ts'

const may = { may: 'audit' } as const
/** Rows of an export. */
const EXPORTED = 10_000
const WriteParams = Type.Object(
  { ...PlanParams.properties, seq: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) },
  { additionalProperties: false },
)

const HEAD = ['时间', '登录名', '姓名', '角色', '操作', '方案', '写入', '对象', '说明', '从', '到', '地址', '结果']
const cells = (row: TraceRow) => [
  row.at,
  row.account,
  row.account_name,
  row.role,
  row.action,
  row.plan,
  row.seq,
  row.object,
  row.note,
  row.before === null ? null : JSON.stringify(row.before),
  row.after === null ? null : JSON.stringify(row.after),
  row.ip,
  row.code,
]

/** Every trace: who, when, what, from → to; filtered, paged, and as a file. Taking the file is a trace itself. */
export const auditRoutes: FastifyPluginAsyncTypebox<{ db: Db }> = async (app, { db }) => {
  app.get(
    '/audit',
    {
      config: may,
      schema: { querystring: TraceQuery, response: { 200: Type.Union([TracePage, Type.String()]), 403: Problem } },
    },
    async (request, reply) => {
      const { query, caller } = request
      for (const day of [query.from, query.to])
        if (day !== undefined && !isDay(day)) throw new ApiError('bad_request', `“${day}”不是有效的日期。`)
      if (query.from && query.to && query.from > query.to)
        throw new ApiError('range_reversed', '起始日期晚于结束日期。')
      if (query.cursor && Number.isNaN(Date.parse(query.cursor.split('|')[0]!)))
        throw new ApiError('bad_request', '翻页标记有误，请从第一页开始。')
      const is_file = query.format === 'csv'
      const limit = is_file ? EXPORTED : query.limit
      const rows = await asAccount(db, whoOf(request).id, async trx => {
        if (is_file) await trace(trx, request, { action: 'audit_export' })
        return traces(trx, query, caller!.demo, limit)
      })
      if (is_file)
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="audit.csv"')
          .send(csvOf([HEAD, ...rows.map(cells)]))
      const last = rows.length === limit ? rows.at(-1)! : null
      return { rows, next: last && `${last.at}|${last.key}` }
    },
  )

  app.get(
    '/audit/writes/:plan/:seq',
    { config: may, schema: { params: WriteParams, response: { 200: WriteDetail, 403: Problem } } },
    request => asAccount(db, whoOf(request).id, trx => writeDetail(trx, request.params.plan, request.params.seq)),
  )
}
