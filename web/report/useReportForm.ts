import { computed, type Ref, reactive, ref, shallowRef } from 'vue'
import type { Organisation } from '#core/api/plans.ts'
import { isDay } from '#core/calendar/days.ts'
import { evidenceOf } from '#core/files/evidence.ts'
import { FILE_LIMIT } from '#core/files/file-type.ts'
import { dayBeside, evidenceFor } from '#core/plan/mode.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { adopted } from '#core/plan/printed.ts'
import { smallerPhoto } from '../files/smaller-photo.ts'
import { type FormStart, replacedBy } from './form-start.ts'
import type { ParcelFile } from './parcel.ts'
import { modeOf, type ReportAnswer } from './report-rows.ts'

export interface ReportFormOptions {
  plan: Ref<PlanDocument>
  subject: Ref<number>
  organisations: Ref<readonly Organisation[]>
  start: Ref<FormStart>
}

/** What is filled in of one compound, and what it still lacks. */
export const useReportForm = ({ plan, subject, organisations, start }: ReportFormOptions) => {
  const mode = ref<string | null>(null)
  const variant = ref<string | null>(null)
  const manager = ref('')
  const counts_on = ref('')
  const beside_on = ref('')
  const note = ref('')
  const kept = shallowRef<string[]>([])
  const files = shallowRef<ParcelFile[]>([])
  const tooLarge = ref<string | null>(null)

  const begin = ({ value: from }: Ref<FormStart>) => {
    mode.value = from.mode
    variant.value = from.variant
    manager.value = from.manager
    counts_on.value = from.counts_on
    beside_on.value = from.beside_on
    note.value = from.note
    kept.value = from.kept
    files.value = from.files
  }
  begin(start)

  const chosen = computed(() => (mode.value ? modeOf(plan.value, mode.value) : null))
  const beside = computed(() => chosen.value && dayBeside(plan.value, chosen.value))
  const wanted = computed(() => (chosen.value ? evidenceFor(chosen.value, variant.value) : []))
  const handedIn = computed(
    () => new Set([...kept.value.map(item => evidenceOf(item).kind), ...files.value.map(({ kind }) => kind)]),
  )
  const missing = computed(() => wanted.value.filter(kind => !handedIn.value.has(kind)))
  /** What has to be filled in before it can be sent; evidence may follow. */
  const lacks = computed(() => [
    ...(mode.value === null ? ['mode' as const] : []),
    ...(chosen.value && !manager.value.trim() ? ['manager' as const] : []),
    ...(isDay(counts_on.value) && counts_on.value <= adopted(plan.value.ends_on) ? [] : ['day' as const]),
    ...(mode.value === 'none' && !note.value.trim() ? ['reason' as const] : []),
  ])

  const attach = async (kind: string, chosenFiles: Iterable<File>) => {
    tooLarge.value = null
    for (const file of chosenFiles) {
      const content = await smallerPhoto(file)
      if (content.size > FILE_LIMIT) tooLarge.value = file.name
      else files.value = [...files.value, { kind, name: file.name, content, sha256: null }]
    }
  }
  const detach = (file: ParcelFile) => {
    files.value = files.value.filter(each => each !== file)
  }
  const leave = (item: string) => {
    kept.value = kept.value.filter(each => each !== item)
  }

  const answer = (): ReportAnswer => {
    const name = manager.value.trim()
    const known = organisations.value.find(each => each.name === name)
    return {
      subject: subject.value,
      mode: mode.value!,
      variant: chosen.value ? variant.value : null,
      manager: !chosen.value || !name ? null : known ? { id: known.id } : { called: name },
      counts_on: counts_on.value,
      beside_on: beside.value && isDay(beside_on.value) ? beside_on.value : null,
      note: note.value.trim(),
      replaces: replacedBy(start.value, kept.value),
    }
  }

  return reactive({
    mode,
    variant,
    manager,
    counts_on,
    beside_on,
    note,
    kept,
    files,
    tooLarge,
    chosen,
    beside,
    wanted,
    missing,
    lacks,
    attach,
    detach,
    leave,
    answer,
  })
}
export type ReportForm = ReturnType<typeof useReportForm>
