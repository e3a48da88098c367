import { onStage } from './helpers/wall.ts'
import { keepsAreas } from './suites/areas.ts'
import { drawsAreas } from './suites/drawing.ts'

onStage('postgres', stage => {
  drawsAreas(stage)
  keepsAreas(stage)
})
