import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Permission } from '#core/accounts/permissions.ts'
import type { Session } from '#core/api/session.ts'
import { ask } from '../api/client.ts'

const NOBODY: Session = { who: null, may: [], grants: [], opened: true, demo: false }

/** Who is signed in, and what they may do. */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session>(NOBODY)
  const who = computed(() => session.value.who)
  const may = (permission: Permission) => session.value.may.includes(permission)
  const load = async () => {
    session.value = await ask<Session>('/session')
  }
  return { session, who, may, load }
})
