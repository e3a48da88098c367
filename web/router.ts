import { createRouter, createWebHistory } from 'vue-router'
import WallPage from './pages/WallPage.vue'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'wall', component: WallPage },
    { path: '/plans/:plan', name: 'plan', component: () => import('./pages/PlanPage.vue'), props: true },
    { path: '/desk/:plan', name: 'desk', component: () => import('./pages/DeskPage.vue'), props: true },
    {
      path: '/plans/:plan/areas/:area/print',
      name: 'area-print',
      component: () => import('./pages/AreaPrintPage.vue'),
      props: true,
    },
    {
      path: '/plans/:plan/drafts/:draft/print',
      name: 'draft-print',
      component: () => import('./pages/AreaPrintPage.vue'),
      props: true,
    },
    { path: '/:missing(.*)*', redirect: '/' },
  ],
})
