/** What has the pointer; in the order of the toolbar. */
export const TOOL_IDS = [
  'look',
  'pick',
  'box',
  'lasso',
  'brush',
  'polygon',
  'freehand',
  'vertex',
  'edge',
  'move',
  'trace',
  'part',
  'hole',
  'split',
  'merge',
  'erase',
] as const
export type ToolId = (typeof TOOL_IDS)[number]

/** What is done at once, without a further click. */
export const ACTION_IDS = ['propose', 'clip', 'align', 'square'] as const
export type ActionId = (typeof ACTION_IDS)[number]
