import type { SceneKind } from '../presenting/scenes.ts'

/** What the pictures of a pack are called in it, in Chinese as everything that is handed out; null where a scene has no picture. */
export const PICTURE_TITLES: Readonly<Record<SceneKind, string | null>> = {
  standing: '总体进度',
  replay: null,
  ranking: '排名',
  outlook: '节点预测',
  site: '现场',
  cases: null,
}
export const FILM_TITLE = '本期回放'
export const PRINT_TITLE = '通报（打印版）'
export const NOTE_NAME = '说明.txt'
