import { computed, type Ref } from 'vue'
import type { MeetingProposal, Site } from '#core/api/meetings.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { useWords } from '../locales/useWords.ts'

type Reason = MeetingProposal['reasons'][number]

/** Why a compound is visited, in words: by its figures where the proposal has them. */
export const useReasonWords = (document: Ref<PlanDocument | null>, proposal: Ref<MeetingProposal | null>) => {
  const { t, named, fullDay, shortDay } = useWords()
  const modeName = (id: unknown) => {
    const mode = document.value?.modes.find(each => each.id === id)
    return mode ? named(mode) : ''
  }

  const sentence = ({ kind, facts }: Reason): string => {
    if (kind === 'example') {
      const since = facts.since ? fullDay(String(facts.since)) : ''
      const told = { mode: modeName(facts.mode), since, organisation: facts.organisation ?? '' }
      return t(`meetings.reasons.${facts.organisation ? 'example_by' : 'example'}`, told)
    }
    const isNumber = facts.now !== undefined
    const variant = isNumber ? '_number' : facts.lost ? '_lost' : ''
    const from = facts.from ? shortDay(String(facts.from)) : ''
    return t(`meetings.reasons.${kind}${variant}`, { ...facts, community: facts.community ?? '', from })
  }
  const reasons = computed(() => new Map(proposal.value?.reasons.map(reason => [reason.subject, reason])))
  /** The sentence of a site that was proposed for what it is visited for; empty for any other. */
  const whyOf = ({ subject, kind }: Site): string => {
    const reason = reasons.value.get(subject)
    return reason?.kind === kind ? sentence(reason) : ''
  }
  const kindOf = ({ kind, mode }: Site): string =>
    [t(`meetings.kinds.${kind}`), modeName(mode)].filter(Boolean).join(' ')
  return { whyOf, kindOf }
}
