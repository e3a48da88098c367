import type { DraftShape } from '../shape.ts'
import { type Done, done, refused } from './operation.ts'

/** One part less, with its holes. The inverse of addPart. */
export const removePart = (shape: DraftShape, part: number): Done =>
  shape[part] ? done(shape.toSpliced(part, 1)) : refused('not_there')
