import { Ajv } from 'ajv'
import type { FastifyInstance } from 'fastify'

const common = { removeAdditional: false, useDefaults: true, allErrors: true, strict: false } as const

/** Text of an address is read as numbers where the schema asks for them; a body is taken as it is, unknown fields are refused, and so is everything but JSON. */
export function useValidation(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain')
  const address = new Ajv({ ...common, coerceTypes: 'array' })
  const body = new Ajv({ ...common, coerceTypes: false })
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? body : address).compile(schema as object))
}
