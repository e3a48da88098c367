import { computed } from 'vue'
import { useWall } from '../wall/useWall.ts'

/** Names by id, for lists and drawers. */
export const useNames = () => {
  const { open } = useWall()
  const compounds = computed(() => new Map(open.value?.compounds.map(compound => [compound.id, compound])))
  const divisions = computed(() => new Map(open.value?.divisions.map(({ id, name }) => [id, name])))
  const organisations = computed(() => new Map(open.value?.organisations.map(({ id, name }) => [id, name])))
  return { compounds, divisions, organisations }
}
