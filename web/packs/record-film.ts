import { paused } from './drawn-whole.ts'
import { BITS_PER_SECOND, type Filming, secondsOf } from './encode-film.ts'
import { FRAMES_PER_SECOND } from './film-plan.ts'

/** A browser that records no film, or a machine too slow to record one whole. */
export class NoFilm extends Error {}

/** What a browser can record, the most widely played first. */
const TYPES = [
  'video/mp4;codecs=avc1.640028',
  'video/mp4;codecs=avc1.42E01F',
  'video/webm;codecs=vp9',
  'video/webm;codecs=vp8',
  'video/webm',
]

const filmType = (): string | null =>
  typeof MediaRecorder === 'undefined' ? null : (TYPES.find(type => MediaRecorder.isTypeSupported(type)) ?? null)

/** So much of a film must be in it, or the machine was too slow to record. */
const WHOLE = 0.9

interface FrameTrack extends MediaStreamTrack {
  requestFrame(): void
}

/**
 * Records frame by frame at an even pace, where a page has no encoder to give each frame its time. While the page is out of
 * sight, where timers crawl, the film waits; one that lost its frames is not handed out.
 */
export const recordFilm = async ({ canvas, frames, draw, signal, progress }: Filming): Promise<Blob> => {
  const type = filmType()
  if (!type) throw new NoFilm('this browser records no film')
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
  const film = new Blob(pieces, { type: type.split(';')[0]! })
  if ((await secondsOf(film)) < (frames / FRAMES_PER_SECOND) * WHOLE) throw new NoFilm('frames were lost')
  return film
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
