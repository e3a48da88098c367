import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Position } from 'geojson'
import type { AreaGround, AreaKind } from '#core/api/areas.ts'
import type { AreaIssueCode } from '#core/areas/issues.ts'
import type { MetresShape } from './metres.ts'

/**
 * A drawn area and what stands around it. The database and the browser's checks answer each with the same codes.
 * Shapes are in metres east and north of `origin`; compounds and neighbours are named by their names.
 */
export interface AreaFixture {
  name: string
  drawing: string[]
  origin: Position
  kind: AreaKind
  /** The town's border; null for a town without one. */
  town: MetresShape | null
  community: MetresShape | null
  /** Published management areas that hold on the day; `picks` are compounds they took by hand. */
  neighbours: { name: string; shape: MetresShape; picks?: string[] }[]
  compounds: {
    name: string
    /** Null for one that is not on the map yet. */
    shape: MetresShape | null
    /** Whether it has property management. */
    covered: boolean
    households?: number
    floor_area?: number
    buildings?: number
  }[]
  shape: MetresShape | null
  picks: string[]
  ground: AreaGround | null
  /** Sorted, each code once. */
  issues: AreaIssueCode[]
  /** Names of the subjects the issues are about, sorted, where the case is about them. */
  about?: string[]
}

const FOLDER = join(import.meta.dirname, '../fixtures/areas')

export const areaFixtures = (): AreaFixture[] =>
  readdirSync(FOLDER)
    .sort()
    .map(file => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as AreaFixture)
