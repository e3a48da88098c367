import type { ToolId } from '../tool-ids.ts'
import { freehandTool, holeTool, partTool, polygonTool } from './draw.ts'
import { edgeTool, moveTool } from './edge.ts'
import { eraseTool, mergeTool } from './merge.ts'
import { boxTool, brushTool, lassoTool, pickTool } from './pick.ts'
import { splitTool } from './split.ts'
import type { Tool } from './tool.ts'
import { traceTool } from './trace.ts'
import { vertexTool } from './vertex.ts'

/** Nothing but looking: the map moves under the hand. */
const lookTool: Tool = ({ editing }) => {
  editing.hint.value = 'look'
  return { end() {} }
}

export const TOOLS: Record<ToolId, Tool> = {
  look: lookTool,
  pick: pickTool,
  box: boxTool,
  lasso: lassoTool,
  brush: brushTool,
  polygon: polygonTool,
  freehand: freehandTool,
  vertex: vertexTool,
  edge: edgeTool,
  move: moveTool,
  trace: traceTool,
  part: partTool,
  hole: holeTool,
  split: splitTool,
  merge: mergeTool,
  erase: eraseTool,
}
