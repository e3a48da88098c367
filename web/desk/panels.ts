import { type Component, defineAsyncComponent } from 'vue'
import type { Permission } from '#core/accounts/permissions.ts'
import LedgerPanel from '../ledger/LedgerPanel.vue'

/** A side of the desk that stands left of the map; `may` says who sees it, the locale has its name under desk.panels. */
export interface DeskPanel {
  id: string
  may: Permission
  component: Component
  /** Stands after the name on the bar. */
  badge?: Component
}

/** In the order of the bar. */
export const PANELS: readonly DeskPanel[] = [
  { id: 'ledger', may: 'look', component: LedgerPanel },
  { id: 'areas', may: 'draw', component: defineAsyncComponent(() => import('../areas/AreasPanel.vue')) },
  { id: 'zoning', may: 'draw', component: defineAsyncComponent(() => import('../areas/ZoningPanel.vue')) },
  { id: 'imports', may: 'import', component: defineAsyncComponent(() => import('../imports/ImportsPanel.vue')) },
  { id: 'roster', may: 'roster', component: defineAsyncComponent(() => import('../roster/RosterPanel.vue')) },
  {
    id: 'inbox',
    may: 'look_papers',
    component: defineAsyncComponent(() => import('../inbox/InboxPanel.vue')),
    badge: defineAsyncComponent(() => import('../inbox/InboxBadge.vue')),
  },
  { id: 'meetings', may: 'meetings', component: defineAsyncComponent(() => import('../meetings/MeetingsPanel.vue')) },
  {
    id: 'closings',
    may: 'check_figures',
    component: defineAsyncComponent(() => import('../closings/ClosingsPanel.vue')),
  },
  { id: 'cases', may: 'look_cases', component: defineAsyncComponent(() => import('../cases/CasesPanel.vue')) },
  {
    id: 'bulletins',
    may: 'meetings',
    component: defineAsyncComponent(() => import('../bulletins/BulletinsPanel.vue')),
  },
  { id: 'packs', may: 'meetings', component: defineAsyncComponent(() => import('../packs/PacksPanel.vue')) },
  { id: 'notices', may: 'meetings', component: defineAsyncComponent(() => import('../notices/NoticesPanel.vue')) },
]
