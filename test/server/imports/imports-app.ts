import Fastify, { type FastifyInstance } from 'fastify'
import type { Connection } from '../../../server/db/connect.ts'
import { exportsRoutes } from '../../../server/exports/exports.routes.ts'
import { importsRoutes } from '../../../server/imports/imports.routes.ts'
import { makeJobs } from '../../../server/operations/jobs.ts'
import { useProblems } from '../../../server/plugins/errors.ts'
import { useValidation } from '../../../server/plugins/validation.ts'
import type { Services } from '../../../server/services.ts'

/** The addresses of imports and exports alone, asked by the machine itself. */
export const importsApp = async ({ db, engine }: Connection): Promise<FastifyInstance> => {
  const app = Fastify()
  useValidation(app)
  useProblems(app)
  app.decorateRequest('who', null)
  app.addHook('onRequest', async request => {
    request.who = { id: 'local', name: '本机', role: 'local' }
  })
  await app.register(importsRoutes, { ...({ db, engine } as Services), jobs: makeJobs() })
  await app.register(exportsRoutes, { db, engine } as Services)
  return app as unknown as FastifyInstance
}

export type Sent = Record<string, string | Uint8Array | { name: string; bytes: string | Uint8Array }>

/** Sends files by field, and what goes with them as `options`. */
export const sendFiles = async (
  app: FastifyInstance,
  url: string,
  files: Sent,
  { options, key }: { options?: unknown; key?: string } = {},
) => {
  const form = new FormData()
  if (options !== undefined) form.set('options', typeof options === 'string' ? options : JSON.stringify(options))
  for (const [field, given] of Object.entries(files)) {
    const { name, bytes } =
      typeof given === 'string' || given instanceof Uint8Array ? { name: 'a.csv', bytes: given } : given
    form.set(field, new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name))
  }
  const request = new Response(form)
  const content = { 'content-type': request.headers.get('content-type') ?? '' }
  const headers = key === undefined ? content : { ...content, 'idempotency-key': key }
  return app.inject({ method: 'POST', url, headers, payload: Buffer.from(await request.arrayBuffer()) })
}
