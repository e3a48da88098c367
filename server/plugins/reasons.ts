interface SchemaFault {
  keyword: string
  params: Record<string, unknown>
}

const TYPES: Record<string, string> = {
  string: '文字',
  number: '数',
  integer: '整数',
  boolean: '是或否',
  object: '一组字段',
  array: '列表',
  null: '空',
}

const SENTENCES: Record<string, (params: Record<string, unknown>) => string> = {
  additionalProperties: params => `不认识的字段 ${String(params.additionalProperty).slice(0, 80)}`,
  required: params => `缺少字段 ${params.missingProperty}`,
  type: params =>
    `应为${[params.type]
      .flat()
      .map(name => TYPES[String(name)] ?? name)
      .join('或')}`,
  enum: params => `只能是 ${(params.allowedValues as unknown[]).join('、')} 之一`,
  minimum: params => `不得小于 ${params.limit}`,
  maximum: params => `不得大于 ${params.limit}`,
  minLength: params => `不得少于 ${params.limit} 个字`,
  maxLength: params => `不得超过 ${params.limit} 个字`,
  maxItems: params => `不得超过 ${params.limit} 项`,
  pattern: () => '写法不合要求',
}

/** What is wrong with one part of a request, in words. */
export const reasonOf = ({ keyword, params }: SchemaFault): string => SENTENCES[keyword]?.(params) ?? '写法不合要求'
