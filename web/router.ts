import { createRouter, createWebHistory } from 'vue-router'
import { guardPages } from './session/guard.ts'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'wall', component: () => import('./pages/WallPage.vue') },
    { path: '/plans/:plan', name: 'plan', component: () => import('./pages/PlanPage.vue'), props: true },
    {
      path: '/desk/:plan',
      name: 'desk',
      component: () => import('./pages/DeskPage.vue'),
      props: true,
      meta: { may: ['report'] },
    },
    {
      path: '/plans/:plan/areas/:area/print',
      name: 'area-print',
      component: () => import('./pages/AreaPrintPage.vue'),
      props: true,
    },
    {
      path: '/plans/:plan/bulletins/:id/print',
      name: 'bulletin-print',
      component: () => import('./pages/BulletinPrintPage.vue'),
      props: true,
    },
    {
      path: '/plans/:plan/drafts/:draft/print',
      name: 'draft-print',
      component: () => import('./pages/AreaPrintPage.vue'),
      props: true,
    },
    {
      path: '/plans/:plan/meetings/:meeting/print',
      name: 'meeting-sites',
      component: () => import('./pages/MeetingSitesPage.vue'),
      props: true,
    },
    {
      path: '/meetings/:plan/:meeting',
      name: 'meeting',
      component: () => import('./pages/MeetingPage.vue'),
      props: true,
    },
    { path: '/sign', name: 'sign', component: () => import('./pages/SignPage.vue'), meta: { may: ['sign'] } },
    {
      path: '/meetings/:plan/:meeting/follow',
      name: 'follow',
      component: () => import('./pages/FollowPage.vue'),
      props: true,
    },
    { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignInPage.vue') },
    {
      path: '/admin',
      name: 'admin',
      component: () => import('./pages/AdminPage.vue'),
      meta: { may: ['people', 'audit', 'operate'] },
    },
    {
      path: '/plans/:plan/compounds/:id',
      name: 'compound',
      component: () => import('./pages/CompoundPage.vue'),
      props: true,
    },
    { path: '/report', name: 'report', component: () => import('./pages/ReportPage.vue'), meta: { may: ['report'] } },
    { path: '/notice/:token', name: 'notice', component: () => import('./pages/NoticePage.vue'), props: true },
    { path: '/:missing(.*)*', redirect: '/' },
  ],
})
guardPages(router)
