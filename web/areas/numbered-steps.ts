import type { Draft } from '#core/api/areas.ts'

export type NumberedStep = Draft['steps'][number] & { pin: number | null }

/** The steps of a draft's way; those that are about a place carry the number of their pin. */
export const numberedSteps = (steps: Draft['steps']): NumberedStep[] => {
  let pin = 0
  return steps.map(step => ({ ...step, pin: step.at ? ++pin : null }))
}
