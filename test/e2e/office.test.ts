import { onStage } from './helpers/wall.ts'
import { issuesBulletins } from './suites/bulletins.ts'
import { walksCases } from './suites/cases.ts'
import { closesFigures } from './suites/closings.ts'
import { importsFiles } from './suites/imports.ts'
import { worksTheLedger } from './suites/ledger.ts'
import { preparesMeetings } from './suites/meetings.ts'
import { hangsNotices } from './suites/notices.ts'
import { looksAfterTheServer } from './suites/operations.ts'
import { keepsTheRoster } from './suites/roster.ts'

onStage('postgres', stage => {
  importsFiles(stage)
  keepsTheRoster(stage)
  worksTheLedger(stage)
  preparesMeetings(stage)
  closesFigures(stage)
  issuesBulletins(stage)
  hangsNotices(stage)
  walksCases(stage)
  looksAfterTheServer(stage)
})
