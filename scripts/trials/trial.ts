import type { Stage } from './stage.ts'

/** What a trial found: its figures, and in words whatever did not go as it must. */
export interface Outcome {
  figures: string[]
  broken: string[]
}

/** A fault, scripted: what must happen, and the run that judges whether it did. */
export interface Trial {
  id: string
  name: string
  must: string
  run(stage: Stage): Promise<Outcome>
}

/** Thrown where this machine cannot try a fault; the table says why. */
export class Untried extends Error {}

export interface Judgement extends Outcome {
  figure(text: string): void
  must(held: boolean, otherwise: string): void
}

export const judge = (): Judgement => {
  const outcome: Outcome = { figures: [], broken: [] }
  return {
    ...outcome,
    figure: text => outcome.figures.push(text),
    must: (held, otherwise) => {
      if (!held) outcome.broken.push(otherwise)
    },
  }
}
