import type { AreaGround, AreaKind } from '#core/api/areas.ts'

export const KINDS = ['management_area', 'patch', 'package'] as const satisfies readonly AreaKind[]
export const GROUNDS = [
  'shared_building',
  'shared_facilities',
  'owners_need',
  'enclosed',
] as const satisfies readonly AreaGround[]
