import Type, { type Static } from 'typebox'
import { Day, Moment, Nullable, PlanParams, SubjectId } from './common.ts'
import { Paper, Sha256 } from './files.ts'
import { Text } from './text.ts'

/** 网格长, 楼院长, 楼栋长, 业委会主任, 业委会委员, 项目负责人. */
export const CONTACT_ROLES = [
  'grid_chief',
  'yard_chief',
  'building_chief',
  'committee_chair',
  'committee_member',
  'manager',
] as const
export const ContactRole = Type.Enum([...CONTACT_ROLES])
export type ContactRole = Static<typeof ContactRole>

/** A person in a role of a subject. Personal data: never in a public answer, a log, an event or an export. */
export const Contact = Type.Object({
  id: Type.Integer(),
  role: ContactRole,
  /** Null once erased. */
  name: Nullable(Type.String()),
  /** Whole for those who write the subject, its middle hidden for everybody else. */
  phone: Nullable(Type.String()),
  from_on: Day,
  /** The first day no longer in the role. */
  to_on: Nullable(Day),
  erased_at: Nullable(Moment),
})
export type Contact = Static<typeof Contact>

export const NewContact = Type.Object(
  {
    role: ContactRole,
    name: Text(40),
    phone: Nullable(Type.String({ pattern: '^[0-9+ -]{5,20}$' })),
    from_on: Day,
  },
  { additionalProperties: false },
)
export type NewContact = Static<typeof NewContact>

export const EndContact = Type.Object({ to_on: Day }, { additionalProperties: false })

/** 备案: filed on a day, for a term; `receipt` is a stored file. */
export const NewFiling = Type.Object(
  {
    filed_on: Day,
    number: Nullable(Text(80)),
    receipt: Nullable(Sha256),
    term_from: Day,
    term_to: Day,
  },
  { additionalProperties: false },
)
export type NewFiling = Static<typeof NewFiling>
export const Filing = Type.Object({
  id: Type.Integer(),
  ...NewFiling.properties,
  number: Nullable(Type.String()),
  /** Days until the term ends, by the plan's clock; negative once it has. */
  days_left: Type.Integer(),
})
export type Filing = Static<typeof Filing>

/** What is kept of a compound apart from its figures (一小区一档), for those who may see it. */
export const CompoundPapers = Type.Object({
  contacts: Type.Array(Contact),
  /** The one in force, and those before it, newest first. */
  filings: Type.Array(Filing),
  papers: Type.Array(Paper),
})
export type CompoundPapers = Static<typeof CompoundPapers>

export const CompoundParams = Type.Object({ ...PlanParams.properties, id: SubjectId }, { additionalProperties: false })
export const ContactParams = Type.Object(
  { ...PlanParams.properties, contact: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)
export const Recorded = Type.Object({ id: Type.Integer(), seq: Type.Integer(), recorded_at: Moment })
