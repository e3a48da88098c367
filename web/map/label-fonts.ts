import { FONT } from './layers/layer.ts'

const PATIENCE_MS = 4000

/** Waits for the font's parts that hold these names: a name drawn before them would stay in another font. */
export const loadFontsFor = async (names: Iterable<string>): Promise<void> => {
  const letters = [...new Set([...names].join(''))].join('')
  if (!letters) return
  const patience = new Promise<void>(resolve => setTimeout(resolve, PATIENCE_MS))
  await Promise.race([document.fonts.load(`24px "${FONT[0]}"`, letters).catch(() => undefined), patience])
}
