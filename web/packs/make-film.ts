import { addDays, daysBetween } from '#core/calendar/days.ts'
import { changesBetween } from '#core/coverage/changes.ts'
import { drawCurve } from './draw/curve.ts'
import { drawFoot } from './draw/foot.ts'
import { drawFigure, drawTitle } from './draw/headline.ts'
import { drawLegend, legendOf } from './draw/legend.ts'
import { drawLights } from './draw/lights.ts'
import { COLUMN, drawGround, EDGE, type Paper } from './draw/paper.ts'
import { paused } from './drawn-whole.ts'
import { encodeFilm } from './encode-film.ts'
import { filmFrames } from './film-plan.ts'
import type { PictureOptions } from './make-picture.ts'
import { marksOn } from './marks-on.ts'
import { lettersHere, penOn } from './pen.ts'
import { recordFilm } from './record-film.ts'
import type { Facts } from './scene-facts.ts'
import { STUDIO, type Studio } from './studio.ts'

export interface FilmOptions extends PictureOptions {
  signal: AbortSignal
  progress: (share: number) => void
}

/** A day as the film shows it, drawn once and kept small: a quarter of them would not fit into memory otherwise. */
interface Scenery {
  picture: Blob
  lights: { x: number; y: number }[]
}

const CURVE = { x: COLUMN + 100, y: 836, width: 1920 - COLUMN - 100 - EDGE, height: 140 }
/** The share of the work that is drawing days; the rest is encoding. */
const DRAWING = 0.4

/** The days of a closing's period as a film: the same frames on every machine. */
export const makeFilm = async (options: FilmOptions): Promise<Blob> => {
  const { closing, signal, progress } = options
  const frames = filmFrames(closing.from_on, closing.as_of)
  const days = await drawDays(options, share => progress(share * DRAWING))
  const ctx = blank()
  const told = (share: number) => progress(DRAWING + share * (1 - DRAWING))
  const shown = inTurn(days)
  const draw = async (n: number) => {
    const { day, seconds } = frames[n]!
    ctx.setTransform(1, 0, 0, 1, 0, 0)
    ctx.drawImage(await shown(day), 0, 0)
    drawLights(ctx, days.get(day)!.lights, seconds)
  }
  const filming = { canvas: ctx.canvas, frames: frames.length, draw, signal, progress: told }
  return (await encodeFilm(filming)) ?? recordFilm(filming)
}

/** The pictures of days asked for one after the other; the next one is unpacked while its predecessor is shown. */
const inTurn = (days: ReadonlyMap<string, Scenery>) => {
  const order = [...days.keys()]
  let shown: { day: string; picture: ImageBitmap } | null = null
  const unpack = (day: string | undefined) => {
    const scenery = day === undefined ? undefined : days.get(day)
    return scenery ? { day, picture: createImageBitmap(scenery.picture) } : null
  }
  let next = unpack(order[0])
  return async (day: string): Promise<ImageBitmap> => {
    if (shown?.day === day) return shown.picture
    const wanted = next?.day === day ? next : unpack(day)!
    const picture = await wanted.picture
    shown?.picture.close()
    shown = { day, picture }
    next = unpack(order[order.indexOf(day) + 1])
    return picture
  }
}

const blank = () => {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, STUDIO)
  // Kept where the encoder reads it: from the graphics card each frame would have to be fetched.
  return canvas.getContext('2d', { alpha: false, willReadFrequently: true })!
}

const drawDays = async (options: FilmOptions, told: (share: number) => void): Promise<Map<string, Scenery>> => {
  const { plan, closing, book, studio, signal } = options
  const count = daysBetween(closing.from_on, closing.as_of) + 1
  const [ground, whole] = [blank(), blank()]
  if (studio && plan.page.bbox) studio.look(plan.page.bbox, { left: COLUMN + 90, right: 110, top: 70, bottom: 300 })
  const days = new Map<string, Scenery>()
  let before = book.on(addDays(closing.from_on, -1)).statuses
  for (let n = 0; n < count; n++) {
    signal.throwIfAborted()
    const day = addDays(closing.from_on, n)
    const facts = book.on(day)
    const changes = changesBetween(before, facts.statuses)
    before = facts.statuses
    // The map of a day on which nothing changed is the one before.
    if (n === 0 || changes.length > 0) await drawGroundOf(ground, facts, options)
    const gained = changes.filter(({ before: was, after: is }) => is?.covered && !was?.covered)
    const lights = placesOf(
      gained.map(({ subject }) => subject),
      options,
      studio,
    )
    days.set(day, { picture: await drawDay(whole, ground.canvas, facts, options), lights })
    told((n + 1) / count)
    await paused(0)
  }
  return days
}

const drawGroundOf = async (
  ctx: CanvasRenderingContext2D,
  facts: Facts,
  { plan, closing, studio, inks }: FilmOptions,
) => {
  ctx.fillStyle = inks.ground
  ctx.fillRect(0, 0, STUDIO.width, STUDIO.height)
  if (!studio || !plan.page.bbox) return
  // Outlines stand as of the closing's day: laying them out for each day would take longer than the film.
  studio.show(closing.as_of, marksOn(plan, facts))
  await studio.paint(ctx, 1)
}

const drawDay = async (
  ctx: CanvasRenderingContext2D,
  ground: HTMLCanvasElement,
  facts: Facts,
  options: FilmOptions,
) => {
  const first = penOn(ctx, 1)
  drawWords({ ...options, pen: first }, facts, options)
  await lettersHere(first)
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.drawImage(ground, 0, 0)
  drawWords({ ...options, pen: penOn(ctx, 1) }, facts, options)
  return new Promise<Blob>((resolve, reject) =>
    ctx.canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/webp', 0.95),
  )
}

const drawWords = (paper: Paper, facts: Facts, { book, studio, plan, words }: FilmOptions) => {
  drawGround(paper, { low: 330 })
  const foot = drawFigure(paper, facts, drawTitle(paper, words.t('packs.scenes.replay'), facts))
  drawLegend(paper, legendOf(paper, facts), { top: foot + 70, foot: 964 })
  if (!facts.scored) drawCurve(paper, book.curve, facts, CURVE)
  drawFoot(paper, studio && plan.page.bbox ? studio.metresAcross : null)
}

const placesOf = (subjects: readonly number[], { plan }: FilmOptions, studio: Studio | null) => {
  if (!studio) return []
  const at = new Map(plan.compounds.map(compound => [compound.id, compound.at]))
  return subjects.flatMap(subject => {
    const place = at.get(subject)
    return place ? [studio.placeOf(place)] : []
  })
}
