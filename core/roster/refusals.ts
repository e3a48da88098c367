/** Every reason the roster refuses an act for, and the sentence a clerk reads. The list is closed. */
export const ROSTER_REFUSALS = {
  already_frozen: '底数已经冻结。要改冻结日，请先撤销原来的冻结。',
  nothing_to_freeze: '这一天底数里还没有小区，不能冻结。',
  unknown: '方案里没有这个小区。',
  already_in: '已经在底数里。',
  not_in: '这一天不在底数里，已被移出或从未列入。',
  is_part: '是从别的小区拆分出来的，随原小区计算，不能单独列入或移出。',
  already_split: '已经拆分过。',
  already_merged: '已经并入别的小区。',
  others_merged_in: '已有别的小区并入，请先撤销那次合并。',
  merged_into_self: '不能并入它自己。',
  twice: '同一个小区选了两次。',
  parts_few: '至少拆成两个。',
  code_taken: '编号已有小区使用。',
  code_twice: '两个新小区的编号相同。',
  name_twice: '两个新小区的名称相同。',
  households_differ: '各部分的户数相加，与原小区的户数不等。',
  no_community: '原小区没有所属社区，请先补上。',
} as const
export type RosterRefusal = keyof typeof ROSTER_REFUSALS
