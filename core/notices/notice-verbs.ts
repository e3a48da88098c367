import type { Notice, NoticeStep } from '#core/api/notices.ts'

/** What the office may do with a notice now; answers are given to an objection, not to the notice. */
export function noticeVerbs({ steps, state }: Pick<Notice, 'steps' | 'state'>): NoticeStep['kind'][] {
  const has = (kind: NoticeStep['kind']) => steps.some(step => step.kind === kind)
  if (has('taken_down') || state === 'withdrawn') return ['objection']
  return [
    ...(has('posted') ? [] : (['posted'] as const)),
    'objection',
    ...(state === 'over' ? (['taken_down'] as const) : []),
    ...(state === 'over' ? [] : (['withdrawn'] as const)),
  ]
}
