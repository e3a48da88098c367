import { ref, shallowRef, watch } from 'vue'
import { fourSides } from '#core/areas/bounds-in-words.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { askSurroundings } from '../drawing/drafts-api.ts'
import { usePlans } from '../plans/plans.store.ts'
import { askArea, askCheck, askDraft } from './areas-api.ts'
import { bboxOf } from './bbox.ts'
import { draftShape } from './draft-shape.ts'
import { besideSheet, type PrintSheet, sheetOfArea, sheetOfDraft } from './print-sheet.ts'
import { windowsOf } from './windows.ts'

export type FourSides = ReturnType<typeof fourSides>

/** What a form needs, of an area or a draft of the open plan. */
export const usePrintSheet = (subject: { area: number } | { draft: number }) => {
  const plans = usePlans()
  const sheet = shallowRef<PrintSheet | null>(null)
  const sides = shallowRef<FourSides | null>(null)
  const failure = ref<FailureCode | null>(null)

  const read = async (plan: string): Promise<PrintSheet> => {
    const known = plans.open?.compounds ?? []
    if ('area' in subject) return sheetOfArea((await askArea(plan, subject.area)).area, known)
    const draft = await askDraft(plan, subject.draft)
    const { kind, area, town, community, ground, picks } = draft
    const { contents } = await askCheck(plan, {
      kind,
      area,
      town,
      community,
      ground,
      picks,
      shape: draftShape(draft) as never,
    })
    return sheetOfDraft(draft, known, contents)
  }
  const boundsOf = async (plan: string, now: PrintSheet) => {
    const bbox = bboxOf([now.shape])
    if (!now.shape || !bbox) return null
    const around = await Promise.all(windowsOf(bbox).map(window => askSurroundings(plan, window)))
    const lines = around.flatMap(each => each.lines)
    return fourSides(now.shape, lines, besideSheet(now, around, plans.open?.compounds ?? []))
  }

  watch(
    () => plans.open?.page.id,
    async plan => {
      if (!plan || sheet.value) return
      try {
        const now = await read(plan)
        sides.value = await boundsOf(plan, now)
        sheet.value = now
      } catch (error) {
        failure.value = error instanceof RequestFailed ? error.code : 'internal'
      }
    },
    { immediate: true },
  )

  return { sheet, sides, failure }
}
