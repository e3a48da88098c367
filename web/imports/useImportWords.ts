import { computed } from 'vue'
import { ledgerFields } from '#core/imports/headers.ts'
import type { ImportAnswer } from '#core/imports/import-answer.ts'
import { choicesOf, indicatorOf } from '#core/plan/meets.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import { useDesk } from '../desk/useDesk.ts'
import { useWords } from '../locales/useWords.ts'

type Change = ImportAnswer['changes'][number]

/** What fields and values of an import are called on the screen. */
export const useImportWords = () => {
  const { open } = useDesk()
  const { t, te, named } = useWords()

  const fields = computed(() => (open.value ? ledgerFields(open.value.document) : []))
  const words = computed(() => new Map(fields.value.map(field => [field.field, named(field)])))
  const subjects = computed(
    () =>
      new Map(
        [...(open.value?.divisions ?? []), ...(open.value?.organisations ?? [])].map(({ id, name }) => [
          String(id),
          name,
        ]),
      ),
  )

  const fieldWord = (indicator: string): string => {
    const plan = open.value?.document
    const mode = plan && modeIndicator(plan)?.id
    if (te(`imports.facts.${indicator}`)) return t(`imports.facts.${indicator}`)
    return words.value.get(indicator === mode ? 'mode' : indicator) ?? indicator
  }

  const isReference = (indicator: string) =>
    indicator === 'community' ||
    indicator === 'task_owner' ||
    (open.value && indicatorOf(open.value.document, indicator)?.type === 'reference')

  /** A stored value in words; a mode may come with who manages behind it. */
  const valueWord = ({ indicator }: Pick<Change, 'indicator'>, value: string | null): string => {
    if (value === null) return t('imports.unsaid')
    if (isReference(indicator)) return subjects.value.get(value) ?? value
    const of = open.value && indicatorOf(open.value.document, indicator)
    const [first = '', ...rest] = value.split(' ')
    const choice = of && choicesOf(open.value!.document, of).find(({ id }) => id === first)
    return choice ? [named(choice), ...rest].join(' ') : value
  }

  /** The clerk's sentence for a fault; the server's own where the language has none. */
  const reasonWord = ({ code, reason }: { code?: string; reason: string }) =>
    code && te(`imports.reasons.${code}`) ? t(`imports.reasons.${code}`) : reason

  return { fields, fieldWord, valueWord, reasonWord }
}
