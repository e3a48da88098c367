import { onScopeDispose, reactive, ref, shallowRef } from 'vue'
import { sceneList } from '#core/presenting/scenes.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { CLOSEST } from '../map/camera.ts'
import { holdBasemap } from './held-basemap.ts'
import { createHeldTiles } from './held-tiles.ts'
import { inTurns } from './in-turns.ts'
import { neededTiles, type Size } from './needed-tiles.ts'
import { askPresented, DATA_PARTS, type Presented } from './presented.ts'
import { photoAddress } from './questions.ts'
import { viewOf } from './scene-views.ts'
import { serveHeldTiles, tilePath } from './serve-held-tiles.ts'

/** Zooms of a plan's own tiles, as the map's style has them. */
const ZOOMS = { min: 8, max: 16 }
const RETRY_MS = 3000

export const STEPS = ['data', 'shapes', 'photos'] as const
export type Step = (typeof STEPS)[number]

/** The window as it is, and the whole screen, which it may fill any time; turned, where it can be. */
const sizes = (): Size[] => {
  const [w, h] = [Math.max(innerWidth, screen.width), Math.max(innerHeight, screen.height)]
  const turned = navigator.maxTouchPoints > 0 ? [{ width: h, height: w }] : []
  return [{ width: innerWidth, height: innerHeight }, { width: w, height: h }, ...turned]
}

const tilesOf = ({ book, meeting, open }: Presented) => {
  const scenes = sceneList(book, meeting)
  const all = sizes().flatMap(size => {
    const views = scenes.flatMap(scene => viewOf(scene, open, size) ?? [])
    return neededTiles(views, size, { ...ZOOMS, closest: CLOSEST })
  })
  return [...new Map(all.map(tile => [`${tile.z}/${tile.x}/${tile.y}`, tile])).values()]
}
const photosOf = ({ meeting }: Presented) => [
  ...new Set(meeting.document.sites.flatMap(({ before = [], after = [] }) => [...before, ...after])),
]

/** Brings everything a meeting shows into this page before its first scene: from then on no line is needed. */
export const useOpening = (plan: string, meeting: number) => {
  const presented = shallowRef<Presented | null>(null)
  /** Addresses of the photos in memory, by content hash; one that did not come is not among them. */
  const photos = shallowRef<ReadonlyMap<string, string>>(new Map())
  const isHeld = ref(false)
  const failure = ref<FailureCode | null>(null)
  const progress = reactive<Record<Step, { done: number; of: number }>>({
    data: { done: 0, of: DATA_PARTS },
    shapes: { done: 0, of: 0 },
    photos: { done: 0, of: 0 },
  })
  const tiles = createHeldTiles()
  serveHeldTiles(tiles)
  let timer = 0

  const begin = (step: Step, of: number) => {
    progress[step] = { done: 0, of }
    return () => {
      progress[step].done++
    }
  }
  const holdShapes = async (found: Presented) => {
    const { id, geometry_revision, basemap } = found.open.page
    const needed = tilesOf(found)
    const faces = [...document.fonts]
    const told = begin('shapes', needed.length * (basemap ? 2 : 1) + faces.length)
    await tiles.hold(
      needed.map(tile => tilePath(id, geometry_revision, tile)),
      told,
    )
    if (basemap) await holdBasemap(basemap, needed, told)
    // Every part of the font: what somebody notes at the meeting may need any letter of it.
    await inTurns(faces, async face => {
      await face.load()
      told()
    })
  }
  const holdPhotos = async (found: Presented) => {
    const told = begin('photos', photosOf(found).length)
    const held = new Map<string, string>()
    await inTurns(photosOf(found), async sha256 => {
      const answer = await fetch(photoAddress(plan, meeting, sha256)).catch(() => null)
      if (answer?.ok) held.set(sha256, URL.createObjectURL(await answer.blob()))
      told()
    })
    photos.value = held
  }

  const open = async () => {
    try {
      const found = presented.value ?? (await askPresented(plan, meeting, begin('data', DATA_PARTS)))
      presented.value = found
      await Promise.all([holdShapes(found), holdPhotos(found)])
      failure.value = null
      isHeld.value = true
    } catch (error) {
      failure.value = error instanceof RequestFailed ? error.code : 'offline'
      timer = window.setTimeout(open, RETRY_MS)
    }
  }
  open()
  onScopeDispose(() => {
    clearTimeout(timer)
    for (const address of photos.value.values()) URL.revokeObjectURL(address)
  })

  return { presented, photos, progress, isHeld, failure }
}
