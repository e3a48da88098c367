const LONGEST_SIDE = 2048
const SMALL_ENOUGH = 1_500_000
const QUALITY = 0.85

/** A photo of a size that a phone sends on a bad connection; whatever is small already, or cannot be read here, stays as it is. */
export const smallerPhoto = async (file: File): Promise<Blob> => {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type) || file.size <= SMALL_ENOUGH) return file
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) return file
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const smaller = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  return smaller && smaller.size < file.size ? smaller : file
}
