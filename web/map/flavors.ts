import { FAMILIES, type Family, type FamilyTone, SHADES, type Tone } from './marks.ts'

/** All colours, by what they mean. `dark` is the wall's, `light` the desk's and the printer's. */
export interface Flavor {
  background: string
  land: string
  water: string
  green: string
  building: string
  road: { main: string; street: string; lane: string }
  boundary: string
  boundary_strong: string
  area: string
  family: Record<Family, string>
  /** A lighter or darker step of a family for its second and its third mode in one plan. */
  shade: Record<Family, readonly [string, string]>
  uncovered: string
  uncovered_outline: string
  /** Reported as without management: hollow, so that it reads apart from never reported. */
  none: string
  none_outline: string
  met: string
  /** Targets, and what is missing towards them. */
  target: string
  /** Days since the last report, fresh to stale. */
  age: readonly [string, string, string, string, string]
  /** Low to high. */
  score: readonly [string, string, string, string, string]
  hatch: string
  glow: string
  selection: string
  /** What is being drawn, and what is picked for it. */
  draft: string
  /** What keeps a drawing from being published. */
  refused: string
  text: string
  text_quiet: string
  text_water: string
  halo: string
}

/**
 * Smallest CIEDE2000 distance between two families or a family and uncovered: 20.9, for dichromats too; between a shade and
 * its own family, another family or uncovered: over 10 (flavors.test.ts).
 */
export const dark: Flavor = {
  background: '#0b1118',
  land: '#0e151d',
  water: '#122337',
  green: '#0f1a1c',
  building: 'rgba(4, 8, 13, 0.34)',
  road: { main: '#1f2b3a', street: '#1a2431', lane: '#151d28' },
  boundary: 'rgba(140, 158, 180, 0.22)',
  boundary_strong: 'rgba(140, 158, 180, 0.38)',
  area: 'rgba(232, 238, 246, 0.62)',
  family: {
    professional: '#2b7fff',
    work_unit: '#ffd23f',
    self_governed: '#8fe8d0',
    floating: '#e4572e',
    entrusted: '#9d7b8d',
  },
  shade: {
    professional: ['#a7b6e2', '#003be0'],
    work_unit: ['#fff8b8', '#4d3a1a'],
    self_governed: ['#376c57', '#24ad76'],
    floating: ['#f0938a', '#5a280c'],
    entrusted: ['#b8a3b1', '#706167'],
  },
  uncovered: '#3a424d',
  uncovered_outline: '#8794a5',
  none: '#121922',
  none_outline: '#b6c1cf',
  met: '#dce4ee',
  target: '#ffb454',
  age: ['#dce4ee', '#a9b4c2', '#7a6a58', '#b98a4e', '#ffb454'],
  score: ['#3d4855', '#5f6d7e', '#8794a5', '#b3bfcc', '#e6edf5'],
  hatch: 'rgba(8, 14, 22, 0.82)',
  glow: '#ffffff',
  selection: '#ffffff',
  draft: '#ff69c3',
  refused: '#a5001e',
  text: '#dbe3ed',
  text_quiet: '#8f9db0',
  text_water: '#55779f',
  halo: 'rgba(8, 13, 20, 0.88)',
}

export const light: Flavor = {
  background: '#f7f8fa',
  land: '#f3f5f7',
  water: '#cfe0ef',
  green: '#e6eee4',
  building: 'rgba(28, 40, 56, 0.14)',
  road: { main: '#dcdfe4', street: '#e3e6ea', lane: '#eaecef' },
  boundary: 'rgba(70, 84, 104, 0.35)',
  boundary_strong: 'rgba(70, 84, 104, 0.6)',
  area: 'rgba(24, 34, 48, 0.7)',
  family: {
    professional: '#1a5fd6',
    work_unit: '#e8b004',
    self_governed: '#3fb896',
    floating: '#c8401a',
    entrusted: '#6d4763',
  },
  shade: {
    professional: ['#a4b3e5', '#0b1e5b'],
    work_unit: ['#d5c186', '#3a2c01'],
    self_governed: ['#1a4c37', '#398968'],
    floating: ['#ea6d61', '#5a120c'],
    entrusted: ['#9d7294', '#382e34'],
  },
  uncovered: '#eceff3',
  uncovered_outline: '#77828f',
  none: '#ffffff',
  none_outline: '#3f4a58',
  met: '#4a5563',
  target: '#c77700',
  age: ['#5a6675', '#97a1ad', '#cfc3b2', '#dca658', '#c77700'],
  score: ['#e3e7ec', '#bcc5cf', '#929eab', '#677483', '#3b4653'],
  hatch: 'rgba(255, 255, 255, 0.82)',
  glow: '#1b2430',
  selection: '#10161e',
  draft: '#b40096',
  refused: '#a50000',
  text: '#1d2733',
  text_quiet: '#5f6c7b',
  text_water: '#5b83ad',
  halo: 'rgba(255, 255, 255, 0.9)',
}

const familyFills = ({ family, shade }: Flavor) =>
  Object.fromEntries(
    FAMILIES.flatMap(id => SHADES.map((suffix, n) => [`${id}${suffix}`, [family[id], ...shade[id]][n]])),
  ) as Record<FamilyTone, string>

/** The fill of every tone, for the map and for a legend beside it. */
export const fills = (flavor: Flavor): Record<Tone, string> => ({
  ...familyFills(flavor),
  none: flavor.none,
  unreported: flavor.uncovered,
  met: flavor.met,
  gap: flavor.target,
  age_0: flavor.age[0],
  age_1: flavor.age[1],
  age_2: flavor.age[2],
  age_3: flavor.age[3],
  age_4: flavor.age[4],
  score_0: flavor.score[0],
  score_1: flavor.score[1],
  score_2: flavor.score[2],
  score_3: flavor.score[3],
  score_4: flavor.score[4],
})

/** Outlines of the tones that have one. */
export const outlines = (flavor: Flavor): Partial<Record<Tone, string>> => ({
  none: flavor.none_outline,
  unreported: flavor.uncovered_outline,
})

/** The colour `share` of the way from one #rrggbb to another. */
export const mix = (from: string, to: string, share: number): string => {
  const parts = (hex: string) => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16))
  const goal = parts(to)
  const mixed = parts(from).map((part, i) => Math.round(part + (goal[i]! - part) * share))
  return `#${mixed.map(part => part.toString(16).padStart(2, '0')).join('')}`
}
