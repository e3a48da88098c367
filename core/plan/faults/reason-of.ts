import type { PlanFault } from './fault.ts'

export interface SchemaError {
  keyword: string
  schemaPath: string
  instancePath: string
  params: Record<string, unknown>
}

const TYPES: Record<string, string> = {
  string: '文字',
  number: '数',
  integer: '整数',
  boolean: 'true 或 false',
  object: '一组字段',
  array: '列表',
  null: 'null',
}

const names = (value: unknown) => (Array.isArray(value) ? value : [value]).map(name => TYPES[name] ?? name).join('、')

const SENTENCES: Record<string, (params: Record<string, unknown>) => string> = {
  type: params => `应为${names(params.type)}`,
  enum: params => `只能是 ${(params.allowedValues as unknown[]).join('、')} 之一`,
  const: params => `只能是 ${String(params.allowedValue)}`,
  minimum: params => `不得小于 ${params.limit}`,
  maximum: params => `不得大于 ${params.limit}`,
  minLength: () => '不得为空',
  maxLength: params => `不得超过 ${params.limit} 个字`,
  minItems: params => `至少要有 ${params.limit} 项`,
  maxItems: params => `至多 ${params.limit} 项`,
  pattern: params =>
    String(params.pattern).includes('(19|20)') ? '应为日期，如 2024-10-31' : '应为小写字母、数字和下划线的代号',
  anyOf: () => '写法不是这里允许的任何一种',
}

/** A schema error as faults a clerk can act on; an error that only repeats another gives none. */
export const reasonOf = ({ keyword, instancePath, params }: SchemaError): PlanFault[] => {
  if (keyword === 'boolean') return []
  if (keyword === 'required')
    return (params.requiredProperties as string[]).map(name => ({
      path: `${instancePath}/${name}`,
      reason: '缺少这个字段',
    }))
  if (keyword === 'additionalProperties')
    return (params.additionalProperties as string[]).map(name => ({
      path: `${instancePath}/${name}`,
      reason: '不认识的字段',
    }))
  return [{ path: instancePath, reason: SENTENCES[keyword]?.(params) ?? '写法不合要求' }]
}
