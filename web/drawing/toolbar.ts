import type { AreaKind } from '#core/api/areas.ts'
import type { ActionId, ToolId } from './tool-ids.ts'

/** Why a button does nothing now; the sentences are the locale's, under drawing.disabled. */
export const DISABLED_REASONS = [
  'nothing_drawn',
  'nothing_picked',
  'already_drawn',
  'one_part',
  'no_neighbour',
  'no_undo',
  'no_redo',
] as const
export type DisabledReason = (typeof DISABLED_REASONS)[number]

/** What a button's being possible hangs on. */
export interface ToolState {
  kind: AreaKind
  picked: number
  parts: number
  neighbours: number
  others: number
}

export interface ToolButton {
  id: ToolId | ActionId
  /** Its key, as it is printed. */
  key: string
  /** Null: it can be used. */
  disabled(state: ToolState): DisabledReason | null
}

const always = () => null
const needsShape = ({ parts }: ToolState): DisabledReason | null => (parts === 0 ? 'nothing_drawn' : null)
const needsPicks = ({ picked }: ToolState): DisabledReason | null => (picked === 0 ? 'nothing_picked' : null)
const needsNeighbour = (state: ToolState): DisabledReason | null =>
  needsShape(state) ?? (state.neighbours === 0 ? 'no_neighbour' : null)
const once = ({ parts }: ToolState): DisabledReason | null => (parts > 0 ? 'already_drawn' : null)

export interface ToolGroup {
  id: 'choose' | 'draw' | 'change' | 'mend'
  buttons: readonly ToolButton[]
}

/** The toolbar in its groups, each button with its key; the words and pictures go by the id. */
export const TOOLBAR: readonly [ToolGroup, ...ToolGroup[]] = [
  {
    id: 'choose',
    buttons: [
      { id: 'look', key: '0', disabled: always },
      { id: 'pick', key: '1', disabled: always },
      { id: 'box', key: '2', disabled: always },
      { id: 'lasso', key: '3', disabled: always },
      { id: 'brush', key: '4', disabled: always },
      { id: 'propose', key: 'P', disabled: needsPicks },
    ],
  },
  {
    id: 'draw',
    buttons: [
      { id: 'polygon', key: '5', disabled: once },
      { id: 'freehand', key: '6', disabled: once },
      { id: 'part', key: 'A', disabled: needsShape },
      { id: 'hole', key: 'H', disabled: needsShape },
    ],
  },
  {
    id: 'change',
    buttons: [
      { id: 'vertex', key: '7', disabled: needsShape },
      { id: 'edge', key: '8', disabled: needsShape },
      { id: 'move', key: '9', disabled: needsShape },
      { id: 'trace', key: 'T', disabled: needsShape },
      { id: 'split', key: 'X', disabled: needsShape },
      {
        id: 'merge',
        key: 'C',
        disabled: state => needsShape(state) ?? (state.parts < 2 && state.others === 0 ? 'one_part' : null),
      },
      { id: 'erase', key: 'E', disabled: needsShape },
    ],
  },
  {
    id: 'mend',
    buttons: [
      { id: 'clip', key: 'K', disabled: needsNeighbour },
      { id: 'align', key: 'L', disabled: needsNeighbour },
      { id: 'square', key: 'S', disabled: needsShape },
    ],
  },
]

export const BUTTONS: readonly ToolButton[] = TOOLBAR.flatMap(({ buttons }) => buttons)
