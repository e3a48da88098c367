import { onMounted, ref, shallowRef } from 'vue'
import type { Account, AccountPlace, Invite, OneTimeLink } from '#core/api/accounts.ts'
import { ask, send } from '../api/client.ts'
import { failureKey } from '../session/failure-text.ts'

/** A link to hand over, and to whom. */
export interface Handed extends OneTimeLink {
  name: string
}

/** The people of this server, and what an administrator does with them. Each change asks for the list anew. */
export const useAccounts = () => {
  const accounts = shallowRef<Account[]>([])
  const failure = ref<string | null>(null)
  const handed = shallowRef<Handed | null>(null)

  const load = async () => {
    accounts.value = await ask<Account[]>('/accounts')
  }
  const done = async (work: () => Promise<void>): Promise<boolean> => {
    failure.value = null
    try {
      await work()
      await load()
      return true
    } catch (error) {
      failure.value = failureKey(error)
      return false
    }
  }
  const of = (id: string) => `/accounts/${encodeURIComponent(id)}`
  const invite = (given: Invite) =>
    done(async () => {
      handed.value = { ...(await send<OneTimeLink>('/accounts', given)), name: given.name }
    })
  const place = (id: string, given: AccountPlace) =>
    done(async () => {
      await send(`${of(id)}/place`, given, { method: 'PUT' })
    })
  const enable = (id: string, enabled: boolean) =>
    done(async () => {
      await send(`${of(id)}/enabled`, { enabled }, { method: 'PUT' })
    })
  const reset = ({ id, name }: Account) =>
    done(async () => {
      handed.value = { ...(await send<OneTimeLink>(`${of(id)}/reset`)), name }
    })

  onMounted(() => done(async () => {}))
  return { accounts, failure, handed, invite, place, enable, reset }
}
