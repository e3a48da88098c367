import { onStage } from './helpers/wall.ts'
import { handsOutPacks } from './suites/packs.ts'

onStage('pglite', handsOutPacks)
