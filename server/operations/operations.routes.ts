import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ApiError, Problem } from '#core/api/errors.ts'
import { type Backup, type BackupReason, type Examination, Job, Operations } from '#core/api/operations.ts'
import { trace } from '../audit/trace.ts'
import { failureOf } from '../backups/backup-failure.ts'
import { asAccount } from '../db/as-account.ts'
import { keepExamination } from '../doctor/last-examination.ts'
import type { Caller } from '../plugins/caller.ts'
import { whoOf } from '../plugins/session.ts'
import { type Operated, operationsOf } from './operations-of.ts'
import { makeSoleJob } from './sole-job.ts'
import type { Watched } from './watched.ts'

export interface Operating extends Operated {
  /** Absent where the server was started without. */
  backup?: (reason: BackupReason, watched: Watched) => Promise<Backup>
  examine?: (watched: Watched) => Promise<Examination>
}

const operate = { may: 'operate' } as const

/** How the server is, for whoever keeps it, and the two long jobs that are begun and stopped from there. */
export const operationsRoutes: FastifyPluginAsyncTypebox<Operating> = async (app, operating) => {
  const { db, data_dir, jobs, backup, examine } = operating
  const started_at = new Date().toISOString()
  const longJob = (kind: 'backup' | 'examination', word: string, work?: (watched: Watched) => Promise<unknown>) => {
    const job = makeSoleJob(jobs, kind, error => {
      app.log.error({ error }, `${kind} failed`)
      return failureOf(error, word).message
    })
    return { kind, word, work, job }
  }
  const long = {
    backups: longJob('backup', '备份', backup && (watched => backup('asked', watched))),
    examinations: longJob(
      'examination',
      '检查',
      examine && (async watched => keepExamination(data_dir, { ...(await examine(watched)), by: 'page' })),
    ),
  }
  app.addHook('onClose', async () => {
    await Promise.all(Object.values(long).map(({ job }) => job.stop()))
  })

  app.get('/operations', { config: operate, schema: { response: { 200: Operations } } }, ({ caller }) => {
    const failures = Object.values(long).flatMap(({ job }) => job.failures())
    return operationsOf(operating, { started_at, failures }, caller!.demo)
  })

  for (const [name, { kind, word, work, job }] of Object.entries(long)) {
    app.post(
      `/operations/${name}`,
      { config: operate, schema: { response: { 202: Job, 403: Problem, 409: Problem } } },
      async (request, reply) => {
        refuseGuests(request.caller)
        if (!work) throw new ApiError('wrong_state', `这台服务器启动时没有配好${word}，请用命令行执行。`)
        const isFree = () => {
          if (job.now()) throw new ApiError('wrong_state', `正在${word}，等它结束再开始下一次。`)
        }
        isFree()
        await asAccount(db, whoOf(request).id, trx => trace(trx, request, { action: kind }))
        isFree()
        job.begin(work)
        return reply.code(202).send(job.now()!)
      },
    )

    app.delete(
      `/operations/${name}`,
      { config: operate, schema: { response: { 204: Type.Null(), 403: Problem, 409: Problem } } },
      async (request, reply) => {
        refuseGuests(request.caller)
        if (job.now()) {
          const stopped = await job.stop()
          if (!stopped) throw new ApiError('wrong_state', `这次${word}是用命令开始的，请到那里按 Ctrl-C 停止。`)
          await asAccount(db, whoOf(request).id, trx => trace(trx, request, { action: `${kind}_stop` }))
        }
        return reply.code(204).send(null)
      },
    )
  }
}

function refuseGuests(caller: Caller | null): void {
  if (caller?.demo) throw new ApiError('not_allowed', '演示环境里只能查看，不能备份和检查。')
}
