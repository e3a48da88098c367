import { onStage } from './helpers/wall.ts'
import { keepsAreas } from './suites/areas.ts'

onStage('pglite', stage => {
  keepsAreas(stage)
})
