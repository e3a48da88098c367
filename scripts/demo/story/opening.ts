import type { Random } from '../random.ts'
import type { Day, DemoCompound } from '../types.ts'
import type { Journal } from './journal.ts'
import { factsOf, marksOf, putOnRoster, writeFacts } from './ledger.ts'

export type Opening = { moved: DemoCompound; moved_from: string; miscounted: DemoCompound }

/** March: the ledger comes in, the town marks the yards, tasks are handed out, the roster is read and frozen. */
export const writeOpening = (
  random: Random,
  journal: Journal,
  compounds: DemoCompound[],
  ledgerOn: Day,
  { moved, moved_from, miscounted }: Opening,
) => {
  const ledger = { day: '2024-03-13', account: 'office' as const, action: 'import' as const, note: '导入小区台账' }
  const wrong = String(miscounted.households * 10)
  for (const compound of compounds) {
    const first = compound === moved ? { ...compound, community: moved_from } : compound
    const facts = factsOf(first).map(([id, value]): [string, string] =>
      id === 'households' && compound === miscounted ? [id, wrong] : [id, value],
    )
    const keys = writeFacts(journal, ledger, ledgerOn, compound.code, facts)
    if (compound === miscounted) correctHouseholds(journal, compound, keys.get('households')!, ledgerOn)
  }
  const marks = { day: '2024-03-20', account: 'town' as const, action: 'import' as const, note: '导入基础条件认定表' }
  for (const compound of compounds) writeFacts(journal, marks, ledgerOn, compound.code, marksOf(compound))
  const tasks = { day: '2024-03-25', account: 'office' as const, action: 'import' as const, note: '导入任务清单' }
  for (const compound of compounds) {
    const rows: [string, string][] = [
      ['due_on', compound.due_on!],
      ['task_owner', compound.task_owner!],
    ]
    if (compound.task_owner!.startsWith('unit')) rows.push(['responsible_unit', compound.task_owner!])
    writeFacts(journal, tasks, '2024-03-25', compound.code, rows)
  }
  const roster = { day: '2024-03-28', account: 'office' as const, action: 'roster' as const, note: '列入底数' }
  for (const compound of compounds) putOnRoster(journal, roster, ledgerOn, compound.code)
  journal.write(
    { day: '2024-03-31', account: 'office', action: 'freeze', note: `冻结底数 ${compounds.length} 个` },
    {
      subject: { kind: 'division', code: 'county' },
      indicator: 'roster_frozen',
      value: 'true',
      effective_on: '2024-03-31',
    },
  )
  journal.write(
    { day: '2024-06-05', account: 'office', action: 'correct', note: '社区边界调整' },
    {
      subject: { kind: 'compound', code: moved.code },
      indicator: 'community',
      value: moved.community,
      effective_on: '2024-06-01',
      note: '划归新社区',
    },
  )
  for (const compound of random.shuffle(compounds.filter(one => one.condition === 'fair')).slice(0, 5)) {
    compound.condition = 'good'
    journal.write(
      { day: '2024-08-27', account: 'town', action: 'correct', note: '改造完工，重新认定' },
      {
        subject: { kind: 'compound', code: compound.code },
        indicator: 'condition',
        value: 'good',
        effective_on: '2024-08-20',
        note: '老旧小区改造完工',
      },
    )
  }
}

const correctHouseholds = (journal: Journal, compound: DemoCompound, replaces: string, day: Day) =>
  journal.write(
    { day: '2024-04-18', account: 'community', action: 'correct', note: '更正户数', group: compound.community },
    {
      subject: { kind: 'compound', code: compound.code },
      indicator: 'households',
      value: String(compound.households),
      effective_on: day,
      replaces,
      note: '台账多写一个 0',
    },
  )
