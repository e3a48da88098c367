import { ApiError, type ApiErrorCode } from '#core/api/errors.ts'

/** What the guards of migrations/0015-cases.sql refuse, by their constraint. */
const REFUSALS: Record<string, [ApiErrorCode, string]> = {
  case_state: ['wrong_state', '这个问题的状态刚刚变过，现在不能这样办，请刷新后再看。'],
  same_person: ['same_person', '整改和核验销号不能是同一个人，请由另一位同事来办。'],
  record_state: ['wrong_state', '这次会议的记录已经办结或已经重新打开，请刷新后再看。'],
  record_early: ['wrong_state', '会议还没有开，记录要在会后办结。'],
  case_step_says: ['value_refused', '请写明原因。'],
  case_step_owner: ['value_refused', '请写明交给谁办；只有交办可以更换责任单位。'],
  case_step_due: ['value_refused', '完成时限只能在交办时写明。'],
  case_place: ['value_refused', '地点请选一个小区，或在地图上点一个位置，不能都填。'],
  case_in_china: ['value_refused', '地图上的位置落在中国范围之外，请检查经纬度是否颠倒。'],
  case_subjects: ['value_refused', '责任单位须是辖区或单位，地点须是小区。'],
  case_file_due_on_check: ['value_refused', '完成时限不是有效的日期。'],
  case_step_due_on_check: ['value_refused', '完成时限不是有效的日期。'],
  case_file_plan_meeting_fkey: ['unknown_meeting', '没有这次会议。'],
  meeting_record_plan_meeting_fkey: ['unknown_meeting', '没有这次会议。'],
  case_file_plan_owner_fkey: ['unknown_subject', '方案里没有这个责任单位。'],
  case_step_plan_owner_fkey: ['unknown_subject', '方案里没有这个责任单位。'],
  case_file_plan_subject_fkey: ['unknown_subject', '方案里没有这个小区。'],
}

/** The clerk's answer to what the database refused of cases and records; every other error goes on as it is. */
export function asCaseRefusal(error: unknown): never {
  const refusal = REFUSALS[(error as { constraint?: string }).constraint ?? '']
  throw refusal ? new ApiError(...refusal) : error
}
