import { onStage } from './helpers/wall.ts'
import { drawsAreas } from './suites/drawing.ts'

onStage('pglite', stage => {
  drawsAreas(stage)
})
