import { isFact } from '../facts.ts'
import type { PlanCheck, PlanFault } from './fault.ts'

const LISTS = [
  'levels',
  'bodies',
  'rosters',
  'declared',
  'phases',
  'meetings',
  'targets',
  'modes',
  'evidence_kinds',
  'indicators',
  'rubrics',
  'case_groups',
  'cases',
  'flows',
  'measures',
  'consequences',
  'funds',
  'staffing',
  'votes',
  'notices',
  'publicity',
  'papers',
  'bulletins',
  'bulletin_lists',
] as const

const repeated = (list: { path: string; it: { id: string } }[]): PlanFault[] =>
  list.flatMap(({ path, it }, i) =>
    list.findIndex(other => other.it.id === it.id) < i
      ? [{ path: `${path}/id`, reason: `id“${it.id}”在同一列表里用了两次` }]
      : [],
  )

const inside = (path: string, list: { id: string }[] | undefined) =>
  repeated((list ?? []).map((it, i) => ({ path: `${path}/${i}`, it })))

/** Does every entry have a name of its own? */
export const identity: PlanCheck = reading => [
  ...LISTS.flatMap(list => repeated(reading.entries(list))),
  ...reading.entries('modes').flatMap(({ path, it }) => inside(`${path}/variants`, it.variants)),
  ...reading
    .entries('indicators')
    .flatMap(({ path, it }) => [
      ...inside(`${path}/values`, it.values),
      ...(isFact(it.id) ? [{ path: `${path}/id`, reason: `“${it.id}”是每个方案都有的基本事实，不能另作指标` }] : []),
    ]),
  ...reading
    .entries('modes')
    .flatMap(({ path, it }) =>
      it.id === 'none' ? [{ path: `${path}/id`, reason: '“none”专指未落实，不能作为模式' }] : [],
    ),
  ...reading
    .entries('rubrics')
    .flatMap(({ path, it }) => [
      ...inside(`${path}/sections`, it.sections),
      ...inside(`${path}/rounds`, it.rounds),
      ...it.sections.flatMap((section, i) => inside(`${path}/sections/${i}/items`, section.items)),
    ]),
  ...reading
    .entries('measures')
    .flatMap(({ path, it }, i, all) =>
      all.findIndex(other => other.it.n === it.n) < i ? [{ path: `${path}/n`, reason: `序号 ${it.n} 用了两次` }] : [],
    ),
]
