import type { DemoAreaWrite, DemoCounty, DemoDraft, DemoRevision } from '../types.ts'
import { makeDrafts } from './drafts.ts'
import { adjoining, boxOf, type Located, meet } from './groups.ts'
import { makeProposer } from './propose.ts'

export type Made = Pick<DemoCounty, 'divisions' | 'compounds' | 'basemap'>

const SIZES = [3, 1, 2, 4]
/** Of each community: three groups are published in turn, the next one may be on its way as a draft. */
const PUBLISHED = 3
const ROUNDS = ['2024-05-16', '2024-06-13', '2024-07-11', '2024-08-15', '2024-09-12']
const GROUNDS: Pick<DemoRevision, 'ground' | 'ground_note' | 'shared_facilities'>[] = [
  {
    ground: 'shared_facilities',
    ground_note: '各院共用一处锅炉房和一条主管网',
    shared_facilities: '锅炉房、供热主管网、路灯',
  },
  { ground: 'owners_need', ground_note: '业主大会同意合并管理，分摊成本', shared_facilities: '停车场、快递柜' },
  { ground: 'shared_building', ground_note: '楼栋相连，共用地下室和屋面', shared_facilities: '地下室、变配电室' },
]
const ENCLOSED: (typeof GROUNDS)[number] = {
  ground: 'enclosed',
  ground_note: '院墙完整，按现有围合范围划定',
  shared_facilities: '大门、门卫室、消防水池',
}

/** The county's areas: management areas of adjoining yards, round by round, one of them widened and one retired; patches and a package; drafts on their way. */
export function makeAreas(county: Made): { area_writes: DemoAreaWrite[]; drafts: DemoDraft[] } {
  const propose = makeProposer(county)
  const groups = groupsByCommunity(county)
  const parents = new Map(county.divisions.map(({ code, parent }) => [code, parent]))
  // The demo's town account writes in the first town.
  const lies = ({ community }: Located) => parents.get(community) === parents.get(groups[0]![0]![0]!.community)
  const published = groups
    .flatMap(each => each.slice(0, PUBLISHED))
    .flatMap(group => {
      const geometry = propose(group)
      return geometry ? [{ group, geometry }] : []
    })
    .map(({ group, geometry }, n) => ({ ...areaOf(group, n), geometry }))
  const [widened, ...others] = published as [DemoRevision, ...DemoRevision[]]
  const yard = groups[0]![0]![0]!
  const rounds = ROUNDS.map((day, round) =>
    writeOn(
      day,
      `核定物业管理区域：第 ${round + 1} 批`,
      [
        ...(round === 0 ? [{ ...widened, ...ENCLOSED, geometry: yard.geometry, compounds: [yard.code] }] : []),
        ...others.filter((_, n) => n % ROUNDS.length === round),
      ].map(area => ({ ...area, effective_on: day })),
    ),
  )
  const wider = writeOn('2024-09-26', '相邻院落并入', [
    { ...widened, effective_on: '2024-10-01', note: '相邻院落拆墙并院' },
  ])
  const { geometry: _gone, ...last } = others.at(-1)!
  const retired = writeOn('2024-10-09', '撤销物业管理区域', [
    {
      ...last,
      geometry: null,
      compounds: [],
      effective_on: '2024-10-10',
      retired: true,
      note: '道路施工，范围待重新划定',
    },
  ])
  const drafts = makeDrafts(
    groups.flatMap(each => (each[PUBLISHED] && lies(each[PUBLISHED][0]!) ? [each[PUBLISHED]] : [])),
    propose,
  )
  const area_writes = [
    ...rounds,
    writeOn('2024-07-25', '核定片区和打包', listsOf(county)),
    wider,
    retired,
    ...drafts.writes,
  ]
  return { area_writes: area_writes.sort((a, b) => (a.recorded_at < b.recorded_at ? -1 : 1)), drafts: drafts.drafts }
}

const writeOn = (day: string, note: string, revisions: DemoRevision[]): DemoAreaWrite => ({
  recorded_at: `${day}T15:30:00.000+08:00`,
  action: revisions.some(({ retired }) => retired) ? 'retire_area' : 'publish_area',
  account: 'office',
  note,
  revisions,
  steps: [],
})

/** Yards whose shape is theirs for good, beside one another, in each community. */
function groupsByCommunity({ compounds, divisions }: Made): Located[][][] {
  const located = compounds.filter((one): one is Located => one.geometry !== null)
  const passing = located.filter(one => one.from || one.until).map(one => boxOf(one.geometry))
  const steady = located.filter(one => !passing.some(box => meet(box, boxOf(one.geometry))))
  return divisions
    .filter(({ level }) => level === 'community')
    .map(({ code }) =>
      adjoining(
        steady.filter(one => one.community === code),
        SIZES,
      ),
    )
}

const areaOf = (group: Located[], n: number): Omit<DemoRevision, 'geometry'> => ({
  area: `area-${String(n + 1).padStart(3, '0')}`,
  kind: 'management_area',
  name: `${group[0]!.name}物业管理区域`,
  community: group[0]!.community,
  compounds: group.map(({ code }) => code),
  effective_on: '',
  note: null,
  ...(group.length === 1 ? ENCLOSED : GROUNDS[n % GROUNDS.length]!),
})

/** Single-building yards served together by one company that comes by, and one contract for scattered yards: lists without a shape. */
function listsOf({ compounds, divisions }: Made): DemoRevision[] {
  const single = compounds.filter(one => one.buildings === 1 && !one.from && !one.until)
  const list = (
    kind: 'patch' | 'package',
    area: string,
    name: string,
    community: string,
    members: typeof compounds,
  ) => ({
    area,
    kind,
    name,
    community,
    geometry: null,
    compounds: members.map(({ code }) => code),
    ground: null,
    ground_note: null,
    shared_facilities: null,
    effective_on: '2024-07-25',
    note: null,
  })
  const patches = divisions
    .filter(({ level }) => level === 'community')
    .map(({ code, name }) => ({ code, name, members: single.filter(one => one.community === code).slice(0, 6) }))
    .filter(({ members }) => members.length >= 3)
    .slice(0, 3)
    .map(({ code, name, members }, n) => list('patch', `patch-${n + 1}`, `${name}流动物业片区`, code, members))
  const [first] = patches
  const scattered = single.filter(one => !patches.some(patch => patch.compounds.includes(one.code))).slice(0, 4)
  return [...patches, list('package', 'package-1', '零散楼院打包管理', first!.community, scattered)]
}
