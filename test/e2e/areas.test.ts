import { onStage } from './helpers/wall.ts'
import { keepsAreas } from './suites/areas.ts'
import { drawsAreas } from './suites/drawing.ts'

onStage('pglite', stage => {
  drawsAreas(stage)
  keepsAreas(stage)
})
