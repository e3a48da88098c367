import type { ActionId, ToolId } from './tool-ids.ts'

export type IconId = ToolId | ActionId | 'undo' | 'redo' | 'snap' | 'zoom' | 'keys'

/** Lines of 24 by 24, drawn with a pen of 1.6. */
export const ICONS: Record<IconId, string> = {
  look: 'M8 11V6a1.5 1.5 0 0 1 3 0v4-6a1.5 1.5 0 0 1 3 0v6-5a1.5 1.5 0 0 1 3 0v8c0 4-2 7-6 7s-5-2-7-6l-1-3c1-1 2.5-.5 3 .5l2 2',
  pick: 'M5 4l12 6-5 2-2 5zM13 14l5 5',
  box: 'M4 6h14v12H4zM4 6h.01M18 18h.01',
  lasso: 'M12 5c4.5 0 8 2 8 5s-3.5 5-8 5-8-2-8-5 3.5-5 8-5M8 15c-1 2-1 4-3 4',
  brush: 'M20 4l-8 9M12 13c-2-1-4 0-4.5 2S6 19 4 19c3 2 8 1 9-2 .5-1.5 0-3-1-4',
  propose: 'M6 9l6-4 6 4v7l-6 4-6-4zM12 9.5v5M9.5 12h5',
  polygon: 'M5 8l8-4 6 7-4 8-9-2zM5 8h.01M13 4h.01M19 11h.01M15 19h.01M6 17h.01',
  freehand: 'M4 14c0-5 4-9 8-9s8 3 8 7-3 4-4 6-4 2-7 1-5-2-5-5',
  part: 'M4 7h8v9H4zM17 10v8M13 14h8',
  hole: 'M4 4h16v16H4zM9 9h6v6H9z',
  vertex: 'M4 18L9 7l10 3M9 7m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0',
  edge: 'M5 16L17 6M13 18l4-4M14 14h3v3',
  move: 'M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3',
  trace: 'M4 18c3 0 3-5 6-5s3 3 5 1 1-6 5-8M4 13c3 0 3-5 6-5',
  split: 'M5 5h14v14H5zM3 21L21 3',
  merge: 'M4 5h9v9H4zM11 10h9v9h-9z',
  erase: 'M5 15l8-9 6 5-8 9H8zM4 20h16M9 11l6 5',
  clip: 'M4 6h10v12H4zM14 6h2M18 6h2v12h-2M16 18h-2M14 10l4 2-4 2',
  align: 'M12 3v18M5 7h7v4H5zM12 13h6v4h-6z',
  square: 'M5 5v14h14M5 14h5v5',
  undo: 'M8 5L4 9l4 4M4 9h9a6 6 0 0 1 0 12H9',
  redo: 'M16 5l4 4-4 4M20 9h-9a6 6 0 0 0 0 12h4',
  snap: 'M6 4v8a6 6 0 0 0 12 0V4h-4v8a2 2 0 0 1-4 0V4zM6 8h4M14 8h4',
  zoom: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  keys: 'M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 17.5h.01',
}
