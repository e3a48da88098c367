import type { TSchema } from 'typebox'
import Value from 'typebox/value'
import { PlanDocument } from '../plan-document.ts'
import type { Entry, Reading } from './fault.ts'

const fieldsOf = (json: unknown): Record<string, unknown> =>
  typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {}

const idOf = (raw: unknown) => fieldsOf(raw).id

/** Reads what can be read of a document of which nothing is known yet. */
export const readPlan = (json: unknown): Reading => {
  const fields = fieldsOf(json)
  const raw = (list: string) => (Array.isArray(fields[list]) ? (fields[list] as unknown[]) : [])
  const schemas: Record<string, TSchema & { items?: TSchema }> = PlanDocument.properties
  const sound = new Map<string, Entry<never>[]>()
  const soundEntries = (list: string) =>
    raw(list).flatMap((it, i) =>
      Value.Check(schemas[list]!.items!, it) ? [{ path: `/${list}/${i}`, it: it as never }] : [],
    )
  return {
    entries: list => {
      const entries = sound.get(list) ?? soundEntries(list)
      sound.set(list, entries)
      return entries
    },
    ids: list =>
      new Set(
        raw(list)
          .map(idOf)
          .filter(id => typeof id === 'string'),
      ),
    value: key => (Value.Check(schemas[key]!, fields[key]) ? (fields[key] as never) : null),
  }
}
