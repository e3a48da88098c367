import type { Answers, Questions } from './worker-questions.ts'

type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void }

/** The worker that judges and proposes beside the hand; ended with the drawing. */
export const startWorker = () => {
  const worker = new Worker(new URL('./drawing.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let last = 0
  worker.addEventListener('message', ({ data }: MessageEvent<{ id: number; answer?: never; error?: string }>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.error === undefined) asked?.resolve(data.answer!)
    else asked?.reject(new Error(data.error))
  })
  return {
    ask: <Q extends keyof Questions>(question: Q, input: Questions[Q]): Promise<Answers[Q]> =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, question, input })
      }),
    end() {
      worker.terminate()
      waiting.clear()
    },
  }
}
export type DrawingWorker = ReturnType<typeof startWorker>
