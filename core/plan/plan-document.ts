import Type, { type Static } from 'typebox'
import { closed, Day, Id, list, Nullable, Printed, Short, Slug } from './schema/common.ts'
import { Phase, Target } from './schema/course.ts'
import { Classify, Indicator, Mode, Ranking } from './schema/indicators.ts'
import { CaseGroup, CaseKind, Flow, Rubric, WorkingTime } from './schema/scoring.ts'
import {
  Body,
  Declared,
  EvidenceKind,
  Level,
  Meeting,
  Note,
  PlanSource,
  Publicity,
  PublicNotice,
  Roster,
} from './schema/setting.ts'
import { BulletinList, BulletinWording } from './schema/wording.ts'
import { Consequence, Fund, Measure, Paper, Staffing, Vote } from './schema/work.ts'

/** 方案: everything one document says, as data. Days are ISO days in `time_zone`; money is yuan. */
export const PlanDocument = closed({
  schema: Type.Literal(1),
  id: Slug,
  title: Short,
  short_title: Short,
  place: Short,
  document: PlanSource,
  time_zone: Type.Literal('Asia/Shanghai'),
  starts_on: Printed(Day),
  ends_on: Printed(Day),
  headline: closed({ indicator: Id }),
  words: Type.Record(Id, Short, { additionalProperties: false }),
  notes: list(Note),
  levels: list(Level, 10),
  bodies: list(Body),
  rosters: list(Roster, 50),
  declared: list(Declared, 50),
  counted_by: Printed(Type.Enum(['count', 'floor_area', 'households'])),
  phases: list(Phase, 20),
  meetings: list(Meeting, 20),
  targets: list(Target),
  modes: list(Mode, 20),
  evidence_kinds: list(EvidenceKind, 60),
  indicators: list(Indicator),
  classify: Nullable(Classify),
  ranking: Nullable(Ranking),
  rubrics: list(Rubric, 20),
  working_time: Nullable(WorkingTime),
  case_groups: list(CaseGroup, 20),
  cases: list(CaseKind),
  flows: list(Flow, 20),
  measures: list(Measure),
  consequences: list(Consequence),
  funds: list(Fund, 50),
  staffing: list(Staffing, 50),
  votes: list(Vote, 20),
  notices: list(PublicNotice, 40),
  publicity: list(Publicity, 40),
  papers: list(Paper, 40),
  bulletins: Type.Optional(list(BulletinWording, 20)),
  bulletin_lists: Type.Optional(list(BulletinList, 40)),
})
export type PlanDocument = Static<typeof PlanDocument>

export type { Condition, Conditions, SubjectKind } from './schema/common.ts'
export { SUBJECT_KINDS } from './schema/common.ts'
export type { Goal, Phase, Target } from './schema/course.ts'
export type { Choice, Family, Indicator, Mode, RankingKey } from './schema/indicators.ts'
export { FAMILIES, RANKING_KEYS } from './schema/indicators.ts'
export type { CaseKind, Rubric, RubricItem } from './schema/scoring.ts'
export type { BulletinList, BulletinWording } from './schema/wording.ts'
export type { Measure } from './schema/work.ts'
