import { PICTURE } from '#core/packs/part-type.ts'
import type { Scene } from '#core/presenting/scenes.ts'
import { drawBoard } from './draw/board.ts'
import { drawCurve } from './draw/curve.ts'
import { drawFoot } from './draw/foot.ts'
import { drawFigure, drawTitle } from './draw/headline.ts'
import { drawLegend, legendOf } from './draw/legend.ts'
import { BOARD, COLUMN, drawGround, EDGE, type Paper } from './draw/paper.ts'
import { drawSite } from './draw/site.ts'
import { marksOn } from './marks-on.ts'
import { lettersHere, penOn } from './pen.ts'
import type { AskedBook, Facts } from './scene-facts.ts'
import { type ScenePicture, scenePicture } from './scene-picture.ts'
import { STUDIO, type Studio } from './studio.ts'

export interface PictureOptions extends Omit<Paper, 'pen'> {
  book: AskedBook
  studio: Studio | null
}

const RATIO = PICTURE.width / STUDIO.width
const CURVE = { x: COLUMN + 100, y: 836, width: 1920 - COLUMN - 100 - EDGE, height: 140 }

/** One scene of a closed meeting as a PNG to be put into a Word page. */
export const makePicture = async (scene: Scene, options: PictureOptions): Promise<Blob> => {
  const { book, studio, plan, closing, words } = options
  const facts = book.on(closing.as_of)
  const shown = scenePicture(scene, plan, facts, words)
  const canvas = document.createElement('canvas')
  Object.assign(canvas, PICTURE)
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('no 2d canvas')
  const paper: Paper = { ...options, pen: penOn(ctx, RATIO) }

  // Written twice: the first time tells which letters of the font are needed.
  drawWords(paper, facts, shown, options)
  await lettersHere(paper.pen)
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.fillStyle = options.inks.ground
  ctx.fillRect(0, 0, PICTURE.width, PICTURE.height)
  if (studio && shown.bbox) {
    const right = shown.board ? 1920 - BOARD + 100 : 110
    studio.look(shown.bbox, { left: COLUMN + 90, right, top: 70, bottom: shown.site || shown.board ? 130 : 300 })
    studio.show(closing.as_of, marksOn(plan, facts, shown.accent), shown.selected)
    await studio.paint(ctx, RATIO)
  }
  drawWords({ ...paper, pen: penOn(ctx, RATIO) }, facts, shown, options)
  return pngOf(canvas)
}

const drawWords = (paper: Paper, facts: Facts, shown: ScenePicture, { book, studio }: PictureOptions) => {
  const isCourse = !shown.board && !shown.site
  drawGround(paper, { board: shown.board !== null, low: isCourse ? 330 : 170 })
  const title = drawTitle(paper, shown.title, facts)
  const foot = shown.site ? drawSite(paper, facts, shown.site.subject, title) : drawFigure(paper, facts, title)
  drawLegend(paper, shown.legend ?? legendOf(paper, facts), { top: foot + 70, foot: 964 })
  if (shown.board) drawBoard(paper, shown.board.title, shown.board.rule, shown.board.lines)
  if (isCourse && !facts.scored) drawCurve(paper, book.curve, facts, CURVE)
  drawFoot(paper, studio && shown.bbox ? studio.metresAcross : null)
}

const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png'),
  )
