import type { RouteLocationRaw } from 'vue-router'
import type { Session } from '#core/api/session.ts'
import { askPlans } from '../api/questions.ts'

/** Where a role's work is; a plan is the one they were granted, else the first real one. */
export async function homeOf({ who, grants }: Session): Promise<RouteLocationRaw> {
  const role = who?.role
  if (role === 'administrator') return { name: 'admin' }
  if (role === 'community' || role === 'unit') return '/report'
  if (role !== 'office' && role !== 'town') return { name: 'wall' }
  const plans = await askPlans()
  const granted = plans.find(({ id, demo }) => !demo && grants.some(({ plan }) => plan === id))
  const plan = granted ?? plans.find(({ demo }) => !demo) ?? plans[0]
  return plan ? { name: 'desk', params: { plan: plan.id } } : { name: 'wall' }
}

/** An address of ours to go on to; whatever else it is asked for is none. */
export const isOwnPath = (path: unknown): path is string =>
  typeof path === 'string' && /^\/(?![/\\])/.test(path) && !path.startsWith('/sign-in')
