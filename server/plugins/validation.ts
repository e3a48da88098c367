import { Ajv } from 'ajv'
import type { FastifyInstance } from 'fastify'

const common = { removeAdditional: false, useDefaults: true, allErrors: true, strict: false } as const

/** Text of an address is read as numbers where the schema asks for them; a body is taken as it is, and unknown fields are refused. */
export function useValidation(app: FastifyInstance): void {
  const address = new Ajv({ ...common, coerceTypes: 'array' })
  const body = new Ajv({ ...common, coerceTypes: false })
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? body : address).compile(schema as object))
}
