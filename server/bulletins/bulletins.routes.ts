import { open } from 'node:fs/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { may } from '#core/accounts/permissions.ts'
import {
  BeginBulletin,
  Bulletin,
  BulletinFacts,
  BulletinFileQuery,
  BulletinParams,
  IssueBulletin,
  SaveBulletin,
} from '#core/api/bulletins.ts'
import { ApiError, OnceHeaders, PlanParams, Problem } from '#core/api/index.ts'
import { beginText, wordingOf } from '#core/bulletins/begin-text.ts'
import { factsOf } from '#core/bulletins/facts.ts'
import { openBook } from '#core/closings/open-book.ts'
import { FILE_TYPES } from '#core/files/file-type.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { closingOf } from '../closings/closings.queries.ts'
import type { Db } from '../db/database.ts'
import { addOnce, recordOnce } from '../db/once.ts'
import { takeTurns } from '../db/take-turns.ts'
import { readSnapshot } from '../db/write.ts'
import { dispositionOf } from '../files/disposition.ts'
import { openFileStore } from '../files/file-store.ts'
import { planOf } from '../plans/plan-of.ts'
import { documentAt } from '../plans/plans.queries.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { toldOf } from './bulletin-book.ts'
import {
  addBulletin,
  addRevision,
  begunBulletin,
  bulletinOf,
  bulletinsOf,
  type KnownBulletin,
} from './bulletins.queries.ts'
import { issueBulletin, jobOf } from './issue-bulletin.ts'
import { makeFile } from './make-file.ts'
import { refusalOf, requireKnownNames } from './refusals.ts'

const ListQuery = Type.Object(
  { closing: Type.Optional(BeginBulletin.properties.closing) },
  { additionalProperties: false },
)

/** Drafts are the office's and the signer's; what is issued is everybody's who may look. */
const seesDrafts = ({ who }: FastifyRequest) => who !== null && (may(who.role, 'meetings') || may(who.role, 'sign'))

const refused = (error: unknown): never => {
  throw refusalOf(error)
}

/** Bulletins: a text with placeholders for a closing, saved with its version, issued once, and its files. */
export const bulletinsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, data_dir }) => {
  const store = openFileStore(data_dir)
  const inTurn = takeTurns()
  const root = '/plans/:plan/bulletins'

  app.get(
    root,
    { schema: { params: PlanParams, querystring: ListQuery, response: { 200: Type.Array(Bulletin) } } },
    async request => {
      const { head } = await planOf(db, request.params.plan)
      const found = await readSnapshot(db, trx => bulletinsOf(trx, head.id, request.query.closing))
      return found.filter(({ number }) => number !== null || seesDrafts(request))
    },
  )

  app.get(`${root}/:id`, { schema: { params: BulletinParams, response: { 200: Bulletin } } }, request =>
    requireBulletin(db, request),
  )

  app.get(
    `${root}/:id/facts`,
    { schema: { params: BulletinParams, response: { 200: BulletinFacts } } },
    async request => {
      const { closing, template, known_seq } = await requireBulletin(db, request)
      const { book, context } = await toldOf(db, request.params.plan, closing, known_seq)
      const wording = wordingOf(book.document, template)
      const { as_of, known_at, seal } = book.closing
      const facts = factsOf(openBook(book), context)
      return { ...facts, masthead: wording?.masthead ?? '', mark: wording?.mark ?? null, as_of, known_at, seal }
    },
  )

  app.post(
    root,
    {
      config: { may: 'meetings' },
      schema: {
        params: PlanParams,
        headers: OnceHeaders,
        body: BeginBulletin,
        response: { 201: Bulletin, 409: Problem },
      },
    },
    async (request, reply) => {
      const { params, body, headers } = request
      const { head } = await planOf(db, params.plan)
      const { purpose } = await closingOf(db, head.id, body.closing)
      const { book, context } = await toldOf(db, head.id, body.closing, null)
      const wording = wordingOf(book.document, body.template)
      if (!wording || wording.purpose !== purpose)
        throw new ApiError('template_refused', `方案里没有用于这次截数的文字模板“${body.template}”。`)
      const text = beginText(wording, factsOf(openBook(book), context))
      const once = {
        key: headers['idempotency-key'],
        request: { action: 'begin_bulletin', ...body },
        account: whoOf(request).id,
        action: 'begin_bulletin',
      }
      const { id } = await addOnce(db, head.id, once, async (trx, write) => {
        const begun = await begunBulletin(trx, head.id, body.closing, body.template)
        return begun?.id ?? addBulletin(trx, write, { ...body, form: wording.form, text })
      }).catch(refused)
      return reply.code(201).send((await bulletinOf(db, head.id, id))!)
    },
  )

  app.put(
    `${root}/:id`,
    {
      config: { may: 'meetings' },
      schema: {
        params: BulletinParams,
        headers: OnceHeaders,
        body: SaveBulletin,
        response: { 200: Bulletin, 409: Problem, 422: Problem },
      },
    },
    async request => {
      const { params, body, headers } = request
      const { closing } = await requireBulletin(db, request)
      requireKnownNames(await documentOf(db, params.plan, closing), body.text)
      const once = {
        key: headers['idempotency-key'],
        request: { action: 'save_bulletin', bulletin: params.id, ...body },
        account: whoOf(request).id,
        action: 'save_bulletin',
      }
      await recordOnce(db, params.plan, once, async (trx, write) => {
        await addRevision(trx, write, { bulletin: params.id, version: body.version + 1, text: body.text })
        return { id: params.id }
      }).catch(refused)
      return requireBulletin(db, request)
    },
  )

  app.post(
    `${root}/:id/issue`,
    {
      config: { may: 'meetings', slow: true },
      schema: {
        params: BulletinParams,
        headers: OnceHeaders,
        body: IssueBulletin,
        response: { 200: Bulletin, 409: Problem, 422: Problem },
      },
    },
    request => {
      const { plan } = request.params
      return inTurn(plan, async () => {
        const bulletin = await requireBulletin(db, request)
        requireKnownNames(await documentOf(db, plan, bulletin.closing), bulletin.text)
        const key = request.headers['idempotency-key']
        const { version } = request.body
        const { state } = await closingOf(db, plan, bulletin.closing)
        if (bulletin.number === null && state !== 'signed') refused({ constraint: 'bulletin_signed' })
        if (bulletin.number === null && bulletin.version !== version) refused({ constraint: 'bulletin_version' })
        await issueBulletin(db, store, { plan, bulletin, version, account: whoOf(request).id, key }).catch(refused)
        return requireBulletin(db, request)
      })
    },
  )

  app.get(
    `${root}/:id/file`,
    { config: { slow: true }, schema: { params: BulletinParams, querystring: BulletinFileQuery } },
    async (request, reply) => {
      const { plan } = request.params
      const { kind } = request.query
      const bulletin = await requireBulletin(db, request)
      const { number, year, template, closing } = bulletin
      const called = wordingOf(await documentOf(db, plan, closing), template)?.zh ?? template
      reply.type(FILE_TYPES[kind]).header('cache-control', 'private, no-cache')
      const kept = bulletin.files.find(each => each.kind === kind)
      if (!kept) {
        reply.header('content-disposition', dispositionOf(kind, `${called}征求意见稿.${kind}`))
        return reply.send(await makeFile(await jobOf(db, plan, bulletin, kind, null)))
      }
      const content = await open(store.pathOf(kept.sha256)).catch(() => {
        throw new ApiError('unknown_file', '这份文件的内容不在服务器上，请联系管理员。')
      })
      const name = `${called}${year}年第${number}期.${kind}`
      reply.header('content-disposition', dispositionOf(kind, name)).header('etag', `"${kept.sha256}"`)
      return reply.send(content.createReadStream())
    },
  )
}

/** The plan document as the closing found it: its lists are what a text may name. */
async function documentOf(db: Db, plan: string, closing: number): Promise<PlanDocument> {
  const { known_seq } = await closingOf(db, plan, closing)
  return (await documentAt(db, plan, known_seq))!.document as PlanDocument
}

async function requireBulletin(db: Db, request: FastifyRequest): Promise<KnownBulletin> {
  const { plan, id } = request.params as { plan: string; id: number }
  const { head } = await planOf(db, plan)
  const bulletin = await readSnapshot(db, trx => bulletinOf(trx, head.id, id))
  if (!bulletin || (bulletin.number === null && !seesDrafts(request)))
    throw new ApiError('unknown_bulletin', `没有编号为 ${id} 的通报。`)
  return bulletin
}
