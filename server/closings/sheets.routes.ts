import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type Sheet, SheetQuery, Sheets } from '#core/api/closing-sheets.ts'
import { ClosingParams } from '#core/api/closings.ts'
import { readSnapshot } from '../db/write.ts'
import { XLSX } from '../exports/spreadsheet.ts'
import { dispositionOf } from '../files/disposition.ts'
import type { Services } from '../services.ts'
import { sheetFile } from './sheet-file.ts'
import { sheetOf, sheetsOf } from './sheet-of.ts'

/** 核对表: what each town and unit is to check before the figures are signed. */
export const sheetsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/plans/:plan/closings/:id/sheets',
    { schema: { params: ClosingParams, response: { 200: Sheets } } },
    ({ params }) => readSnapshot(db, trx => sheetsOf(trx, params.plan, params.id)),
  )

  app.get(
    '/plans/:plan/closings/:id/sheet',
    {
      schema: {
        params: ClosingParams,
        querystring: SheetQuery,
        response: { 200: Type.Unsafe<Sheet | Buffer>(Type.Any()) },
      },
    },
    async ({ params, query }, reply) => {
      const { sheet, book } = await readSnapshot(db, trx => sheetOf(trx, params.plan, params.id, query.subject))
      if (query.format !== 'xlsx') return sheet
      reply.type(XLSX).header('content-disposition', dispositionOf('xlsx', `核对表-${sheet.name}-${sheet.as_of}.xlsx`))
      return sheetFile(book, sheet)
    },
  )
}
