/** The ranking's rules in words; screens in Chinese and printed files say the same. */
export const RULE_SENTENCES = {
  by_due: '按应完成任务的完成率排名',
  by_rate: '按完成率排名',
  by_points: '按得分排名',
  by_gain_in_month: '按当月新增排名',
  then_due: '相同的再比应完成任务的完成率',
  then_rate: '相同的再比完成率',
  then_points: '相同的再比得分',
  then_gain_in_month: '相同的再比当月新增',
  due_days: '有完成时限的以时限为准，没有的按最近一个节点任务的比例折算',
  ties_share: '仍相同的并列，其后名次顺延',
  nothing_due: '没有到期任务的不排名，其中全部落实的列为已完成',
  nothing_to_gain: '已全部落实、没有可新增的列为已完成，不排名',
  nothing_scored: '没有得分的不排名',
  nothing_counted: '没有底数的不排名',
  regressed_named: '上期已落实、本期又未落实的，作为回退点名',
  units_signer: '责任单位单独排名，是否公布由签发人决定',
  units_always: '责任单位单独排名',
  basis_verified: '用核定数',
  basis_reported: '用上报数',
}

export type RuleKey = keyof typeof RULE_SENTENCES
