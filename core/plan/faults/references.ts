import { adopted } from '../printed.ts'
import { type PlanCheck, unknownId, unknownIds } from './fault.ts'

const RANKED_SUBJECTS = ['compound', 'organisation', 'measure']

/** Does every id that names something name something there is? */
export const references: PlanCheck = reading => {
  const known = {
    levels: reading.ids('levels'),
    bodies: reading.ids('bodies'),
    indicators: reading.ids('indicators'),
    rosters: reading.ids('rosters'),
    evidence: reading.ids('evidence_kinds'),
    rubrics: reading.ids('rubrics'),
    flows: reading.ids('flows'),
    votes: reading.ids('votes'),
  }
  const laws = new Set(reading.value('document')?.law ?? reading.entries('votes').map(({ it }) => it.law))
  const scopes = new Set([...known.levels, 'whole'])
  const ranked = new Set([...known.levels, ...RANKED_SUBJECTS])
  return [
    ...unknownId('/headline/indicator', known.indicators, reading.value('headline')?.indicator, '指标'),
    ...unknownIds(
      '/ranking/of',
      ranked,
      reading.value('ranking')?.of,
      '排名对象（级别、compound、organisation、measure）',
    ),
    ...reading
      .entries('bodies')
      .flatMap(({ path, it }) => [
        ...unknownId(`${path}/level`, known.levels, it.level, '级别'),
        ...unknownId(`${path}/office`, known.bodies, it.office, '机构'),
      ]),
    ...reading
      .entries('rosters')
      .flatMap(({ path, it }) => unknownId(`${path}/per_division/level`, known.levels, it.per_division?.level, '级别')),
    ...reading
      .entries('phases')
      .flatMap(({ path, it }) => unknownIds(`${path}/meetings`, reading.ids('meetings'), it.meetings, '会议')),
    ...reading
      .entries('meetings')
      .flatMap(({ path, it }) => unknownId(`${path}/held_by`, known.bodies, it.held_by, '机构')),
    ...reading
      .entries('targets')
      .flatMap(({ path, it }) => [
        ...unknownId(`${path}/indicator`, known.indicators, it.indicator, '指标'),
        ...unknownId(`${path}/roster`, known.rosters, it.roster, '底数'),
        ...unknownId(`${path}/scope`, scopes, it.scope, '级别（或 whole）'),
      ]),
    ...reading
      .entries('modes')
      .flatMap(({ path, it }) => [
        ...unknownIds(`${path}/evidence`, known.evidence, adopted(it.evidence), '佐证'),
        ...unknownId(`${path}/vote`, known.votes, it.vote, '表决'),
        ...(it.variants ?? []).flatMap((variant, i) =>
          unknownIds(`${path}/variants/${i}/evidence`, known.evidence, adopted(variant.evidence), '佐证'),
        ),
      ]),
    ...reading
      .entries('indicators')
      .flatMap(({ path, it }) => [
        ...unknownId(`${path}/level`, known.levels, it.level, '级别'),
        ...unknownId(`${path}/rubric`, known.rubrics, it.rubric, '考评细则'),
        ...unknownIds(`${path}/by`, known.bodies, it.by, '机构'),
        ...unknownIds(`${path}/evidence`, known.evidence, it.evidence && adopted(it.evidence), '佐证'),
      ]),
    ...reading
      .entries('cases')
      .flatMap(({ path, it }) => unknownId(`${path}/group`, reading.ids('case_groups'), it.group, '问题分类')),
    ...reading.entries('measures').flatMap(({ path, it }) => unknownId(`${path}/flow`, known.flows, it.flow, '流程')),
    ...reading
      .entries('consequences')
      .flatMap(({ path, it }) => unknownId(`${path}/indicator`, known.indicators, it.indicator, '指标')),
    ...reading
      .entries('staffing')
      .flatMap(({ path, it }) => unknownId(`${path}/level`, known.levels, it.level, '级别')),
    ...reading
      .entries('votes')
      .flatMap(({ path, it }) => unknownId(`${path}/law`, laws, it.law, '法律（document.law）')),
  ]
}
