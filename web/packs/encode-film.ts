import {
  BlobSource,
  BufferTarget,
  CanvasSource,
  canEncodeVideo,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny'
import { paused } from './drawn-whole.ts'
import { FRAMES_PER_SECOND } from './film-plan.ts'

export const BITS_PER_SECOND = 6_000_000

export interface Filming {
  canvas: HTMLCanvasElement
  frames: number
  /** Draws a frame by its number; it may take its time, the film waits for it. */
  draw: (n: number) => void | Promise<void>
  signal: AbortSignal
  progress: (share: number) => void
}

/** MP4 plays everywhere, WebM in browsers; null where the page has no encoder, as over plain HTTP. */
const encoding = async ({ width, height }: HTMLCanvasElement) => {
  if (typeof VideoEncoder === 'undefined') return null
  const asked = { width, height, bitrate: BITS_PER_SECOND }
  for (const codec of ['avc', 'vp9', 'vp8'] as const) if (await canEncodeVideo(codec, asked)) return codec
  return null
}

/** Encodes frame by frame, each at its own time in the film however long it took; null where the page has no encoder. */
export const encodeFilm = async ({ canvas, frames, draw, signal, progress }: Filming): Promise<Blob | null> => {
  const codec = await encoding(canvas)
  if (!codec) return null
  const format = codec === 'avc' ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat()
  const target = new BufferTarget()
  const output = new Output({ format, target })
  const source = new CanvasSource(canvas, { codec, bitrate: BITS_PER_SECOND })
  output.addVideoTrack(source, { frameRate: FRAMES_PER_SECOND })
  await output.start()
  try {
    for (let n = 0; n < frames; n++) {
      signal.throwIfAborted()
      await draw(n)
      await source.add(n / FRAMES_PER_SECOND, 1 / FRAMES_PER_SECOND)
      if (n % 5 === 0) {
        progress(n / frames)
        await paused(0)
      }
    }
    await output.finalize()
  } catch (error) {
    await output.cancel()
    throw error
  }
  return new Blob([target.buffer!], { type: codec === 'avc' ? 'video/mp4' : 'video/webm' })
}

/** How long a film plays, in seconds, told from its frames. */
export const secondsOf = (film: Blob): Promise<number> =>
  new Input({ source: new BlobSource(film), formats: [MP4, WEBM] }).computeDuration()
