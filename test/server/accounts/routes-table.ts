import type { Role } from '#core/accounts/permissions.ts'
import type { County } from './county.ts'

/** Who may use a route: signed in or on a screen; strangers are told to sign in, whoever is not named that they may not. */
export interface Rule {
  roles: readonly Role[] | 'anybody' | 'oneself'
  /** What a town, community or unit sends, of its own place or of another town's. */
  sends?: (county: County, place: 'e1' | 'w1') => Sent
}

export interface Sent {
  params?: Record<string, string | number>
  query?: string
  body: unknown
  type?: string
}

const LOOK = ['administrator', 'office', 'town', 'community', 'unit', 'assessor', 'leader', 'display'] as const
const PAPERS = ['office', 'town', 'community', 'unit', 'assessor'] as const
const CASES = ['office', 'town', 'community', 'unit', 'assessor', 'leader'] as const
const REPORT = ['office', 'town', 'community', 'unit'] as const
const DRAW = ['office', 'town'] as const
const OFFICE = ['office'] as const
const ADMINISTRATOR = ['administrator'] as const

const DAY = '2024-05-02'
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==',
  'base64',
)
const corner = { e1: [112, 34], w1: [112.1, 34] } as const
const square = (place: 'e1' | 'w1') => {
  const [x, y] = corner[place]
  const ring = [
    [x, y],
    [x + 0.001, y],
    [x + 0.001, y + 0.001],
    [x, y + 0.001],
    [x, y],
  ]
  return { type: 'MultiPolygon', coordinates: [[ring]] }
}
let made = 0

const claim = ({ compounds }: County, place: 'e1' | 'w1') => ({
  subject: compounds[place],
  indicator: 'management',
  value: 'floating',
  effective_on: DAY,
})
const person = { role: 'yard_chief', name: '王某', phone: null, from_on: DAY }
const filing = { filed_on: DAY, number: null, receipt: null, term_from: DAY, term_to: '2027-05-01' }

/** Every route of the API, in the order of its addresses. A route that is not here fails the test. */
export const ROUTES: Record<string, Rule> = {
  'GET /api/health': { roles: 'anybody' },
  'GET /api/ready': { roles: 'anybody' },
  'GET /api/basemap.pmtiles': { roles: 'anybody' },
  'GET /api/plans': { roles: 'anybody' },
  'GET /api/session': { roles: 'oneself' },
  'POST /api/session': { roles: 'oneself' },
  'DELETE /api/session': { roles: 'oneself' },
  'POST /api/session/demo': { roles: 'oneself' },
  'POST /api/session/display': { roles: 'oneself' },
  'POST /api/session/links': { roles: 'oneself' },
  'PUT /api/session/links': { roles: 'oneself' },
  'PUT /api/session/password': { roles: 'oneself' },
  'POST /api/session/totp': { roles: 'oneself' },
  'PUT /api/session/totp': { roles: 'oneself' },
  'GET /api/accounts': { roles: ADMINISTRATOR },
  'POST /api/accounts': { roles: ADMINISTRATOR },
  'GET /api/accounts/places': { roles: ADMINISTRATOR },
  'PUT /api/accounts/:account/place': { roles: ADMINISTRATOR },
  'PUT /api/accounts/:account/enabled': { roles: ADMINISTRATOR },
  'POST /api/accounts/:account/reset': { roles: ADMINISTRATOR },
  'GET /api/devices': { roles: ADMINISTRATOR },
  'POST /api/devices': { roles: ADMINISTRATOR },
  'DELETE /api/devices/:id': { roles: ADMINISTRATOR },
  'GET /api/audit': { roles: ADMINISTRATOR },
  'GET /api/audit/writes/:plan/:seq': { roles: ADMINISTRATOR },
  'GET /api/operations': { roles: ADMINISTRATOR },
  'POST /api/operations/backups': { roles: ADMINISTRATOR },
  'DELETE /api/operations/backups': { roles: ADMINISTRATOR },
  'POST /api/operations/examinations': { roles: ADMINISTRATOR },
  'DELETE /api/operations/examinations': { roles: ADMINISTRATOR },
  'GET /api/tiles/:plan': { roles: LOOK },
  'GET /api/tiles/:plan/:geometry_revision/:z/:x/:y.mvt': { roles: LOOK },
  'GET /api/plans/:plan': { roles: LOOK },
  'GET /api/plans/:plan/divisions': { roles: LOOK },
  'GET /api/plans/:plan/ledger': { roles: LOOK },
  'GET /api/plans/:plan/compounds': { roles: LOOK },
  'POST /api/plans/:plan/compounds': {
    roles: DRAW,
    sends: ({ communities }, place) => ({
      body: { name: `新院 ${++made}`, community: communities[place], effective_on: DAY },
    }),
  },
  'GET /api/plans/:plan/compounds/:id': { roles: LOOK },
  'POST /api/plans/:plan/compounds/:id/shape': {
    roles: REPORT,
    sends: ({ compounds }, place) => ({
      params: { id: compounds[place] },
      body: { shape: square(place), effective_on: DAY },
    }),
  },
  'GET /api/plans/:plan/compounds/:id/areas': { roles: LOOK },
  'GET /api/plans/:plan/compounds/:id/papers': { roles: PAPERS },
  'POST /api/plans/:plan/compounds/:id/contacts': {
    roles: REPORT,
    sends: ({ compounds }, place) => ({ params: { id: compounds[place] }, body: person }),
  },
  'POST /api/plans/:plan/compounds/:id/filings': {
    roles: REPORT,
    sends: ({ compounds }, place) => ({ params: { id: compounds[place] }, body: filing }),
  },
  'POST /api/plans/:plan/contacts/:contact/end': { roles: REPORT },
  'POST /api/plans/:plan/contacts/:contact/erase': { roles: REPORT },
  'GET /api/plans/:plan/curve': { roles: LOOK },
  'GET /api/plans/:plan/progress': { roles: LOOK },
  'GET /api/plans/:plan/ranking': { roles: LOOK },
  'GET /api/plans/:plan/timeline': { roles: LOOK },
  'GET /api/plans/:plan/tiles.json': { roles: LOOK },
  'GET /api/plans/:plan/events': { roles: LOOK },
  'GET /api/plans/:plan/exports/:kind': { roles: LOOK },
  'GET /api/plans/:plan/presence': { roles: DRAW },
  'POST /api/plans/:plan/presence': { roles: DRAW },
  'GET /api/plans/:plan/meetings/:id/stage': { roles: LOOK },
  'PUT /api/plans/:plan/meetings/:id/stage': { roles: OFFICE },
  'GET /api/plans/:plan/meetings/:id/stage/events': { roles: LOOK },
  'POST /api/plans/:plan/observations': { roles: REPORT, sends: (county, place) => ({ body: claim(county, place) }) },
  'POST /api/plans/:plan/observations/batch': {
    roles: REPORT,
    sends: (county, place) => ({ body: { rows: [claim(county, place)] } }),
  },
  'DELETE /api/plans/:plan/batches/:seq': { roles: REPORT },
  'POST /api/plans/:plan/observations/:id/verification': { roles: OFFICE },
  'POST /api/plans/:plan/verdicts': { roles: OFFICE },
  'GET /api/plans/:plan/areas': { roles: LOOK },
  'GET /api/plans/:plan/areas/:id': { roles: LOOK },
  'GET /api/plans/:plan/areas/surroundings': { roles: DRAW },
  'POST /api/plans/:plan/areas/shape-file': { roles: DRAW },
  'POST /api/plans/:plan/areas/check': { roles: DRAW },
  'POST /api/plans/:plan/areas/propose': { roles: DRAW },
  'POST /api/plans/:plan/areas/:id/retire': { roles: OFFICE },
  'GET /api/plans/:plan/areas/drafts': { roles: DRAW },
  'POST /api/plans/:plan/areas/drafts': {
    roles: DRAW,
    sends: ({ east, west }, place) => ({
      body: {
        area: null,
        based_on: null,
        kind: 'management_area',
        name: '东关片',
        town: place === 'e1' ? east : west,
        community: null,
        ground: null,
        ground_note: null,
        shared_facilities: null,
        picks: [],
        shape: null,
        files: [],
      },
    }),
  },
  'GET /api/plans/:plan/areas/drafts/:id': { roles: DRAW },
  'PUT /api/plans/:plan/areas/drafts/:id': { roles: DRAW },
  'POST /api/plans/:plan/areas/drafts/:id/submit': { roles: DRAW },
  'POST /api/plans/:plan/areas/drafts/:id/withdraw': { roles: DRAW },
  'POST /api/plans/:plan/areas/drafts/:id/discard': { roles: DRAW },
  'POST /api/plans/:plan/areas/drafts/:id/comment': { roles: DRAW },
  'POST /api/plans/:plan/areas/drafts/:id/objection': { roles: DRAW },
  'POST /api/plans/:plan/areas/drafts/:id/return': { roles: OFFICE },
  'POST /api/plans/:plan/areas/drafts/:id/notice': { roles: OFFICE },
  'POST /api/plans/:plan/areas/drafts/:id/publish': { roles: OFFICE },
  'POST /api/plans/:plan/imports': { roles: DRAW },
  'GET /api/plans/:plan/imports': { roles: DRAW },
  'POST /api/plans/:plan/imports/errors': { roles: DRAW },
  'DELETE /api/plans/:plan/imports/:seq': { roles: DRAW },
  'GET /api/plans/:plan/inbox': { roles: PAPERS },
  'GET /api/plans/:plan/cases': { roles: CASES },
  'POST /api/plans/:plan/cases': { roles: OFFICE },
  'GET /api/plans/:plan/cases/:id': { roles: CASES },
  'POST /api/plans/:plan/cases/:id/steps': { roles: REPORT },
  'GET /api/plans/:plan/meetings/:id/record': { roles: CASES },
  'POST /api/plans/:plan/meetings/:id/record': { roles: OFFICE },
  'POST /api/plans/:plan/meetings/:id/record/reopen': { roles: OFFICE },
  'GET /api/plans/:plan/closings': { roles: LOOK },
  'GET /api/plans/:plan/closings/:id': { roles: LOOK },
  'GET /api/plans/:plan/closings/:id/book': { roles: LOOK },
  'GET /api/plans/:plan/closings/:id/seal': { roles: LOOK },
  'GET /api/plans/:plan/closings/:id/sheets': { roles: LOOK },
  'GET /api/plans/:plan/closings/:id/sheet': { roles: LOOK },
  'POST /api/plans/:plan/closings': { roles: OFFICE },
  'POST /api/plans/:plan/closings/:id/confirm': { roles: OFFICE },
  'POST /api/plans/:plan/closings/:id/check': { roles: ['office', 'town', 'unit'] },
  'POST /api/plans/:plan/closings/:id/review': { roles: OFFICE },
  'POST /api/plans/:plan/closings/:id/return': { roles: OFFICE },
  'POST /api/plans/:plan/closings/:id/sign': { roles: ['office', 'leader'] },
  'POST /api/plans/:plan/closings/:id/drop': { roles: OFFICE },
  'GET /api/plans/:plan/meetings': { roles: LOOK },
  'GET /api/plans/:plan/meetings/months': { roles: LOOK },
  'GET /api/plans/:plan/meetings/proposal': { roles: OFFICE },
  'POST /api/plans/:plan/meetings': { roles: OFFICE },
  'GET /api/plans/:plan/meetings/:id': { roles: LOOK },
  'PUT /api/plans/:plan/meetings/:id': { roles: OFFICE },
  'GET /api/plans/:plan/meetings/:id/photos/:sha256': { roles: LOOK },
  'GET /api/plans/:plan/roster': { roles: LOOK },
  'POST /api/plans/:plan/roster/freeze': { roles: OFFICE },
  'POST /api/plans/:plan/roster/add': { roles: OFFICE },
  'POST /api/plans/:plan/roster/remove': { roles: OFFICE },
  'POST /api/plans/:plan/roster/split': { roles: OFFICE },
  'POST /api/plans/:plan/roster/merge': { roles: OFFICE },
  'DELETE /api/plans/:plan/roster/:seq': { roles: OFFICE },
  'GET /api/plans/:plan/files': { roles: PAPERS },
  'POST /api/plans/:plan/files': {
    roles: REPORT,
    sends: ({ compounds }, place) => ({
      query: `?name=photo.png&subject=${compounds[place]}`,
      body: PNG,
      type: 'image/png',
    }),
  },
  'GET /api/plans/:plan/files/:sha256': { roles: PAPERS },
  'POST /api/plans/:plan/files/:sha256/erase': { roles: OFFICE },
  'GET /api/plans/:plan/packs': { roles: OFFICE },
  'POST /api/plans/:plan/packs': { roles: OFFICE },
  'GET /api/plans/:plan/packs/:id': { roles: OFFICE },
  'PUT /api/plans/:plan/packs/:id/parts/:name': { roles: OFFICE },
  'POST /api/plans/:plan/packs/:id/make': { roles: OFFICE },
  'DELETE /api/plans/:plan/packs/:id': { roles: OFFICE },
  'GET /api/plans/:plan/packs/:id/zip': { roles: OFFICE },
  'GET /api/plans/:plan/notices': { roles: OFFICE },
  'GET /api/plans/:plan/notices/:id': { roles: OFFICE },
  'POST /api/plans/:plan/notices': { roles: OFFICE },
  'POST /api/plans/:plan/notices/:id/steps': { roles: OFFICE },
  'GET /api/notices/:token': { roles: 'anybody' },
  'GET /api/plans/:plan/bulletins': { roles: LOOK },
  'GET /api/plans/:plan/bulletins/:id': { roles: LOOK },
  'GET /api/plans/:plan/bulletins/:id/facts': { roles: LOOK },
  'GET /api/plans/:plan/bulletins/:id/file': { roles: LOOK },
  'POST /api/plans/:plan/bulletins': { roles: OFFICE },
  'PUT /api/plans/:plan/bulletins/:id': { roles: OFFICE },
  'POST /api/plans/:plan/bulletins/:id/issue': { roles: OFFICE },
}
