import { onStage } from './helpers/wall.ts'
import { reportsFromThePhone } from './suites/report.ts'

onStage('pglite', stage => {
  reportsFromThePhone(stage)
})
