import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import type { Bulletin, BulletinFacts, BulletinText } from '#core/api/bulletins.ts'
import { typedFigures, unknownIn } from '#core/bulletins/placeholders.ts'
import { renderText } from '#core/bulletins/render.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { useAct } from '../areas/useAct.ts'
import { askBulletin, askFacts, sendIssue, sendText } from './bulletins-api.ts'

/** One bulletin as somebody writes it: its text, what its figures are now, what is wrong with it, and who changed it meanwhile. */
export const useBulletinDraft = (plan: string, id: number, document: Ref<PlanDocument | null>) => {
  const bulletin = shallowRef<Bulletin | null>(null)
  const facts = shallowRef<BulletinFacts | null>(null)
  const text = shallowRef<BulletinText | null>(null)
  const failure = ref<FailureCode | null>(null)
  /** What somebody else saved since this one was opened. */
  const theirs = shallowRef<Bulletin | null>(null)
  const saving = useAct()
  const issuing = useAct()

  const take = (fresh: Bulletin) => {
    bulletin.value = fresh
    text.value = fresh.text
    theirs.value = null
  }
  const load = async () => {
    try {
      const [fresh, known] = await Promise.all([askBulletin(plan, id), askFacts(plan, id)])
      facts.value = known
      take(fresh)
    } catch (error) {
      failure.value = error instanceof RequestFailed ? error.code : 'internal'
    }
  }
  void load()

  const isIssued = computed(() => bulletin.value?.number != null)
  const isChanged = computed(() => JSON.stringify(text.value) !== JSON.stringify(bulletin.value?.text))
  const unknown = computed(() => (document.value && text.value ? unknownIn(document.value, text.value) : []))
  const typed = computed(() => (text.value ? typedFigures(text.value) : []))
  const rendered = computed(() =>
    text.value && facts.value ? renderText(text.value, facts.value as Parameters<typeof renderText>[1]) : null,
  )

  const change = (part: Partial<BulletinText>) => {
    if (text.value) text.value = { ...text.value, ...part }
  }
  const save = async (over = bulletin.value): Promise<boolean> => {
    if (!over || !text.value) return false
    const body = { version: over.version, text: text.value }
    const done = await saving.act(body, async key => take(await sendText(plan, id, body, key)))
    if (!done && saving.refused.value?.code === 'changed_meanwhile') theirs.value = await askBulletin(plan, id)
    return done
  }
  const takeTheirs = () => theirs.value && take(theirs.value)
  const keepMine = () => save(theirs.value)
  const issue = async () => {
    const now = bulletin.value
    if (!now) return false
    const body = { version: now.version }
    return issuing.act({ id, ...body }, async key => take(await sendIssue(plan, id, body, key)))
  }
  watch(text, () => {
    if (saving.refused.value?.code === 'template_refused') saving.refused.value = null
  })

  return {
    ...{ bulletin, facts, text, failure, theirs, isIssued, isChanged, unknown, typed, rendered, saving, issuing },
    ...{ load, change, save, takeTheirs, keepMine, issue },
  }
}
export type BulletinDraft = ReturnType<typeof useBulletinDraft>
