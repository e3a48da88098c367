import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { DraftBody } from '#core/api/areas.ts'
import { RequestFailed } from '../api/client.ts'
import { newKey } from '../api/once-keys.ts'
import { draftServer } from './drafts-api.ts'
import type { Drawing } from './drawing.ts'
import type { ToolContext } from './tools/tool.ts'

/** Saves the half of a split that does not stay as a draft of its own; `said` tells what became of it. */
export const useSplitOff = (drawing: Drawing) => {
  const { t } = useI18n()
  const said = ref<string | null>(null)
  const split: ToolContext['split'] = async ({ shape, picks }) => {
    const about = drawing.about.value
    const name = [...t('drawing.split_name', { name: about.name })].slice(0, 80).join('')
    const body = { ...about, name, kind: drawing.options.kind, shape: shape as unknown as DraftBody['shape'], picks }
    try {
      await draftServer(drawing.options.plan).create({ ...body, area: null, based_on: null }, newKey())
      said.value = t('drawing.split_saved', { name })
    } catch (error) {
      const code = error instanceof RequestFailed ? error.code : 'internal'
      said.value = t('drawing.split_failed', { reason: t(`errors.${code}`) })
    }
  }
  return { split, said }
}
