import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { FileParams, FileQuery, FilesQuery, Paper, Reason, StoredFile } from '#core/api/files.ts'
import { ApiError, OnceHeaders, PlanParams, Problem } from '#core/api/index.ts'
import { FILE_LIMIT, FILE_TYPES } from '#core/files/file-type.ts'
import { asAccount } from '../db/as-account.ts'
import { planOf } from '../plans/plan-of.ts'
import { whoOf } from '../plugins/session.ts'
import type { Services } from '../services.ts'
import { subjectById } from '../subjects/subjects.queries.ts'
import { dispositionOf } from './disposition.ts'
import { eraseContent } from './erase-content.ts'
import { openFileStore } from './file-store.ts'
import { fileOf, papersNamed } from './files.queries.ts'
import { storeFile } from './store-file.ts'

const tooLarge = () => new ApiError('too_large', '文件超过 50 MB，请压缩或拆分后再上传。')

/** Papers: brought as they are, kept by their content, handed only to those who may see them. */
export const filesRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, data_dir }) => {
  const store = openFileStore(data_dir)

  await app.register(async (upload: typeof app) => {
    upload.removeAllContentTypeParsers()
    upload.addContentTypeParser('*', (_, stream, done) => done(null, stream))

    upload.post(
      '/plans/:plan/files',
      {
        config: { may: 'report', slow: true },
        bodyLimit: FILE_LIMIT,
        schema: {
          params: PlanParams,
          querystring: FileQuery,
          headers: OnceHeaders,
          response: { 201: StoredFile, 413: Problem, 415: Problem },
        },
      },
      async (request, reply) => {
        const { params, query, headers } = request
        if (FORMS.test(headers['content-type'] ?? ''))
          throw new ApiError('wrong_media_type', '请直接上传文件内容，不要用表单。')
        if (Number(headers['content-length'] ?? 0) > FILE_LIMIT) throw tooLarge()
        const { head } = await planOf(db, params.plan)
        if (query.subject !== undefined && !(await subjectById(db, head.id, query.subject)))
          throw new ApiError('unknown_subject', `方案里没有编号为 ${query.subject} 的对象。`)
        if (!request.body) throw new ApiError('file_refused', '文件是空的，请重新选择。')
        const received = await store.receive(request.body as Readable, FILE_LIMIT, tooLarge)
        const claim = { plan: head.id, subject: query.subject ?? null, account: whoOf(request).id, name: query.name }
        return reply.code(201).send(await storeFile(db, store, received, claim))
      },
    )
  })

  app.get(
    '/plans/:plan/files',
    {
      config: { may: 'look_papers' },
      schema: { params: PlanParams, querystring: FilesQuery, response: { 200: Type.Array(Paper) } },
    },
    async request => {
      const { head } = await planOf(db, request.params.plan)
      return asAccount(db, whoOf(request).id, trx => papersNamed(trx, head.id, request.query.of.split(',')))
    },
  )

  app.get(
    '/plans/:plan/files/:sha256',
    { config: { may: 'look_papers' }, schema: { params: FileParams } },
    async (request, reply) => {
      const { plan, sha256 } = request.params
      const tag = `"${sha256}"`
      const file = await asAccount(db, whoOf(request).id, trx => fileOf(trx, plan, sha256))
      if (!file) throw new ApiError('unknown_file', '没有这份材料，或您无权查看。')
      if (file.erased_at !== null) throw new ApiError('unknown_file', '这份材料已按要求删除。')
      // Asked for anew each time: at a shared PC the next person may not see what the last one might.
      reply.header('cache-control', 'private, no-cache').header('etag', tag)
      if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
      const content = await open(store.pathOf(sha256)).catch(() => {
        throw new ApiError('unknown_file', '这份材料的内容不在服务器上，请联系管理员。')
      })
      reply
        .type(FILE_TYPES[file.type])
        .header('content-length', file.bytes)
        .header('content-disposition', dispositionOf(file.type, file.name ?? sha256))
        .header('content-security-policy', "default-src 'none'; object-src 'self'")
      return reply.send(content.createReadStream())
    },
  )

  app.post(
    '/plans/:plan/files/:sha256/erase',
    {
      config: { may: 'verify' },
      schema: { params: FileParams, headers: OnceHeaders, body: Reason, response: { 204: Type.Null(), 404: Problem } },
    },
    async (request, reply) => {
      await eraseContent(db, store, { ...request.params, ...request.body, account: whoOf(request).id })
      return reply.code(204).send(null)
    },
  )
}

/** What a page of somebody else's could send without being asked. */
const FORMS = /^(multipart\/form-data|application\/x-www-form-urlencoded|text\/plain)/i
