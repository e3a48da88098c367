import type { Map as MapLibre } from 'maplibre-gl'
import type { Bbox, Padding } from './map-api.ts'

const FLIGHT_MS = 1200
/** No place is looked at closer when it is flown to. */
export const CLOSEST = 16.5

const easeInOut = (t: number) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2)

/** Padding that leaves at least a third of the screen, so that no panel can push the map out of sight. */
export const fitting = (padding: Padding, width: number, height: number): Padding => {
  const across = Math.min(1, (width * 0.67) / Math.max(1, padding.left + padding.right))
  const down = Math.min(1, (height * 0.67) / Math.max(1, padding.top + padding.bottom))
  return {
    left: padding.left * across,
    right: padding.right * across,
    top: padding.top * down,
    bottom: padding.bottom * down,
  }
}

/** Where the map looks. A view nobody has moved by hand is fitted again when the screen changes its size. */
export const createCamera = () => {
  let map: MapLibre | null = null
  let fitted: { bbox: Bbox; padding: () => Padding } | null = null

  const fit = (duration: number) => {
    if (!map || !fitted) return
    const { bbox, padding } = fitted
    const { clientWidth, clientHeight } = map.getContainer()
    map.fitBounds([bbox[0]!, bbox[1]!, bbox[2]!, bbox[3]!], {
      padding: fitting(padding(), clientWidth, clientHeight),
      maxZoom: CLOSEST,
      linear: true,
      duration,
      easing: easeInOut,
    })
  }

  return {
    attach(to: MapLibre) {
      map = to
      map.on('movestart', event => {
        if (event.originalEvent) fitted = null
      })
      fit(0)
    },
    /** `padding` is asked again whenever the view is fitted anew: panels grow with the screen. */
    flyTo(bbox: Bbox, padding: () => Padding) {
      fitted = { bbox, padding }
      fit(FLIGHT_MS)
    },
    refit: () => fit(0),
  }
}
