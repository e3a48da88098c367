import { type Ref, shallowReactive, watch } from 'vue'
import type { Paper } from '#core/api/files.ts'
import { ask } from '../api/client.ts'

const AT_ONCE = 50

/** What is known of stored files, by their hash; asked for once, and never of those nobody shows. */
export const usePapers = (plan: Ref<string>, wanted: Ref<readonly string[]>) => {
  const papers = shallowReactive(new Map<string, Paper>())

  watch(
    [plan, wanted],
    async ([ofPlan, hashes], [before] = ['', []]) => {
      if (before && before !== ofPlan) papers.clear()
      const missing = [...new Set(hashes)].filter(sha256 => !papers.has(sha256)).slice(0, AT_ONCE)
      if (missing.length === 0) return
      const answer = await ask<Paper[]>(`/plans/${ofPlan}/files`, { of: missing.join(',') }).catch(() => [])
      for (const paper of answer) papers.set(paper.sha256, paper)
    },
    { immediate: true },
  )

  return papers
}
