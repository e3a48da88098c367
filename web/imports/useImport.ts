import { computed, shallowRef } from 'vue'
import type { ImportAnswer, ImportSaid } from '#core/imports/import-answer.ts'
import { RequestFailed } from '../api/client.ts'
import { onceKeys } from '../api/once-keys.ts'
import { type ChosenFiles, ROLES } from './chosen-files.ts'
import { firstStep, type Step } from './preview-rows.ts'
import { rememberColumns, rememberedColumns } from './remembered-columns.ts'
import { upload } from './upload.ts'

export interface Telling {
  as_of?: string
  crs?: string
  datum?: 'gcj02' | 'bd09' | 'wgs84'
}

export interface ImportOptions {
  plan: () => string
}

const nothingSaid: Required<ImportSaid> = { sheets: [], columns: {}, matches: [], repairs: [] }

/** One import from its files to its write: tried as often as something is said of it, then done once. */
export const useImport = ({ plan }: ImportOptions) => {
  const files = shallowRef<ChosenFiles>({})
  const telling = shallowRef<Telling>({})
  const said = shallowRef<Required<ImportSaid>>(nothingSaid)
  const step = shallowRef<Step>('files')
  const tried = shallowRef<ImportAnswer | null>(null)
  const done = shallowRef<ImportAnswer | null>(null)
  const failure = shallowRef<RequestFailed | null>(null)
  /** What is under way, with the share that has been sent. */
  const busy = shallowRef<{ doing: 'try' | 'write' | 'errors'; share: number } | null>(null)
  let stopper = new AbortController()
  const keyOf = onceKeys()
  let begun = 0

  const body = () => {
    const form = new FormData()
    const given = Object.entries(said.value).filter(([, value]) => Object.keys(value).length > 0)
    if (given.length) form.set('options', JSON.stringify(Object.fromEntries(given)))
    for (const role of ROLES) if (files.value[role]) form.set(role, files.value[role])
    return form
  }

  const sent = async (doing: 'try' | 'write' | 'errors') => {
    stopper.abort()
    const mine = new AbortController()
    stopper = mine
    busy.value = { doing, share: 0 }
    failure.value = null
    const query = new URLSearchParams({ ...telling.value, ...(doing === 'try' && { dry_run: 'true' }) })
    try {
      return await upload(`/plans/${plan()}/imports${doing === 'errors' ? '/errors' : ''}?${query}`, body(), {
        signal: mine.signal,
        onProgress: share => {
          if (stopper === mine) busy.value = { doing, share }
        },
        ...(doing === 'write' && { key: keyOf({ begun, at: plan(), said: said.value, telling: telling.value }) }),
      })
    } catch (error) {
      if (error instanceof RequestFailed) failure.value = error
      else if ((error as Error).name !== 'AbortError') throw error
      return null
    } finally {
      if (stopper === mine) busy.value = null
    }
  }

  const answered = async (doing: 'try' | 'write') => {
    const blob = await sent(doing)
    return blob && (JSON.parse(await blob.text()) as ImportAnswer)
  }

  /** Asks what the import would do; the first time, what was said of the same columns before is said again. */
  const attempt = async (then: 'stay' | 'lead' = 'stay') => {
    let answer = await answered('try')
    const before = answer && then === 'lead' ? rememberedColumns(plan(), answer.sheets) : null
    if (before) {
      said.value = { ...said.value, columns: before }
      answer = await answered('try')
    }
    if (!answer) return
    tried.value = answer
    if (then === 'lead') step.value = firstStep(answer)
  }

  const take = (chosen: ChosenFiles) => {
    files.value = chosen
    said.value = nothingSaid
    tried.value = null
    done.value = null
    begun++
    return Object.keys(chosen).length ? attempt('lead') : Promise.resolve()
  }
  const say = (more: Partial<Required<ImportSaid>>) => {
    said.value = { ...said.value, ...more }
    if (more.columns && tried.value) rememberColumns(plan(), tried.value.sheets, said.value.columns)
    return attempt()
  }
  const tell = (more: Telling) => {
    telling.value = Object.fromEntries(Object.entries({ ...telling.value, ...more }).filter(([, value]) => value))
    return attempt()
  }

  const write = async () => {
    const answer = await answered('write')
    if (answer) done.value = answer
    else if (failure.value?.code === 'import_refused') await attempt()
  }
  const clear = () => {
    stopper.abort()
    telling.value = {}
    failure.value = null
    step.value = 'files'
    return take({})
  }

  const ready = computed(() => tried.value !== null && tried.value.faults.length === 0 && busy.value === null)
  const changesSomething = computed(
    () =>
      tried.value !== null &&
      tried.value.observations + tried.value.shape_counts.added + tried.value.shape_counts.changed > 0,
  )

  return {
    files,
    telling,
    said,
    step,
    tried,
    done,
    failure,
    busy,
    ready,
    changesSomething,
    take,
    say,
    tell,
    attempt,
    write,
    clear,
    stop: () => stopper.abort(),
    errors: () => sent('errors'),
  }
}
export type ImportWork = ReturnType<typeof useImport>
