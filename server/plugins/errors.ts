import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { API_ERRORS, ApiError, type ApiErrorCode, type Fault, type Problem } from '#core/api/errors.ts'
import { isAway } from '../db/away.ts'
import { type Failed, makeFailureLines } from '../logs/failure-lines.ts'
import { areaRefusal } from './area-refusal.ts'
import { reasonOf } from './reasons.ts'

const TITLES: Record<number, string> = {
  400: '请求有误',
  401: '请先登录',
  403: '无权操作',
  404: '没有找到',
  409: '已被他人改动',
  413: '内容过大',
  415: '文件类型不支持',
  422: '内容未被接受',
  423: '暂时锁定',
  429: '请求过于频繁',
  500: '服务器内部错误',
  503: '暂时无法提供服务',
}

/** Answers what fails before a route is found, such as an address that cannot be read. */
export function beforeRoutes(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error)
  reply.code(problem.status).header('content-type', 'application/problem+json').send(JSON.stringify(problem))
}

/** Turns whatever was thrown into a problem document: closed codes, a clerk's sentence, never SQL, a path or a stack. Pages find their own way. */
export function useProblems(app: FastifyInstance, failed: Failed = makeFailureLines()): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error)
    failed(request, problem, error)
    if (problem.status === 503) reply.header('retry-after', '3')
    reply.code(problem.status).header('content-type', 'application/problem+json').send(JSON.stringify(problem))
  })
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === 'GET' && !request.url.startsWith('/api/') && request.headers.accept?.includes('text/html')
    if (wantsPage && app.hasReplyDecorator('sendFile')) return reply.sendFile('index.html', { cacheControl: false })
    const problem = asProblem('not_found', `没有 ${request.method} ${request.url.split('?')[0]} 这个地址。`)
    reply.code(404).header('content-type', 'application/problem+json').send(JSON.stringify(problem))
  })
}

function problemOf(error: FastifyError & { constraint?: string }): Problem {
  if (error instanceof ApiError) return asProblem(error.code, error.message, error)
  if (error.validation) return invalid(error)
  const area = areaRefusal(error)
  if (area) return asProblem(area.code, area.message, area)
  const code = fromDatabase(error) ?? (isAway(error) ? 'database_away' : fromFastify(error))
  return asProblem(code, SENTENCES[code] ?? '服务器遇到了意外情况，没有保存任何内容，请稍后再试。')
}

/** Faults named in one answer; a long body may hold very many. */
const FAULTS_SAID = 50

function invalid({ validation = [], validationContext }: FastifyError): Problem {
  const faults: Fault[] = validation
    .slice(0, FAULTS_SAID)
    .map(fault => ({ path: `${validationContext ?? ''}${fault.instancePath}`, reason: reasonOf(fault) }))
  const unknown = validation.some(fault => fault.keyword === 'additionalProperties')
  return asProblem(
    unknown ? 'unknown_field' : 'bad_request',
    `请求里有 ${validation.length} 处不符合要求：${faults[0]!.reason}。`,
    { faults },
  )
}

/** What a guard of the database names its refusal by: the code itself, or a constraint that means one. */
const GUARDS: Partial<Record<string, ApiErrorCode>> = {
  same_person: 'same_person',
  wrong_state: 'wrong_state',
  closing_taken: 'closing_taken',
  closing_confirmed_once: 'wrong_state',
  closing_period: 'range_reversed',
  day_out_of_range: 'day_out_of_range',
  unknown_closing: 'unknown_closing',
  unknown_subject: 'unknown_subject',
}

/** PostgreSQL's answers by SQLSTATE and constraint; undefined for everything that is not a database's. */
function fromDatabase({ code = '', constraint }: { code?: string; constraint?: string }): ApiErrorCode | undefined {
  if (constraint === 'plan_known') return 'unknown_plan'
  if (constraint === 'file_known') return 'unknown_file'
  if (constraint && GUARDS[constraint]) return GUARDS[constraint]
  if (constraint?.startsWith('shape_')) return 'shape_invalid'
  if (code === '42501') return 'not_allowed'
  if (/^2[23]/.test(code)) return 'value_refused'
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return 'storage_full'
  if (code === '55P03' || code === '40001' || code === '40P01' || code === '57014') return 'busy'
  return /^(28|3D)/.test(code) ? 'database_away' : undefined
}

function fromFastify({ statusCode = 500 }: FastifyError): ApiErrorCode {
  if (statusCode === 413) return 'too_large'
  if (statusCode === 415) return 'wrong_media_type'
  if (statusCode === 429) return 'too_many'
  return statusCode >= 400 && statusCode < 500 ? 'bad_request' : 'internal'
}

const SENTENCES: Partial<Record<ApiErrorCode, string>> = {
  unknown_plan: '没有这份方案。',
  unknown_file: '佐证材料里有一份没有上传，或您无权查看，请重新上传。',
  shape_invalid: '图形无效：请检查是否自相交、是否过小，或是否落在中国范围之外。',
  same_person: '这一步须由另一个人办理。',
  wrong_state: '刚才已有人办理，现在不能走这一步，请刷新后再看。',
  closing_taken: '这里的数字已经截取过，要改请写明原因，重新截数。',
  day_out_of_range: '日期须在方案期内，且不晚于今天。',
  range_reversed: '起始日期不得晚于截止日期。',
  unknown_closing: '没有这次截数。',
  unknown_subject: '没有这个镇或单位。',
  not_allowed: '您没有这项操作的权限。',
  value_refused: '填写的值不符合方案的规定，没有保存。',
  storage_full: '存储已满，暂时不能保存；查看不受影响。',
  busy: '有人正在保存同一份方案，请几秒后再试。',
  database_away: '数据库暂时连接不上，正在自动恢复，请稍候。',
  too_large: '内容超过大小限制。',
  wrong_media_type: '请以 JSON 提交。',
  too_many: '请求过于频繁，请稍后再试。',
  bad_request: '请求不符合要求。',
}

function asProblem(
  code: ApiErrorCode,
  detail: string,
  { faults, at, current }: Pick<Problem, 'faults' | 'at' | 'current'> = {},
): Problem {
  const status = API_ERRORS[code]
  return { type: 'about:blank', title: TITLES[status] ?? '请求有误', status, detail, code, faults, at, current }
}
