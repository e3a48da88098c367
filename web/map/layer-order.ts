/** Every layer of the map, lowest first: the ground, the divisions, the compounds, what is said about them, the names. */
export const LAYER_ORDER = [
  'background',
  'county-land',
  'county-green',
  'county-water',
  'county-river',
  'county-road',
  'county-building',
  'green',
  'water',
  'river',
  'road-lane',
  'road-street',
  'road-main',
  'building',
  'community-ground',
  'community-rate',
  'community-outline',
  'town-outline',
  'county-outline',
  'selection-point',
  'compound-ring',
  'compound-fill',
  'compound-point',
  'compound-hatch',
  'compound-building',
  'compound-outline',
  'area-outline',
  'patch-outline',
  'glow-fill',
  'glow-point',
  'selection-outline',
  'river-name',
  'road-name',
  'compound-name',
  'community-name',
  'town-name',
] as const
export type LayerId = (typeof LAYER_ORDER)[number]

/** Sources: the plan's own tiles, a county's basemap, and the names, which come from the ledger. */
export const SOURCES = {
  plan: 'plan',
  county: 'county',
  divisions: 'division-names',
  compounds: 'compound-names',
} as const

/** Both of a compound's drawings: its polygon and the mark of its point. */
export const DRAWN_IN = ['compounds', 'compound_points'] as const

/** What a click can mean, nearest meaning first. */
export const PICKED = {
  fill: 'compound-fill',
  point: 'compound-point',
  ground: 'community-ground',
  names: ['community-name', 'town-name'],
} as const satisfies { fill: LayerId; point: LayerId; ground: LayerId; names: LayerId[] }
