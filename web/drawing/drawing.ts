import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { Area, AreaContents, AreaKind, Draft, DraftBody } from '#core/api/areas.ts'
import type { AreaIssue } from '#core/areas/issues.ts'
import type { Done, OperationReason } from '#core/areas/operations/operation.ts'
import type { DraftShape } from '#core/areas/shape.ts'
import type { FailureCode } from '../api/client.ts'
import type { SaveState } from './autosave.ts'
import type { DraftStack } from './draft-stack.ts'
import type { DraftStore, KeptDraft } from './draft-store.ts'
import type { NoteId } from './notes.ts'
import type { ToolId } from './tool-ids.ts'
import type { Around } from './useSurroundings.ts'
import type { DrawingWorker } from './worker-client.ts'

/** Of a draft everything but what is drawn: the forms beside the map change it, the drawing saves it. */
export type DraftAbout = Omit<DraftBody, 'kind' | 'shape' | 'picks'>

export interface DrawingOptions {
  plan: string
  kind: AreaKind
  /** The draft to go on with; null for one begun now. */
  draft: Draft | null
  /** The published area a new draft goes on from. */
  area?: Area | null
  /** What a new draft begins with: a suggested list, an imported shape. */
  start?: { shape?: DraftShape; picks?: Iterable<number> }
  about?: Partial<DraftAbout>
  /** What was kept here of a drawing the server never had. */
  kept?: KeptDraft | null
  /** Other drafts, to be joined with. */
  others?: () => readonly Draft[]
  /** A new name where nobody gave one. */
  unnamed: string
  store?: DraftStore
}

/** Who judged what the panel shows: only the moved edges, the whole in the browser, or the server. */
export type CheckedBy = 'moving' | 'browser' | 'server'

/** The shape as the hand holds it, before it lets go, and what is wrong with the edges that move. */
export interface Preview {
  shape: DraftShape
  issues: readonly AreaIssue[]
}

/** A boundary being drawn: what stands, every way to change it, what is wrong with it, where it is kept. */
export interface Drawing {
  readonly options: DrawingOptions
  readonly stack: Readonly<ShallowRef<DraftStack>>
  readonly shape: Readonly<Ref<DraftShape>>
  readonly picks: Readonly<Ref<ReadonlySet<number>>>
  readonly about: Readonly<Ref<DraftAbout>>
  /** The only way to what is said beside the shape. */
  setAbout(change: Partial<DraftAbout>): void
  /** The only way to another shape. Refused, nothing changes, and `refusal` says why. */
  apply(
    note: NoteId,
    operation: (shape: DraftShape) => Done,
    more?: { picks?: Iterable<number>; joins?: string },
  ): boolean
  setPicks(picks: Iterable<number>, note?: NoteId): void
  /** Why the last operation was refused; a new object each time. */
  readonly refusal: Readonly<Ref<{ reason: OperationReason } | null>>
  readonly canUndo: ComputedRef<boolean>
  readonly canRedo: ComputedRef<boolean>
  readonly undoNote: ComputedRef<NoteId | null>
  readonly redoNote: ComputedRef<NoteId | null>
  undo(): void
  redo(): void
  goTo(step: number): void
  readonly tool: Ref<ToolId>
  readonly preview: ShallowRef<Preview | null>
  readonly around: Around
  readonly worker: DrawingWorker

  readonly issues: Readonly<Ref<readonly AreaIssue[]>>
  readonly contents: Readonly<Ref<AreaContents | null>>
  readonly checkedBy: Readonly<Ref<CheckedBy>>

  /** The id the server knows it by; null before its first save. */
  readonly draft: Readonly<Ref<number | null>>
  /** The version that stands on the server, and when it was saved. */
  readonly saved: Readonly<Ref<{ version: number; at: string } | null>>
  readonly saving: Readonly<Ref<SaveState>>
  /** Why the server refused the last save. */
  readonly failure: Readonly<Ref<FailureCode | null>>
  /** Whether this machine keeps what is not sent yet. */
  readonly keeps: Readonly<Ref<boolean>>
  /** What somebody else saved meanwhile; ours is still here, and goes on being kept here. */
  readonly conflict: Readonly<Ref<Draft | null>>
  /** Ends a conflict: ours over theirs, theirs as it is, or on from theirs with ours one step back in the history. */
  settle(choice: 'mine' | 'theirs' | 'onward'): void
  /** What was kept here and never reached the server, newer than what was opened. */
  readonly offer: Readonly<Ref<KeptDraft | null>>
  answerOffer(take: boolean): void
  /** Sends what stands now; true once the server has it. */
  save(): Promise<boolean>
  /** Leaves the map. What is unsaved stays kept here. */
  close(): Promise<void>
}
