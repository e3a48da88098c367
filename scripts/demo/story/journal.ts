import type { Random } from '../random.ts'
import type { Account, Day, DemoObservation, DemoVerification, DemoWrite, Verdict, WriteAction } from '../types.ts'
import { momentOn } from './days.ts'

export type Entry = { day: Day; account: Account; action: WriteAction; note: string; group?: string }
export type Row = Omit<DemoObservation, 'key'>

/** Collects what each account wrote on each day; `group` keeps batches of one day apart. */
export type Journal = {
  write: (entry: Entry, row: Row) => string
  judge: (day: Day, key: string, verdict: Verdict, reason?: string) => void
  writes: (random: Random) => DemoWrite[]
}

const hours: Record<WriteAction, number> = {
  import: 8.6,
  roster: 9,
  correct: 9.6,
  report: 10,
  withdraw: 14.4,
  verify: 15.2,
  freeze: 17.2,
}

export const makeJournal = (): Journal => {
  const batches = new Map<string, Entry & { observations: DemoObservation[]; verifications: DemoVerification[] }>()
  let count = 0
  const batch = (entry: Entry) => {
    const key = [entry.day, entry.action, entry.account, entry.group ?? '', entry.note].join('|')
    const known = batches.get(key) ?? { ...entry, observations: [], verifications: [] }
    batches.set(key, known)
    return known
  }
  return {
    write: (entry, row) => {
      const key = `o${++count}`
      batch(entry).observations.push({ key, ...row })
      return key
    },
    judge: (day, observation, verdict, reason) => {
      const note = { verified: '核实通过', returned: '退回补正', revoked: '撤销核实' }[verdict]
      const entry: Entry = { day, account: 'office', action: 'verify', note }
      batch(entry).verifications.push(reason ? { observation, verdict, reason } : { observation, verdict })
    },
    writes: random => inOrder(random, [...batches.values()]),
  }
}

const inOrder = (
  random: Random,
  batches: (Entry & Pick<DemoWrite, 'observations' | 'verifications'>)[],
): DemoWrite[] => {
  const sorted = batches
    .map((batch, at) => ({ ...batch, at }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : hours[a.action] - hours[b.action] || a.at - b.at))
  let [today, clock] = ['', 0]
  return sorted.map(({ day, account, action, note, observations, verifications }) => {
    if (day !== today) [today, clock] = [day, 0]
    clock = Math.max(clock + random.whole(20, 200), Math.round(hours[action] * 3600) + random.whole(0, 900))
    return { recorded_at: momentOn(day, clock), account, action, note, observations, verifications }
  })
}
