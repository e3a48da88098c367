import type { Scene } from '#core/presenting/scenes.ts'
import { useWords } from '../locales/useWords.ts'
import { usePresenting } from './usePresenting.ts'

/** What the scenes are called. */
export const useSceneWords = () => {
  const { presented } = usePresenting()
  const { t, month } = useWords()
  const names = new Map(presented.open.compounds.map(({ id, name }) => [id, name]))

  const nameOf = ({ kind, subject }: Scene): string => {
    if (kind === 'site') return names.get(subject ?? 0) ?? t('presenting.scenes.site')
    return t(`presenting.scenes.${kind}`, { month: month(presented.book.closing.as_of) })
  }
  return { nameOf }
}
