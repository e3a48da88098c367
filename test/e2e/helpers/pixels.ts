import type { BrowserContext } from 'playwright-core'

export interface Pixels {
  /** How much of the picture has a colour, 0 to 1. */
  share(colour: string): Promise<number>
  /** The middle of a patch of a colour, in pixels of the picture; null where there is no patch of that size. */
  patch(colour: string, size?: number): Promise<{ x: number; y: number } | null>
}

/** Reads a picture in a page of its own, with the browser's own decoder. */
export const readPixels = async (context: BrowserContext, picture: Buffer): Promise<Pixels> => {
  const ask = async (colour: string, size: number) => {
    const page = await context.newPage()
    try {
      return await page.evaluate(lookFor, [picture.toString('base64'), colour, size] as const)
    } finally {
      await page.close()
    }
  }
  return {
    share: async colour => (await ask(colour, 1)).share,
    patch: async (colour, size = 9) => (await ask(colour, size)).patch,
  }
}

/** How much of two pictures of one size differs, 0 to 1; what only fades in or out a little counts as the same. */
export const differing = async (context: BrowserContext, one: Buffer, other: Buffer): Promise<number> => {
  const page = await context.newPage()
  try {
    return await page.evaluate(compare, [one.toString('base64'), other.toString('base64')])
  } finally {
    await page.close()
  }
}

/** Runs in the page. */
const compare = async (pictures: string[]) => {
  const near = 60
  const read = async (base64: string) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')!
    pen.drawImage(image, 0, 0)
    return pen.getImageData(0, 0, image.width, image.height).data
  }
  const [a, b] = (await Promise.all(pictures.map(read))) as [Uint8ClampedArray, Uint8ClampedArray]
  let differ = 0
  for (let i = 0; i < a.length; i += 4)
    if (Math.hypot(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!) > near) differ++
  return differ / (a.length / 4)
}

/** Runs in the page. A colour counts within a small distance: edges are smoothed, land shines through. */
const lookFor = async ([base64, colour, size]: readonly [string, string, number]) => {
  const near = 26
  const image = new Image()
  image.src = `data:image/png;base64,${base64}`
  await image.decode()
  const { width, height } = image
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')!
  pen.drawImage(image, 0, 0)
  const { data } = pen.getImageData(0, 0, width, height)
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(i => Number.parseInt(colour.slice(i, i + 2), 16))
  const is = (x: number, y: number) => {
    const i = (y * width + x) * 4
    return Math.hypot(data[i]! - r, data[i + 1]! - g, data[i + 2]! - b) < near
  }
  let found = 0
  let patch: { x: number; y: number } | null = null
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!is(x, y)) continue
      found++
      if (!patch && x + size < width && y + size < height && whole(x, y)) patch = { x: x + size / 2, y: y + size / 2 }
    }
  return { share: found / (width * height), patch }

  function whole(left: number, top: number): boolean {
    for (let y = top; y < top + size; y++) for (let x = left; x < left + size; x++) if (!is(x, y)) return false
    return true
  }
}
