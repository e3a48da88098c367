import type { Page } from 'playwright-core'
import type { Area } from '../../../core/api/areas.ts'
import type { Compound } from '../../../core/api/compounds.ts'
import { COUNTY, type Stage } from './wall.ts'

interface MapLike {
  project(place: number[]): { x: number; y: number }
  getCanvas(): HTMLCanvasElement
  isMoving(): boolean
}
interface Point {
  x: number
  y: number
}

/** The desk with a panel open and its map standing. */
export const openDesk = async (stage: Stage, panel: string, plan = COUNTY, page?: Page): Promise<Page> => {
  const path = `/desk/${plan}?panel=${panel}`
  const opened = page ?? (await stage.page(path))
  if (page) await page.goto(stage.origin() + path)
  while (!(await opened.evaluate(onMap, null))) await opened.waitForTimeout(100)
  return opened
}

/** Runs in the page: where a place lies on the screen; null while the map does not stand or is flying. */
const onMap = (place: number[] | null): Point | null => {
  interface Node {
    component?: { provides: Record<symbol, { map: { value: MapLike | null } }>; subTree: Node } | null
    children?: Node[] | string | null
  }
  const desk = find((document.querySelector('#app') as unknown as { _vnode: Node })._vnode)
  const map = desk?.map.value
  if (!map || map.isMoving()) return null
  const { left, top } = map.getCanvas().getBoundingClientRect()
  const { x, y } = map.project(place ?? [0, 0])
  return { x: x + left, y: y + top }

  function find(node: Node | null | undefined): { map: { value: MapLike | null } } | null {
    const provides = node?.component?.provides
    const key = provides && Object.getOwnPropertySymbols(provides).find(each => each.description === 'desk')
    if (key) return provides[key]!
    const inside = Array.isArray(node?.children) ? node.children : []
    for (const each of [node?.component?.subTree, ...inside]) {
      const found = each ? find(each) : null
      if (found) return found
    }
    return null
  }
}

/** Where a place lies on the screen, once the map stands still. */
export const placeOn = async (page: Page, place: readonly number[]): Promise<Point> => {
  for (;;) {
    const point = await page.evaluate(onMap, [...place])
    if (point) return point
    await page.waitForTimeout(60)
  }
}

/** So many compounds of one community that lie together and belong to no area yet; the first is the middle one. */
export const neighbours = async (stage: Stage, count: number): Promise<Compound[]> => {
  const { compounds } = await stage.ask<{ compounds: Compound[] }>(`/plans/${COUNTY}/ledger`)
  const { areas } = await stage.ask<{ areas: Area[] }>(`/plans/${COUNTY}/areas`)
  const taken = new Set(areas.flatMap(area => area.compounds))
  const located = compounds.filter(({ id, at, to_on }) => at && to_on === null && !taken.has(id))
  const all = Object.values(Object.groupBy(located, ({ community }) => String(community)))
  const [first, ...others] = all.find(group => group!.length >= count + 8)!
  const far = ({ at }: Compound) => Math.hypot(at![0]! - first!.at![0]!, at![1]! - first!.at![1]!)
  return [first!, ...others.toSorted((a, b) => far(a) - far(b)).slice(0, count - 1)]
}

/** Brings a place into the middle of the map's free room, and near. */
export const lookAt = async (page: Page, place: readonly number[], steps: number): Promise<void> => {
  const canvas = (await page.locator('.maplibregl-canvas').boundingBox())!
  const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height * 0.6 }
  for (let i = 0; i < steps; i++) {
    const { x, y } = await placeOn(page, place)
    await page.mouse.move(Math.max(canvas.x + 5, x), Math.max(canvas.y + 150, y))
    await page.mouse.wheel(0, -300)
    await page.waitForTimeout(350)
  }
  await atRest(page, place)
  const from = await placeOn(page, place)
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.down()
  await page.mouse.move(middle.x * 2 - from.x, middle.y * 2 - from.y, { steps: 6 })
  await page.mouse.up()
  await atRest(page, place)
}

/** A map that was let go glides on for a moment, a busy machine's for longer. */
const atRest = async (page: Page, place: readonly number[]): Promise<void> => {
  for (let before = await placeOn(page, place); ; ) {
    await page.waitForTimeout(250)
    const now = await placeOn(page, place)
    if (now.x === before.x && now.y === before.y) return
    before = now
  }
}
