import type { Component } from 'vue'
import type { SceneKind } from '#core/presenting/scenes.ts'
import CasesScene from './CasesScene.vue'
import OutlookScene from './OutlookScene.vue'
import RankingScene from './RankingScene.vue'
import ReplayScene from './ReplayScene.vue'
import SiteScene from './SiteScene.vue'
import StandingScene from './StandingScene.vue'

/** All of them at once: none may be fetched when its turn comes. */
export const SCENE_VIEWS: Record<SceneKind, Component> = {
  standing: StandingScene,
  replay: ReplayScene,
  ranking: RankingScene,
  outlook: OutlookScene,
  site: SiteScene,
  cases: CasesScene,
}
