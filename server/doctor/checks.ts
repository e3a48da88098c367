import type { Check } from './check.ts'
import { areasInTown, areasOverlap, areasShared, areasStraddled, shapesInvalid } from './checks/areas.ts'
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

/** Everything the doctor asks, in the order in which it is told: what the others stand on comes first. */
export const CHECKS: readonly Check[] = [
  engineKnown,
  extensionsCurrent,
  collationSame,
  settingsSafe,
  clockRight,
  schemaSame,
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
]
