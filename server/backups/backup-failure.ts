/** Why a backup or a restore came to nothing, with a sentence for whoever keeps the server. */
export const FAILURES = [
  'running',
  'stopped',
  'storage_full',
  'no_permission',
  'database_away',
  'tool_missing',
  'empty_database',
  'refused',
  'internal',
] as const
export type Failure = (typeof FAILURES)[number]

export class BackupFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure, sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.failure = failure
  }
}

/** How the embedded engine's file system says it: ENOSPC by the numbers of WASI. */
const isFullInside = ({ name, errno }: { name: string; errno?: number }) => name === 'ErrnoError' && errno === 51

const AWAY = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|57P0[123]|08\w\w\w)$/
const LOST =
  /Connection terminated|server closed the connection|terminating connection|could not connect|connection to server/

/** What went wrong, in a sentence; `doing` is what was under way, such as 备份. */
export function failureOf(error: unknown, doing: string, signal?: AbortSignal): BackupFailure {
  if (error instanceof BackupFailure) return error
  if (signal?.aborted) return new BackupFailure('stopped', `${doing}已停止，没有留下半成品。`, error)
  const { code = '', errno, name, path, message = name } = error as NodeJS.ErrnoException
  const where = path ? `（${path}）` : ''
  if (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    code === '53100' ||
    isFullInside({ name, errno }) ||
    /No space left/.test(message)
  )
    return new BackupFailure(
      'storage_full',
      `磁盘空间不足${where}，${doing}没有完成，也没有留下半成品。请腾出空间后重试。`,
      error,
    )
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new BackupFailure(
      'no_permission',
      `没有读写权限${where}。请用运行服务的账户执行，或检查该文件夹的属主。`,
      error,
    )
  if (code === '28P01' || code === '28000')
    return new BackupFailure('no_permission', '数据库不接受这个账号或密码，请检查 DATABASE_URL。', error)
  if (code === '3D000')
    return new BackupFailure(
      'refused',
      'DATABASE_URL 指向的数据库不存在：请检查它的名字；要恢复到一个新库，请先由数据库管理员建一个空库（createdb）。',
      error,
    )
  if (code === '42501')
    return new BackupFailure(
      'no_permission',
      'DATABASE_URL 的账号不是 fullcover_owner 的成员：请由数据库管理员执行 grant fullcover_owner to 该账号。',
      error,
    )
  if (AWAY.test(code) || LOST.test(message))
    return new BackupFailure(
      'database_away',
      `数据库连接不上或中途断开，${doing}没有完成。请确认 PostgreSQL 在运行后重试。`,
      error,
    )
  return new BackupFailure('internal', `${doing}没有完成：${message}`, error)
}
