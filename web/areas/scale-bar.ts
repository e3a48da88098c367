/** Metres of one CSS pixel at a latitude, on tiles of 512. */
export const metresPerPixel = (zoom: number, lat: number): number =>
  (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom)

/** The longest round length, 1, 2 or 5 with zeros, that fits into so many metres. */
export const roundLength = (most: number): number => {
  const power = 10 ** Math.floor(Math.log10(most))
  return [5, 2, 1].map(step => step * power).find(length => length <= most) ?? power
}
