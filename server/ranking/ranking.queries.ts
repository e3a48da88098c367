import { type RawBuilder, sql } from 'kysely'
import type { SubjectFacts, Transition, TransitionQuestion } from '#core/ranking/transition.ts'
import { type Asked, spanSource, standingSource } from '../coverage/standing-source.ts'
import type { Db } from '../db/database.ts'

export interface Grouped {
  /** What the rows are of: communities are told apart for a level, owners for units, each subject for subjects. */
  by: 'community' | 'owner' | 'subject'
  /** Whether having fallen due alone is a reason. */
  dues_move: boolean
  /** How many subjects are named of each kind of transition. */
  most: number
}

/**
 * From which state to which the plan's subjects went between two days: so many of each kind, with the first subjects of those
 * in which anything changed. One pass over the subjects' rows; only those that changed are put in order.
 */
export async function transitionsBetween(
  db: Db,
  asked: Asked,
  bases: string[],
  { since, as_of, counted_by }: Omit<TransitionQuestion, 'basis'>,
  { by, dues_move, most }: Grouped,
): Promise<Transition[]> {
  const then = sql`(s.from_on <= ${since}::date and s.to_on > ${since}::date)`
  const now = sql`(s.from_on <= ${as_of}::date and s.to_on > ${as_of}::date)`
  const weight = counted_by === 'count' ? sql`1::bigint` : sql.ref(`s.${counted_by}`)
  const only = (group: Grouped['by'], column: string) => (by === group ? sql`${sql.ref(column)}` : sql`null::bigint`)
  const keys = sql`key_subject, key_owner, due, counted_before, counted, key_before, key_now, values_before, values, reweighed`
  const { rows } = await sql<Row>`
    with ${standingSource(asked)}, fact as (
      select subject, max(value) filter (where indicator = 'due_on') as due_on, max(value) filter (where indicator = 'task_owner')::bigint as owner
      from ${spanSource(asked.plan, asked.known)} f
      where indicator in ('due_on', 'task_owner') and basis = 'reported' and from_on <= ${as_of}::date and to_on > ${as_of}::date
      group by 1
    ), held as (
      select s.subject, ${valuesOf(bases, then)} as values_before, ${valuesOf(bases, now)} as values,
        ${atRoster(sql`s.community`, then)} as community_before, ${atRoster(sql`s.community`, now)} as community,
        coalesce(${atRoster(weight, then)}, 0) as weight_before, coalesce(${atRoster(weight, now)}, 0) as weight,
        ${atRoster(sql`1`, then)} is not null as counted_before, ${atRoster(sql`1`, now)} is not null as counted
      from st s where s.indicator = any(${['roster', ...bases]}) and (${then} or ${now})
      group by 1
    ), told as (
      select h.*, ${only('subject', 'h.subject')} as key_subject, ${only('owner', 'f.owner')} as key_owner,
        ${only('community', 'h.community_before')} as key_before, ${only('community', 'h.community')} as key_now,
        h.counted_before and h.counted and h.weight_before <> h.weight as reweighed,
        case when f.due_on is null then 'none' when f.due_on <= ${since} then 'before' when f.due_on <= ${as_of} then 'between' else 'ahead' end as due
      from held h left join fact f on f.subject = h.subject where h.counted_before or h.counted
    ), moved as (
      select *, counted_before <> counted or key_before is distinct from key_now or values_before is distinct from values or reweighed
        or (${dues_move}::boolean and due = 'between') as changed
      from told
    )
    select ${keys}, count(*)::int as count, sum(weight_before)::bigint as weight_before, sum(weight)::bigint as weight,
      array_agg(subject) filter (where changed) as subjects
    from moved group by ${keys}`.execute(db)
  return rows.map(({ key_subject, key_owner, key_before, key_now, subjects, ...row }) => ({
    ...row,
    subject: key_subject,
    owner: key_owner,
    community_before: key_before,
    community: key_now,
    subjects: firstOf(subjects, most),
  }))
}

type Row = Omit<Transition, 'subject' | 'owner' | 'community_before' | 'community' | 'subjects'> & {
  key_subject: number | null
  key_owner: number | null
  key_before: number | null
  key_now: number | null
  subjects: (number | string)[] | null
}

const firstOf = (subjects: Row['subjects'], most: number): number[] =>
  (subjects ?? [])
    .map(Number)
    .sort((a, b) => a - b)
    .slice(0, most)

/** What some subjects are called, whose task they are and by when, on a day; all that are named or owned where none are given. */
export async function factsOn(
  db: Db,
  plan: string,
  known: number | null,
  as_of: string,
  subjects: number[],
): Promise<Map<number, SubjectFacts>> {
  const { rows } = await sql<{ subject: number; name: string; due_on: string | null; owner: number | null }>`
    select u.id as subject, coalesce(max(f.value) filter (where f.indicator = 'name'), u.code) as name,
      max(f.value) filter (where f.indicator = 'due_on') as due_on, max(f.value) filter (where f.indicator = 'task_owner')::bigint as owner
    from subject u
    left join ${spanSource(plan, known)} f on f.subject = u.id and f.indicator in ('name', 'due_on', 'task_owner') and f.basis = 'reported'
      and f.from_on <= ${as_of}::date and f.to_on > ${as_of}::date
    where u.plan = ${plan} and u.id = any(${subjects}::bigint[]) group by u.id, u.code`.execute(db)
  return new Map(rows.map(({ subject, ...facts }) => [subject, facts]))
}

const valuesOf = (bases: string[], stands: RawBuilder<unknown>) =>
  sql`array[${sql.join(bases.map(base => sql`max(s.value) filter (where s.indicator = ${base} and ${stands})`))}]`

const atRoster = (value: RawBuilder<unknown>, stands: RawBuilder<unknown>) =>
  sql`max(${value}) filter (where s.indicator = 'roster' and s.member = 'baseline' and ${stands})`
