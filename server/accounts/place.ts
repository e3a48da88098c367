import type { Administers, Role } from '#core/accounts/permissions.ts'
import { type AccountPlace, ApiError } from '#core/api/index.ts'
import type { Trx } from '../db/database.ts'
import type { Caller } from '../plugins/caller.ts'
import { kindsOf } from './accounts.queries.ts'
import type { AccountSettings } from './settings.ts'

const refuse = (sentence: string): never => {
  throw new ApiError('value_refused', sentence)
}

/** Whether a role can write where it is said to: towns and communities in divisions, a unit as an organisation, everybody else nowhere in particular. */
export async function checkPlace(trx: Trx, { role, grants }: AccountPlace): Promise<void> {
  const kind = { town: 'division', community: 'division', unit: 'organisation' }[role as string]
  if (!kind && grants.length > 0) refuse('这个角色不按辖区或单位授权。')
  if (kind && grants.length === 0) refuse(kind === 'division' ? '请选择它负责的镇或社区。' : '请选择它是哪个责任单位。')
  if (new Set(grants.map(({ subject }) => subject)).size < grants.length) refuse('同一个辖区或单位选了两次。')
  const known = new Map((await kindsOf(trx, grants)).map(each => [each.id, each]))
  for (const { plan, subject } of grants) {
    const found = known.get(subject)
    if (found?.plan !== plan || found.kind !== kind) refuse('所选的辖区或单位不在这份方案里。')
  }
}

/** Which of the three an administrator is; without separation none in particular. */
export function administersOf(
  { role, administers }: AccountPlace,
  { separate_administrators }: AccountSettings,
): Administers | null {
  if (!separate_administrators) return administers ? refuse('这台服务器没有启用三员分立。') : null
  if (role !== 'administrator') return administers ? refuse('只有管理员才分三员。') : null
  return administers ?? refuse('请选择是系统、安全还是审计管理员。')
}

/** Where the three are separated, who makes accounts gives none a role that does anything: that is the security administrator's. */
export function checkInvites({ administers }: Caller, role: Role): void {
  if (administers === 'system' && role !== 'leader' && role !== 'administrator')
    refuse('三员分立时，新账号先以“领导”建立，再由安全管理员赋予角色。')
}
