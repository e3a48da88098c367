import type { Check } from './check.ts'
import { areasInTown, areasOverlap, areasShared, areasStraddled, shapesInvalid } from './checks/areas.ts'
import { backupApart, backupRecent, backupWhole } from './checks/backups.ts'
import { diskFree } from './checks/disk.ts'
import { arrivalsSwept, filesOrphaned, filesThere, filesWhole, packsThere } from './checks/files.ts'
import {
  constraintsHeld,
  functionsTrue,
  indexesWhole,
  nothingRewritten,
  rolesPlain,
  rowSecurityOn,
  triggersOn,
} from './checks/guards.ts'
import { closingsSame, headsTrue, sealsUnbroken } from './checks/history.ts'
import { ledgerBalanced } from './checks/ledger.ts'
import { areasKept, standingKept } from './checks/projections.ts'
import { schemaSame } from './checks/schema.ts'
import { clockRight, collationSame, engineKnown, extensionsCurrent, settingsSafe } from './checks/server.ts'

/** Everything the doctor asks, in the order in which it is told: what the others stand on comes first. After a schema that is not this program's nothing is asked that rests on it. */
export const CHECKS: readonly Check[] = [
  engineKnown,
  extensionsCurrent,
  collationSame,
  settingsSafe,
  diskFree,
  backupRecent,
  backupWhole,
  backupApart,
  schemaSame,
  clockRight,
  rolesPlain,
  triggersOn,
  rowSecurityOn,
  nothingRewritten,
  functionsTrue,
  constraintsHeld,
  indexesWhole,
  sealsUnbroken,
  headsTrue,
  standingKept,
  areasKept,
  ledgerBalanced,
  closingsSame,
  shapesInvalid,
  areasOverlap,
  areasInTown,
  areasShared,
  areasStraddled,
  filesThere,
  filesWhole,
  packsThere,
  filesOrphaned,
  arrivalsSwept,
]
