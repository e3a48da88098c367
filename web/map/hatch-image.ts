export const HATCH = 'hatch'

/** A tile of stripes at 45°, `size` device pixels square, seamless; half of it is stripe. They rise to the right, or fall. */
export const hatchImage = (colour: string, size: number, falling = false): ImageData => {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no 2d canvas')
  pen.strokeStyle = colour
  pen.lineWidth = size * 0.34
  pen.lineCap = 'square'
  for (const shift of [-size, 0, size]) {
    pen.beginPath()
    pen.moveTo(shift - size, falling ? -size : size * 2)
    pen.lineTo(shift + size * 2, falling ? size * 2 : -size)
    pen.stroke()
  }
  return pen.getImageData(0, 0, size, size)
}
