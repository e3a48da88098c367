import { Settings } from 'typebox/system'
import Value from 'typebox/value'
import { PlanDocument } from '../plan-document.ts'
import type { PlanFault } from './fault.ts'
import { reasonOf, type SchemaError } from './reason-of.ts'

const MORE_THAN_ANY_DOCUMENT_HAS = 5000
const OTHER_KIND = ['type', 'const', 'anyOf']
const OTHER_FIELDS = [...OTHER_KIND, 'required', 'additionalProperties', 'boolean']

const under = (error: SchemaError, union: SchemaError) =>
  error.schemaPath.startsWith(`${union.schemaPath}/anyOf/`) &&
  (error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`))

/** A union fails once per branch; only the branch the writer evidently meant is worth reporting. */
const meantBranch = (union: SchemaError, inside: SchemaError[]): SchemaError[] => {
  const branchOf = (error: SchemaError) => error.schemaPath.slice(union.schemaPath.length).split('/')[2]!
  const branches = [...new Set(inside.map(branchOf))].map(branch =>
    withoutBranches(inside.filter(error => branchOf(error) === branch)),
  )
  const unlike = (errors: SchemaError[], keywords: string[]) =>
    errors.some(({ keyword, instancePath }) => instancePath === union.instancePath && keywords.includes(keyword))
  const fitting = (keywords: string[]) => branches.filter(errors => !unlike(errors, keywords))
  const meant = [fitting(OTHER_FIELDS), fitting(OTHER_KIND)].find(({ length }) => length === 1)
  return meant?.[0] ?? [union]
}

const withoutBranches = (errors: SchemaError[]): SchemaError[] => {
  const unions = errors.filter(error => error.keyword === 'anyOf')
  const outer = unions.filter(union => !unions.some(other => under(union, other)))
  const plain = errors.filter(error => !outer.includes(error) && !outer.some(union => under(error, union)))
  return [
    ...plain,
    ...outer.flatMap(union =>
      meantBranch(
        union,
        errors.filter(error => under(error, union)),
      ),
    ),
  ]
}

/** Everything in which a document departs from the schema. */
export const schemaFaults = (json: unknown): PlanFault[] => {
  Settings.Set({ maxErrors: MORE_THAN_ANY_DOCUMENT_HAS })
  return withoutBranches(Value.Errors(PlanDocument, json) as SchemaError[]).flatMap(reasonOf)
}
