import { onStage } from './helpers/wall.ts'
import { presentsTheMeeting } from './suites/meeting.ts'

onStage('pglite', presentsTheMeeting)
