import type { Router } from 'vue-router'
import type { Permission } from '#core/accounts/permissions.ts'
import { homeOf } from './home.ts'
import { useSession } from './session.store.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** What a page asks of who opens it: one of these. */
    may?: readonly Permission[]
  }
}

/**
 * A page that needs a permission is opened by who has it; a stranger signs in first, and whose role it is not goes to their
 * own work. Where nobody answers the page opens: it says so itself, and shows what it kept.
 */
export const guardPages = (router: Router): void => {
  router.beforeEach(async to => {
    const session = useSession()
    const needed = to.meta.may
    if (!needed) return true
    try {
      await session.load()
    } catch {
      return true
    }
    if (needed.some(session.may)) return true
    if (!session.who || session.session.must) return { name: 'sign-in', query: { next: to.fullPath } }
    return homeOf(session.session)
  })
}
