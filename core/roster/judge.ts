import type { Part } from '../api/roster.ts'
import type { RosterRefusal } from './refusals.ts'
import type { RosterCompound, RosterState } from './state.ts'

/** Why an act is refused, and of which compound or part it speaks. */
export interface RosterFault {
  reason: RosterRefusal
  subject: string | null
}

export type Act =
  | { kind: 'freeze' }
  | { kind: 'add' | 'remove'; compounds: readonly number[] }
  | { kind: 'split'; compound: number; parts: readonly Part[] }
  | { kind: 'merge'; compounds: readonly number[]; into: number }

const fault = (reason: RosterRefusal, subject: string | null = null): RosterFault => ({ reason, subject })

/** What keeps a compound from being split or merged: it has gone, or something was made of it before. */
const gone = ({ on_roster, part_of, is_split, merged_into }: RosterCompound): RosterRefusal | null => {
  if (is_split) return 'already_split'
  if (merged_into !== null) return 'already_merged'
  return on_roster || part_of !== null ? null : 'not_in'
}

const judgeMember = (kind: 'add' | 'remove', compound: RosterCompound): RosterRefusal | null => {
  if (compound.part_of !== null) return 'is_part'
  if (kind === 'remove') return compound.on_roster ? null : 'not_in'
  return compound.on_roster ? 'already_in' : null
}

/** The first that occurs a second time. */
const repeated = <T>(items: readonly T[]): T | undefined => items.find((item, at) => items.indexOf(item) < at)

const judgeSplit = (whole: RosterCompound, parts: readonly Part[], codes: ReadonlySet<string>): RosterFault[] => {
  const reason = gone(whole) ?? (whole.takes_others ? 'others_merged_in' : null)
  if (reason) return [fault(reason, whole.name)]
  if (whole.community === null) return [fault('no_community', whole.name)]
  if (parts.length < 2) return [fault('parts_few', whole.name)]
  const faults = parts.filter(({ code }) => codes.has(code)).map(({ code }) => fault('code_taken', code))
  const code = repeated(parts.map(part => part.code))
  const name = repeated(parts.map(part => part.name))
  if (code !== undefined) faults.push(fault('code_twice', code))
  if (name !== undefined) faults.push(fault('name_twice', name))
  const shared = parts.reduce((sum, { households }) => sum + (households ?? 0), 0)
  if (whole.households !== null && shared !== whole.households) faults.push(fault('households_differ', whole.name))
  return faults
}

const judgeMerge = (goes: RosterCompound[], stays: RosterCompound): RosterFault[] => {
  const stayed = gone(stays)
  if (stayed) return [fault(stayed, stays.name)]
  return goes.flatMap(compound => {
    if (compound.id === stays.id) return [fault('merged_into_self', compound.name)]
    const reason = gone(compound) ?? (compound.takes_others ? 'others_merged_in' : null)
    return reason ? [fault(reason, compound.name)] : []
  })
}

/** Everything that speaks against an act on a roster as it stands on the act's day; empty where it may be done. `codes` are those in use. */
export const judgeAct = (
  { frozen_on, compounds }: RosterState,
  act: Act,
  codes: ReadonlySet<string>,
): RosterFault[] => {
  if (act.kind === 'freeze') {
    if (frozen_on !== null) return [fault('already_frozen', frozen_on)]
    return [...compounds.values()].some(({ on_roster }) => on_roster) ? [] : [fault('nothing_to_freeze')]
  }
  const ids = act.kind === 'split' ? [act.compound] : act.compounds
  const asked = act.kind === 'merge' ? [...ids, act.into] : ids
  const unknown = asked.filter(id => !compounds.has(id))
  if (unknown.length) return unknown.map(id => fault('unknown', String(id)))
  const found = ids.flatMap(id => compounds.get(id) ?? [])
  const twice = repeated(ids)
  if (twice !== undefined) return [fault('twice', compounds.get(twice)?.name)]
  if (act.kind === 'split') return found.flatMap(whole => judgeSplit(whole, act.parts, codes))
  const stays = act.kind === 'merge' && compounds.get(act.into)
  if (stays) return judgeMerge(found, stays)
  const { kind } = act as { kind: 'add' | 'remove' }
  return found.flatMap(compound => {
    const reason = judgeMember(kind, compound)
    return reason ? [fault(reason, compound.name)] : []
  })
}
