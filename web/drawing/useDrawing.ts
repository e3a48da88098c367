import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { DraftBody } from '#core/api/areas.ts'
import { newKey } from '../api/once-keys.ts'
import type { Desk } from '../desk/useDesk.ts'
import { makeAutosave } from './autosave.ts'
import { aboutOf, beginningOf, shapeOf } from './beginning.ts'
import type { KeptDraft } from './draft-store.ts'
import { draftServer } from './drafts-api.ts'
import type { Drawing, DrawingOptions, Preview } from './drawing.ts'
import { indexedStore } from './indexed-store.ts'
import { placeOfPicks } from './place-of-picks.ts'
import { sameBody } from './same-body.ts'
import type { ToolId } from './tool-ids.ts'
import { useChecks } from './useChecks.ts'
import { useDraftStack } from './useDraftStack.ts'
import { useSurroundings } from './useSurroundings.ts'

export type { Drawing, DrawingOptions } from './drawing.ts'

/** A boundary being drawn on the desk's map. Made in a component's setup; it leaves the map with that component. */
export const useDrawing = (desk: Desk, options: DrawingOptions): Drawing => {
  const first = beginningOf(options)
  const about = shallowRef(first.about)
  const tool = ref<ToolId>(first.shape.length > 0 ? 'vertex' : 'pick')
  const store = options.store ?? indexedStore()
  const stack = useDraftStack(first, () => autosave.touch())
  const { shape, picks } = stack

  const body = (): DraftBody => ({
    ...about.value,
    kind: options.kind,
    shape: shape.value.length > 0 ? (shape.value as unknown as DraftBody['shape']) : null,
    picks: [...picks.value],
  })
  const once = options.kept?.once ?? newKey()
  const autosave = makeAutosave({
    store,
    server: draftServer(options.plan),
    body,
    kept: {
      key: options.kept?.key ?? `${options.plan}/${once}`,
      plan: options.plan,
      draft: options.draft?.id ?? options.kept?.draft ?? null,
      version: options.draft?.version ?? options.kept?.version ?? null,
      area: options.draft?.area ?? options.kept?.area ?? options.area?.id ?? null,
      based_on: options.draft?.based_on ?? options.kept?.based_on ?? options.area?.version ?? null,
      once,
    },
  })
  if (options.draft) autosave.accept(options.draft)
  // Nothing of it is on the server yet.
  else if (options.kept || options.start?.shape) autosave.touch()

  const setAbout = (change: Partial<Drawing['about']['value']>) => {
    about.value = { ...about.value, ...change }
    autosave.touch()
  }

  const offer = shallowRef<KeptDraft | null>(null)
  const findOffer = async (id: number) => {
    const kept = (await store.ofPlan(options.plan)).find(each => each.draft === id)
    if (kept && options.draft && !sameBody(kept.body, options.draft)) offer.value = kept
    else if (kept) await store.remove(kept.key)
  }
  if (options.draft && !options.kept) findOffer(options.draft.id).catch(() => undefined)
  const answerOffer = (take: boolean) => {
    const kept = offer.value
    offer.value = null
    if (!kept) return
    store.remove(kept.key).catch(() => undefined)
    if (!take) return
    if (kept.version !== null) autosave.madeFrom(kept.version)
    about.value = aboutOf(kept.body)
    stack.put({ shape: shapeOf(kept.body), picks: new Set(kept.body.picks), note: 'opened' })
  }

  const settle = (choice: 'mine' | 'theirs' | 'onward') => {
    const theirs = autosave.conflict.value
    if (!theirs) return
    autosave.settle()
    if (choice === 'mine') return autosave.touch()
    about.value = aboutOf(theirs)
    stack.put({ shape: shapeOf(theirs), picks: new Set(theirs.picks), note: 'took_theirs' })
  }

  const around = useSurroundings(desk, options.plan, shape)
  const preview = shallowRef<Preview | null>(null)
  const checks = useChecks({ desk, options, shape, picks, about, around, preview })

  watch([picks, checks.contents], ([picked, held]) => {
    if (about.value.community !== null || about.value.town !== null) return
    const inside = held ? [...held.compounds, ...held.straddling] : []
    const place = placeOfPicks(desk.open.value?.compounds ?? [], new Set(picked.size > 0 ? picked : inside))
    if (place) setAbout(place)
  })

  desk.isDrawing.value = true
  const close = async () => {
    desk.isDrawing.value = false
    if (autosave.state.value === 'waiting') await autosave.save()
    await autosave.stop()
  }
  onScopeDispose(close)

  return {
    options,
    ...stack,
    about: computed(() => about.value),
    setAbout,
    tool,
    around,
    preview,
    ...checks,
    draft: autosave.id,
    saved: autosave.saved,
    saving: autosave.state,
    failure: autosave.failure,
    keeps: autosave.keeps,
    conflict: autosave.conflict,
    settle,
    offer,
    answerOffer,
    save: autosave.save,
    close,
  }
}
