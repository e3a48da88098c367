import type { MultiPolygon } from 'geojson'
import type { DemoAreaWrite, DemoDraft, DemoStep } from '../types.ts'
import type { Located } from './groups.ts'

interface Way {
  state: DemoDraft['state']
  /** Steps with the day and who takes them. */
  steps: (Omit<DemoStep, 'draft' | 'at'> & { day: string; account: 'office' | 'town'; on_map?: boolean })[]
}

/** One waits for the office, one came back with a remark on the map, one hangs out for notice and was objected to. */
const WAYS: Way[] = [
  { state: 'submitted', steps: [{ day: '2024-10-17', account: 'town', kind: 'submitted', text: '现场已核对，请审' }] },
  {
    state: 'returned',
    steps: [
      { day: '2024-10-11', account: 'town', kind: 'submitted' },
      { day: '2024-10-14', account: 'office', kind: 'returned', text: '边线请沿道路收回，并补业主意见' },
      { day: '2024-10-14', account: 'office', kind: 'comment', text: '这一角伸进了道路', on_map: true },
    ],
  },
  {
    state: 'notice',
    steps: [
      { day: '2024-10-08', account: 'town', kind: 'submitted', text: '三院业主代表已签字' },
      {
        day: '2024-10-12',
        account: 'office',
        kind: 'notice',
        place: '社区公告栏、各院门口',
        from_on: '2024-10-12',
        to_on: '2024-10-21',
        text: '征求意见',
      },
      { day: '2024-10-15', account: 'town', kind: 'objection', text: '二号楼业主询问停车位是否计入共用设施' },
    ],
  },
]

/** Drafts of some groups with the way each took; a group that cannot be drawn is passed over. */
export function makeDrafts(
  groups: Located[][],
  propose: (group: Located[]) => MultiPolygon | null,
): { drafts: DemoDraft[]; writes: DemoAreaWrite[] } {
  const shaped = groups.flatMap(group => {
    const geometry = propose(group)
    return geometry ? [{ group, geometry }] : []
  })
  const drafts = WAYS.flatMap(({ state }, n): DemoDraft[] => {
    const found = shaped[n]
    return found
      ? [
          {
            key: `draft-${n + 1}`,
            state,
            name: `${found.group[0]!.name}物业管理区域`,
            community: found.group[0]!.community,
            compounds: found.group.map(({ code }) => code),
            geometry: found.geometry,
            ground: found.group.length === 1 ? 'enclosed' : 'shared_facilities',
            ground_note: null,
          },
        ]
      : []
  })
  const writes = drafts.flatMap(({ key, geometry }, n) =>
    WAYS[n]!.steps.map(
      ({ day, account, on_map, ...step }, i): DemoAreaWrite => ({
        recorded_at: `${day}T16:${String(10 * i + n).padStart(2, '0')}:00.000+08:00`,
        action: `draft_${step.kind}`,
        account,
        note: null,
        revisions: [],
        steps: [{ draft: key, ...step, ...(on_map && { at: geometry.coordinates[0]![0]![1]! }) }],
      }),
    ),
  )
  return { drafts, writes }
}
