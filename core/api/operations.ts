import Type, { type Static } from 'typebox'
import { Moment, Nullable } from './common.ts'

/** well; poorly: somebody should look soon; ill: figures or papers are in danger. */
export const Condition = Type.Enum(['well', 'poorly', 'ill'])
export type Condition = Static<typeof Condition>

/** One thing the doctor looked at: how many faults it found, and a sentence for whoever keeps the server. */
export const Finding = Type.Object({
  /** Such as areas_overlap; stays the same over versions. */
  check: Type.String({ pattern: '^[a-z_]{1,40}$' }),
  condition: Condition,
  found: Type.Integer({ minimum: 0 }),
  sentence: Type.String(),
  /** The first few faults, each so that it can be found: a plan, a number, a path. No names of persons. */
  examples: Type.Array(Type.String(), { maxItems: 5 }),
  took_ms: Type.Integer(),
})
export type Finding = Static<typeof Finding>

/** What the doctor found, all of it. */
export const Examination = Type.Object({
  at: Moment,
  version: Type.String(),
  engine: Type.Enum(['postgres', 'pglite']),
  /** The worst of the findings. */
  condition: Condition,
  /** Where it was asked for; left out of those by the command. */
  by: Type.Optional(Type.Enum(['page', 'command'])),
  took_ms: Type.Integer(),
  findings: Type.Array(Finding),
})
export type Examination = Static<typeof Examination>

/** Why a backup was made: somebody asked, the timer did, or an upgrade was about to begin. */
export const BackupReason = Type.Enum(['asked', 'timer', 'upgrade'])
export type BackupReason = Static<typeof BackupReason>

/** A backup that lies there whole. */
export const Backup = Type.Object({
  /** Its folder's name, which is its moment: 2026-11-22T03-00-00Z. */
  name: Type.String(),
  made_at: Moment,
  reason: BackupReason,
  engine: Type.Enum(['postgres', 'pglite']),
  version: Type.String(),
  /** The last migration in it, such as 0018-notices.sql. */
  schema: Type.String(),
  files: Type.Integer(),
  /** As if each stood alone; what two backups share lies on the disk once. */
  bytes: Type.Integer(),
  took_ms: Type.Integer(),
})
export type Backup = Static<typeof Backup>

/** A long job under way or waiting: a pack, a backup, an examination. */
export const Job = Type.Object({
  kind: Type.Enum(['pack', 'import', 'backup', 'examination']),
  plan: Nullable(Type.String()),
  /** What the page calls it by, such as a pack's number. */
  of: Nullable(Type.String()),
  state: Type.Enum(['waiting', 'running']),
  /** 0 to 1; null where nobody can say. */
  progress: Nullable(Type.Number()),
  since: Moment,
})
export type Job = Static<typeof Job>

/** Why the last backup or examination did not come to its end; gone once one did. */
export const JobFailure = Type.Object({
  kind: Type.Enum(['backup', 'examination']),
  at: Moment,
  sentence: Type.String(),
})
export type JobFailure = Static<typeof JobFailure>

/** A wall whose stream of events is open. */
export const ConnectedWall = Type.Object({
  /** The screen's name as the administrator gave it. */
  device: Type.String(),
  plan: Type.String(),
  since: Moment,
})
export type ConnectedWall = Static<typeof ConnectedWall>

export const Volume = Type.Object({
  of: Type.Enum(['data', 'backups']),
  free_bytes: Type.Integer(),
  total_bytes: Type.Integer(),
})
export type Volume = Static<typeof Volume>

/** How the server is: what the administrator's page shows. */
export const Operations = Type.Object({
  /** This moment by the server's clock, by which ages are told. */
  at: Moment,
  version: Type.String(),
  engine: Type.Enum(['postgres', 'pglite']),
  database: Type.String(),
  postgis: Type.String(),
  started_at: Moment,
  /** Without one of backups where they lie on the disk of the data. */
  volumes: Type.Array(Volume),
  /** The last one, by whomever; null where there was none. */
  examination: Nullable(Examination),
  /** Newest first. */
  backups: Type.Array(Backup),
  kept: Type.Integer(),
  /** Where they lie; null for who only tries the product. */
  backup_dir: Nullable(Type.String()),
  /** What is typed before a backup's name to restore it. */
  restore_command: Type.String(),
  failures: Type.Array(JobFailure),
  jobs: Type.Array(Job),
  walls: Type.Array(ConnectedWall),
  /** Other pages that follow a plan: who looks at them is not said. */
  other_pages: Type.Integer(),
})
export type Operations = Static<typeof Operations>
