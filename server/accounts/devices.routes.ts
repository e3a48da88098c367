import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ApiError, Device, DeviceLink, DeviceParams, NewDevice, Problem } from '#core/api/index.ts'
import { trace } from '../audit/trace.ts'
import { asAccount } from '../db/as-account.ts'
import type { Knows } from '../plugins/caller.ts'
import { whoOf } from '../plugins/session.ts'
import { addDevice, listDevices, revokeDevice } from './devices.queries.ts'

const keeps = { may: 'accounts' } as const

/** Screens that look and are nobody: each has a token of its own, which can be taken back. */
export const devicesRoutes: FastifyPluginAsyncTypebox<Knows> = async (app, { db }) => {
  app.get('/devices', { config: keeps, schema: { response: { 200: Type.Array(Device) } } }, ({ caller }) =>
    asAccount(db, 'system', trx => listDevices(trx, caller!.demo)),
  )

  app.post(
    '/devices',
    { config: keeps, schema: { body: NewDevice, response: { 201: DeviceLink, 403: Problem } } },
    async (request, reply) => {
      if (request.caller?.demo) throw new ApiError('not_allowed', '演示环境里不能添加大屏。')
      const who = whoOf(request)
      const made = await asAccount(db, who.id, async trx => {
        const device = await addDevice(trx, request.body.name, who.id)
        await trace(trx, request, { action: 'device_add', object: request.body.name })
        return device
      })
      return reply.code(201).send({ ...made, path: `/sign-in?display=${made.token}` })
    },
  )

  app.delete(
    '/devices/:id',
    { config: keeps, schema: { params: DeviceParams, response: { 204: Type.Null(), 404: Problem } } },
    async (request, reply) => {
      await asAccount(db, whoOf(request).id, async trx => {
        const gone = await revokeDevice(trx, request.params.id)
        if (!gone) throw new ApiError('not_found', '没有这块大屏，或者它已经停用。')
        await trace(trx, request, { action: 'device_revoke', object: gone.name })
      })
      return reply.code(204).send(null)
    },
  )
}
