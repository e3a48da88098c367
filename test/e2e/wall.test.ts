import { onStage } from './helpers/wall.ts'
import { answersTheMeeting } from './suites/answers.ts'
import { followsItsDatabase } from './suites/database.ts'
import { fitsEveryScreen } from './suites/fits.ts'
import { isWorkedByKeys } from './suites/keyboard.ts'
import { comesBack, staysLive } from './suites/live.ts'
import { opensFigures } from './suites/opens.ts'
import { readsPlans } from './suites/plans.ts'
import { playsTheFilm } from './suites/playback.ts'
import { staysHome } from './suites/stays-home.ts'

onStage('pglite', stage => {
  answersTheMeeting(stage)
  playsTheFilm(stage)
  opensFigures(stage)
  readsPlans(stage)
  isWorkedByKeys(stage)
  staysHome(stage)
  fitsEveryScreen(stage)
  staysLive(stage)
})

// The same answers come from both engines (test/server); here is what follows a database, and a server that comes back.
onStage('postgres', stage => {
  followsItsDatabase(stage)
  staysLive(stage)
  comesBack(stage)
})
