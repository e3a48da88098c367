import { QUESTIONS, type Questions } from './worker-questions.ts'

interface Asked<Q extends keyof Questions = keyof Questions> {
  id: number
  question: Q
  input: Questions[Q]
}

addEventListener('message', ({ data: { id, question, input } }: MessageEvent<Asked>) => {
  try {
    const answer = (QUESTIONS[question] as (input: unknown) => unknown)(input)
    postMessage({ id, answer })
  } catch (error) {
    postMessage({ id, error: String(error) })
  }
})
