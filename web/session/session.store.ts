import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Permission } from '#core/accounts/permissions.ts'
import type { DemoRole, LinkPage, Session, SignIn, TotpSecret } from '#core/api/session.ts'
import { ask, send } from '../api/client.ts'

const NOBODY: Session = { who: null, may: [], grants: [], opened: true, demo: false, must: null, has_totp: false }

/** Who is signed in, and what they may do. */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session>(NOBODY)
  /** Whether the server was ever asked. */
  const isLoaded = shallowRef(false)
  const who = computed(() => session.value.who)
  const may = (permission: Permission) => session.value.may.includes(permission)

  const hold = (now: Session) => {
    session.value = now
    isLoaded.value = true
  }
  const load = async () => hold(await ask<Session>('/session'))
  const signIn = async (given: SignIn) => hold(await send<Session>('/session', given))
  const signInDemo = async (role: DemoRole) => hold(await send<Session>('/session/demo', { role }))
  const signOut = async () => {
    await send('/session', undefined, { method: 'DELETE' })
    await load()
  }
  const lookAtLink = (token: string) => send<LinkPage>('/session/links', { token })
  const useLink = async (given: { token: string; password: string; account?: string; name?: string }) =>
    hold(await send<Session>('/session/links', given, { method: 'PUT' }))
  const becomeScreen = async (token: string) => hold(await send<Session>('/session/display', { token }))
  const changePassword = async (password: string, new_password: string) =>
    hold(await send<Session>('/session/password', { password, new_password }, { method: 'PUT' }))
  const beginTotp = () => send<TotpSecret>('/session/totp')
  const confirmTotp = async (code: string) => hold(await send<Session>('/session/totp', { code }, { method: 'PUT' }))

  return {
    session,
    isLoaded,
    who,
    may,
    load,
    signIn,
    signInDemo,
    signOut,
    lookAtLink,
    useLink,
    becomeScreen,
    changePassword,
    beginTotp,
    confirmTotp,
  }
})
