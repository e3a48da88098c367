/** A wall larger than MapLibre's default canvas must not be drawn softer: 16384 is what a wall's graphics card can hold. */
export const MAX_CANVAS: [number, number] = [16384, 8192]

/** An 8K screen's worth; beyond it a map costs more than the eye gets. */
const MAX_PIXELS = 7680 * 4320

/** Device pixels per CSS pixel for a map of that size: what the screen has, at most 2, and never above an 8K canvas. */
export const pixelRatioFor = (width: number, height: number, device: number): number =>
  Math.min(device, 2, Math.sqrt(MAX_PIXELS / Math.max(1, width * height)))

/** Sizes on the map follow the screen's height: 1 at 1080 lines, in eighths so that a small resize redraws nothing. */
export const scaleFor = (height: number): number => Math.max(0.75, Math.round((height / 1080) * 8) / 8)
