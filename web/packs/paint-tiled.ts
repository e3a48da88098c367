import type { Map as MapLibre } from 'maplibre-gl'
import { drawnWhole } from './drawn-whole.ts'

export interface PaintOptions {
  /** CSS pixels of the whole map. */
  width: number
  height: number
  ratio: number
  /** Device pixels a canvas may have across, where the screen allows fewer than are wanted. */
  most?: number
  signal: AbortSignal
}

/** How many pieces each way a map is painted in, so that no canvas is wider than `most`. */
export const piecesFor = (wanted: number, most: number): number => {
  let pieces = 1
  while (wanted / pieces > most) pieces *= 2
  return pieces
}

/** Paints the map upon a canvas in full size: in one piece where the graphics card holds it, else piece by piece from the same place. */
export const paintTiled = async (
  map: MapLibre,
  box: HTMLElement,
  pen: CanvasRenderingContext2D,
  { width, height, ratio, most = Number.POSITIVE_INFINITY, signal }: PaintOptions,
): Promise<void> => {
  const wanted = width * ratio
  if (wanted <= most) {
    // What stands in this size already was drawn whole by whoever asked for it.
    if (map.getPixelRatio() !== ratio) {
      map.setPixelRatio(ratio)
      map.redraw()
    }
    // A card that cannot hold the canvas is given a smaller one by MapLibre.
    if (map.getCanvas().width >= wanted) return pen.drawImage(map.getCanvas(), 0, 0)
  }
  const pieces = Math.max(2, piecesFor(wanted, Math.min(most, map.getCanvas().width)))
  const piece = { width: width / pieces, height: height / pieces }
  map.setPixelRatio(1)
  const [zoom, home] = [map.getZoom(), map.getCenter()]
  const places = Array.from({ length: pieces * pieces }, (_, n) => {
    const [column, row] = [n % pieces, Math.floor(n / pieces)]
    const x = column * piece.width
    const y = row * piece.height
    return { x, y, centre: map.unproject([x + piece.width / 2, y + piece.height / 2]) }
  })
  const sized = (size: { width: number; height: number }) => {
    box.style.width = `${size.width}px`
    box.style.height = `${size.height}px`
    map.resize()
  }
  try {
    sized(piece)
    map.setPixelRatio(ratio)
    for (const { x, y, centre } of places) {
      map.jumpTo({ center: centre, zoom })
      await drawnWhole(map, signal)
      map.redraw()
      pen.drawImage(map.getCanvas(), x * ratio, y * ratio)
    }
  } finally {
    sized({ width, height })
    map.jumpTo({ center: home, zoom })
  }
}
