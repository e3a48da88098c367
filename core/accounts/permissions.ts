/** Who a person can be. `local` is the machine itself until the first administrator is made, `display` a screen, `system` the server. */
export const ROLES = [
  'local',
  'administrator',
  'office',
  'town',
  'community',
  'unit',
  'assessor',
  'leader',
  'display',
  'system',
] as const
export type Role = (typeof ROLES)[number]

/** Which of the three administrators one is, where the county separates them: nobody is two. */
export const ADMINISTERS = ['system', 'security', 'audit'] as const
export type Administers = (typeof ADMINISTERS)[number]

/** What a route may ask for. A permission answers "may"; where (which town, community, unit) is answered by the database. */
export const PERMISSIONS = [
  'look',
  'look_papers',
  'report',
  'verify',
  'import',
  'roster',
  'draw',
  'review_areas',
  'meetings',
  'sign',
  'check_figures',
  'rectify',
  'look_cases',
  'people',
  'accounts',
  'grants',
  'audit',
  'operate',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** What each role may do. An administrator keeps accounts and reads the traces, and writes no figure. */
export const MAY: Readonly<Record<Role, readonly Permission[]>> = {
  local: [
    'look',
    'look_papers',
    'report',
    'verify',
    'import',
    'roster',
    'draw',
    'review_areas',
    'meetings',
    'sign',
    'check_figures',
    'rectify',
    'look_cases',
    'audit',
    'operate',
  ],
  administrator: ['look', 'people', 'accounts', 'grants', 'audit', 'operate'],
  office: [
    'look',
    'look_papers',
    'report',
    'verify',
    'import',
    'roster',
    'draw',
    'review_areas',
    'meetings',
    'sign',
    'check_figures',
    'rectify',
    'look_cases',
  ],
  town: ['look', 'look_papers', 'report', 'import', 'draw', 'check_figures', 'rectify', 'look_cases'],
  community: ['look', 'look_papers', 'report', 'rectify', 'look_cases'],
  unit: ['look', 'look_papers', 'report', 'check_figures', 'rectify', 'look_cases'],
  assessor: ['look', 'look_papers', 'look_cases'],
  leader: ['look', 'sign', 'look_cases'],
  display: ['look'],
  system: [],
}

export const may = (role: Role, permission: Permission): boolean => MAY[role].includes(permission)

/** What each of the three separated administrators keeps: the first makes accounts, the second says what they may, the third reads what they did. */
const KEEPS: Readonly<Record<Administers, readonly Permission[]>> = {
  system: ['look', 'people', 'accounts', 'operate'],
  security: ['look', 'people', 'grants'],
  audit: ['look', 'audit'],
}

/** What an account may do; of separated administrators each does a part. */
export const permissionsOf = (role: Role, administers: Administers | null): readonly Permission[] =>
  role === 'administrator' && administers ? KEEPS[administers] : MAY[role]

/** Who asks, as the server knows them for one request. */
export interface Who {
  id: string
  name: string
  role: Role
}
