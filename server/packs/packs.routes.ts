import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ApiError, OnceHeaders, PlanParams, Problem } from '#core/api/index.ts'
import { BeginPack, ContentHeaders, Pack, PackParams, PackPartParams, PacksQuery } from '#core/api/packs.ts'
import { BROUGHT } from '#core/packs/part-type.ts'
import { takenClosing } from '../closings/book.queries.ts'
import { asAccount } from '../db/as-account.ts'
import type { Trx } from '../db/database.ts'
import { openFileStore } from '../files/file-store.ts'
import { lockContent } from '../files/files.queries.ts'
import { planOf } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { contentsOf, wantsFilm } from './contents-of.ts'
import { letGo } from './let-go.ts'
import { makePack } from './make-pack.ts'
import { openZip, zipDisposition } from './pack-zip.ts'
import { beginPack, cancelPack, keepPart, listParts, packOf, packsOf, takeUp } from './packs.queries.ts'
import { receivePart } from './receive-part.ts'

const LARGEST = Math.max(...Object.values(BROUGHT).map(({ limit }) => limit))
const notNow = () => new ApiError('wrong_state', '资料包正在生成、已经完成或已经取消，现在不能这样操作。')

/** 资料包: pictures and film brought by the browser that made them, bulletins made here, put together as one zip. */
export const packsRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, data_dir }) => {
  // Apart from the papers: all of it can be made again, and no erasure of a paper may take it away.
  const store = openFileStore(join(data_dir, 'packs'))
  const papers = openFileStore(data_dir)
  const running = new Map<number, { stop: AbortController; ended: Promise<void> }>()
  app.addHook('onClose', async () => {
    for (const { stop } of running.values()) stop.abort()
    await Promise.all([...running.values()].map(({ ended }) => ended))
  })

  const found = async (trx: Trx, { plan, id }: { plan: string; id: number }): Promise<Pack> => {
    const pack = await packOf(trx, plan, id)
    if (!pack) throw new ApiError('unknown_pack', `没有编号为 ${id} 的资料包。`)
    return pack
  }
  const own = async (trx: Trx, at: { plan: string; id: number }, account: string): Promise<Pack> => {
    const pack = await found(trx, at)
    if (pack.account !== account) throw new ApiError('not_allowed', '这个资料包是别人在做的，只能查看和下载。')
    return pack
  }

  app.post(
    '/plans/:plan/packs',
    {
      config: { may: 'meetings' },
      schema: { params: PlanParams, headers: OnceHeaders, body: BeginPack, response: { 200: Pack, 409: Problem } },
    },
    async request => {
      const { head } = await planOf(db, request.params.plan)
      const { closing, film } = request.body
      const account = whoOf(request).id
      const at = await asAccount(db, account, async trx => {
        if (!(await takenClosing(trx, head.id, closing)))
          throw new ApiError('unknown_closing', `没有编号为 ${closing} 的截数。`)
        const id = await beginPack(trx, head.id, closing)
        if (id === null) throw new ApiError('wrong_state', '这次截数还没有确认，或已被新的截数代替，不能打包。')
        return { plan: head.id, id }
      })
      const before = await asAccount(db, account, trx => found(trx, at))
      if (before.state === 'making') return before
      const { parts } = await contentsOf(db, head.id, closing, film ?? wantsFilm(before.parts))
      return asAccount(db, account, async trx => {
        await listParts(trx, at.id, parts)
        return found(trx, at)
      })
    },
  )

  app.get(
    '/plans/:plan/packs',
    {
      config: { may: 'meetings' },
      schema: { params: PlanParams, querystring: PacksQuery, response: { 200: Type.Array(Pack) } },
    },
    async request => {
      const { head } = await planOf(db, request.params.plan)
      return asAccount(db, whoOf(request).id, trx => packsOf(trx, head.id, request.query.closing))
    },
  )

  app.get(
    '/plans/:plan/packs/:id',
    { config: { may: 'meetings' }, schema: { params: PackParams, response: { 200: Pack, 404: Problem } } },
    request => asAccount(db, whoOf(request).id, trx => found(trx, request.params)),
  )

  await app.register(async (upload: typeof app) => {
    upload.removeAllContentTypeParsers()
    upload.addContentTypeParser('*', (_, stream, done) => done(null, stream))
    upload.put(
      '/plans/:plan/packs/:id/parts/:name',
      {
        config: { may: 'meetings', slow: true },
        bodyLimit: LARGEST,
        schema: {
          params: PackPartParams,
          headers: ContentHeaders,
          response: { 200: Pack, 409: Problem, 413: Problem, 415: Problem, 422: Problem },
        },
      },
      async request => {
        const { params, headers } = request
        const account = whoOf(request).id
        const sha256 = headers['x-content-sha256']
        const pack = await asAccount(db, account, trx => own(trx, params, account))
        const part = pack.parts.find(({ name }) => name === params.name)
        if (!part) throw new ApiError('not_found', '这个资料包里没有这一部分。')
        if (part.sha256 === sha256) return pack
        if (pack.state !== 'waiting' && pack.state !== 'failed') throw notNow()
        const body = (request.body as Readable | undefined) ?? Readable.from([])
        const declared = Number(request.headers['content-length'] ?? 0)
        const { received, type } = await receivePart(store, part, { body, sha256, declared })
        try {
          await asAccount(db, account, async trx => {
            await lockContent(trx, sha256)
            if (!(await keepPart(trx, params.id, { name: part.name, type, ...received }))) throw notNow()
            await store.keep(received)
          })
        } finally {
          await store.forget(received)
        }
        if (part.sha256) await letGo(db, store, [part.sha256])
        return asAccount(db, account, trx => found(trx, params))
      },
    )
  })

  app.post(
    '/plans/:plan/packs/:id/make',
    {
      config: { may: 'meetings' },
      schema: { params: PackParams, headers: OnceHeaders, response: { 200: Pack, 202: Pack, 409: Problem } },
    },
    async (request, reply) => {
      const { plan, id } = request.params
      const account = whoOf(request).id
      const pack = await asAccount(db, account, trx => own(trx, request.params, account))
      if (pack.state === 'making' || pack.state === 'done') return reply.code(200).send(pack)
      if (pack.state === 'cancelled') throw notNow()
      const contents = await contentsOf(db, plan, pack.closing, wantsFilm(pack.parts))
      const maker = randomUUID()
      const begun = await asAccount(db, account, async trx => {
        await listParts(trx, id, contents.parts)
        return takeUp(trx, id, maker)
      })
      const now = await asAccount(db, account, trx => found(trx, request.params))
      if (!begun) {
        if (now.state === 'making') return reply.code(200).send(now)
        const missing = now.parts.filter(part => part.made_by === 'browser' && !part.optional && !part.sha256)
        if (missing.length === 0) throw new ApiError('wrong_state', '这次截数已被新的截数代替，不能打包。')
        throw new ApiError('wrong_state', `还差 ${missing.map(({ title }) => title).join('、')}，补齐后才能打包。`)
      }
      const stop = new AbortController()
      const ended = makePack({ db, store, papers, plan, pack: { id, account }, contents, maker }, stop)
        .catch(error => request.log.warn({ error }, 'pack not told'))
        .finally(() => running.delete(id))
      running.set(id, { stop, ended })
      return reply.code(202).send(now)
    },
  )

  app.delete(
    '/plans/:plan/packs/:id',
    { config: { may: 'meetings' }, schema: { params: PackParams, response: { 200: Pack, 409: Problem } } },
    async request => {
      const { params } = request
      const account = whoOf(request).id
      const held = await asAccount(db, account, async trx => {
        const pack = await own(trx, params, account)
        if (pack.state === 'cancelled') return []
        return cancelPack(trx, params.id)
      })
      if (!held) throw new ApiError('wrong_state', '资料包已经完成，不能取消。')
      running.get(params.id)?.stop.abort()
      await running.get(params.id)?.ended
      await letGo(db, store, held)
      return asAccount(db, account, trx => found(trx, params))
    },
  )

  app.get(
    '/plans/:plan/packs/:id/zip',
    { config: { may: 'meetings' }, schema: { params: PackParams } },
    async (request, reply) => {
      const { plan } = request.params
      const { document } = await planOf(db, plan)
      const { pack, closing } = await asAccount(db, whoOf(request).id, async trx => {
        const pack = await found(trx, request.params)
        return { pack, closing: (await takenClosing(trx, plan, pack.closing))! }
      })
      if (pack.zip_sha256 === null) throw new ApiError('wrong_state', '资料包还没有做好。')
      const content = await openZip(store.pathOf(pack.zip_sha256))
      reply
        .type('application/zip')
        .header('cache-control', 'private, no-store')
        .header('content-length', pack.zip_bytes!)
        .header('content-disposition', zipDisposition(document.place, closing.title, closing.as_of))
      return reply.send(content.createReadStream())
    },
  )
}
