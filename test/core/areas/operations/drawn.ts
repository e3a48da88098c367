import { expect } from 'vitest'
import type { Done, OperationReason } from '#core/areas/operations/operation.ts'
import type { DraftShape, Position, Ring } from '#core/areas/shape.ts'
import { frozen } from '../../../helpers/frozen.ts'

/** A draft of one part: its shell, then its holes. */
export const part = (shell: Ring, ...holes: Ring[]): DraftShape => frozen([{ shell, holes }])

/** The four corners of a square, turning left from the south-west. */
export const square = (west: number, south: number, side: number): Position[] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
]

/** The shape an operation made; fails with the reason where it made none. */
export function made(done: Done): DraftShape {
  expect(done).toMatchObject({ ok: true })
  return (done as { ok: true; shape: DraftShape }).shape
}

export const reasonOf = (answer: { ok: true } | { ok: false; reason: OperationReason }) =>
  answer.ok ? null : answer.reason
