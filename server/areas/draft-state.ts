import Type from 'typebox'
import type { Draft, DraftState } from '#core/api/areas.ts'
import { PlanParams } from '#core/api/common.ts'
import { ApiError, type Current } from '#core/api/errors.ts'
import { toMultiPolygon } from '#core/areas/shape.ts'
import type { Trx } from '../db/database.ts'
import { draftsOf, saveDraft } from './drafts.queries.ts'

export const DraftParams = Type.Object(
  { ...PlanParams.properties, id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) },
  { additionalProperties: false },
)

export const OPEN: readonly DraftState[] = ['drawing', 'submitted', 'returned', 'notice']
/** The author's to change. */
export const WITH_AUTHOR: readonly DraftState[] = ['drawing', 'returned']
/** The office's to decide. */
export const WITH_OFFICE: readonly DraftState[] = ['submitted', 'notice']

/** The draft, as the account that is set sees it; 404 where it sees none. */
export async function draftOf(trx: Trx, plan: string, id: number): Promise<Draft> {
  const [draft] = await draftsOf(trx, plan, { id })
  if (!draft) throw new ApiError('unknown_draft', `没有编号为 ${id} 的草稿，或您无权查看。`)
  return draft
}

/** Saves or refuses: another version in between is answered with it, a state the step does not fit with what it is. */
export async function changeDraft(
  trx: Trx,
  at: Parameters<typeof saveDraft>[1],
  change: Parameters<typeof saveDraft>[2],
): Promise<Draft> {
  const saved = await saveDraft(trx, at, change)
  const draft = await draftOf(trx, at.plan, at.id)
  if (saved) return draft
  if (draft.version !== at.version)
    throw new ApiError('area_changed', `${draft.saved_by_name}在此期间保存过这份草稿，您的改动没有覆盖它。`, {
      current: standing(draft),
    })
  throw new ApiError('wrong_state', `草稿${STATES[draft.state]}，现在不能这样做。`)
}

const standing = (draft: Draft): Current => ({
  version: draft.version,
  account: draft.saved_by,
  account_name: draft.saved_by_name,
  at: draft.saved_at,
  shape: draft.shape && toMultiPolygon(asShape(draft.shape)),
})

/** A stored draft's points are pairs. */
export const asShape = (shape: NonNullable<Draft['shape']>) => shape as unknown as Parameters<typeof toMultiPolygon>[0]

const STATES: Record<DraftState, string> = {
  drawing: '还在绘制中',
  submitted: '已经提交，正在等候审核',
  returned: '已被退回',
  notice: '正在公示',
  published: '已经发布',
  discarded: '已经作废',
}
