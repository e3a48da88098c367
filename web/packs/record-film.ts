import { paused } from './drawn-whole.ts'
import { FRAMES_PER_SECOND } from './film-plan.ts'

/** What a browser can record, the most widely played first. */
const TYPES = [
  'video/mp4;codecs=avc1.640028',
  'video/mp4;codecs=avc1.42E01F',
  'video/webm;codecs=vp9',
  'video/webm;codecs=vp8',
  'video/webm',
]

export const filmType = (): string | null =>
  typeof MediaRecorder === 'undefined' ? null : (TYPES.find(type => MediaRecorder.isTypeSupported(type)) ?? null)

const BITS_PER_SECOND = 8_000_000

export interface RecordOptions {
  canvas: HTMLCanvasElement
  frames: number
  /** Draws a frame by its number; it may take its time, the film waits for it. */
  draw: (n: number) => void | Promise<void>
  type: string
  signal: AbortSignal
  progress: (share: number) => void
}

interface FrameTrack extends MediaStreamTrack {
  requestFrame(): void
}

/** Records frame by frame at an even pace; while the page is out of sight, where timers crawl, the film waits. */
export const recordFilm = async ({ canvas, frames, draw, type, signal, progress }: RecordOptions): Promise<Blob> => {
  const stream = canvas.captureStream(0)
  const track = stream.getVideoTracks()[0] as FrameTrack
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS_PER_SECOND })
  const pieces: Blob[] = []
  recorder.ondataavailable = ({ data }) => pieces.push(data)
  const ended = new Promise<void>((resolve, reject) => {
    recorder.onstop = () => resolve()
    recorder.onerror = () => reject(new Error('the film was not recorded'))
  })
  const step = 1000 / FRAMES_PER_SECOND
  try {
    await draw(0)
    recorder.start(1000)
    let next = performance.now()
    for (let n = 0; n < frames; n++) {
      signal.throwIfAborted()
      if (document.hidden) next = await seenAgain(recorder, next)
      await draw(n)
      next = Math.max(next, performance.now() - step)
      await paused(Math.max(0, next - performance.now()))
      track.requestFrame()
      next += step
      if (n % 5 === 0) progress(n / frames)
    }
    await paused(step * 2)
  } finally {
    if (recorder.state !== 'inactive') recorder.stop()
    await ended.finally(() => track.stop())
  }
  return new Blob(pieces, { type: type.split(';')[0]! })
}

const seenAgain = async (recorder: MediaRecorder, next: number): Promise<number> => {
  const since = performance.now()
  recorder.pause()
  await new Promise<void>(resolve => {
    const look = () => {
      if (document.hidden) return
      document.removeEventListener('visibilitychange', look)
      resolve()
    }
    document.addEventListener('visibilitychange', look)
    look()
  })
  recorder.resume()
  return next + performance.now() - since
}
