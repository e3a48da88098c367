const SECONDS = 0.6
const REACH = 34

/** Light on what came to be covered on the day: bright at once, gone after 600 ms. */
export const drawLights = (
  ctx: CanvasRenderingContext2D,
  places: readonly { x: number; y: number }[],
  seconds: number,
): void => {
  const level = Math.max(0, 1 - seconds / SECONDS) ** 2
  if (level === 0) return
  for (const { x, y } of places) {
    const light = ctx.createRadialGradient(x, y, 0, x, y, REACH)
    light.addColorStop(0, `rgb(255 255 255 / ${0.9 * level})`)
    light.addColorStop(0.4, `rgb(255 255 255 / ${0.4 * level})`)
    light.addColorStop(1, 'rgb(255 255 255 / 0)')
    ctx.fillStyle = light
    ctx.fillRect(x - REACH, y - REACH, REACH * 2, REACH * 2)
  }
}
