import { onScopeDispose, shallowRef, watch } from 'vue'
import { light } from '../map/flavors.ts'
import type { RunningTool, ToolContext } from './tools/tool.ts'
import { TOOLS } from './tools/tools.ts'

type Given = Omit<ToolContext, 'map' | 'colour'>

/** Gives the chosen tool the map's pointer, and takes it back when another is chosen. */
export const useRunningTool = (given: Given) => {
  const { desk, drawing } = given
  const running = shallowRef<RunningTool | null>(null)
  const stop = () => {
    running.value?.end()
    running.value = null
  }
  watch(
    [desk.map, drawing.tool],
    ([map, tool]) => {
      stop()
      if (map) running.value = TOOLS[tool]({ ...given, map, colour: light.draft as `#${string}` })
    },
    // After whatever forgets what the tool before it held.
    { immediate: true, flush: 'post' },
  )
  onScopeDispose(stop)
  return running
}
