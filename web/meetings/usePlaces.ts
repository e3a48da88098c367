import { computed } from 'vue'
import { useDesk } from '../desk/useDesk.ts'
import { useWords } from '../locales/useWords.ts'

/** What the desk's compounds are called and where they lie. */
export const usePlaces = () => {
  const { open } = useDesk()
  const { t } = useWords()
  const compounds = computed(() => new Map(open.value?.compounds.map(each => [each.id, each])))
  const divisions = computed(() => new Map(open.value?.divisions.map(({ id, name }) => [id, name])))

  const nameOf = (id: number): string => compounds.value.get(id)?.name ?? t('meetings.gone')
  const placeOf = (id: number): readonly number[] | null => compounds.value.get(id)?.at ?? null
  const communityOf = (id: number): string => divisions.value.get(compounds.value.get(id)?.community ?? 0) ?? ''
  return { compounds, nameOf, placeOf, communityOf }
}
