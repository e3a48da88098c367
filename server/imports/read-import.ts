import type { MultiPolygon } from 'geojson'
import type { Fault } from '#core/api/errors.ts'
import { type Ledger, type LedgerSaid, type LedgerSheet, readLedger } from '#core/imports/ledger.ts'
import type { LedgerReader } from '#core/imports/ledger-row.ts'
import type { ShapeFeature } from '#core/imports/match-shapes.ts'
import { ImportRefused, refuse } from '#core/imports/sentences.ts'
import { shapeFeatures } from './features.ts'
import { readCsvLedger } from './read-csv.ts'
import { checkSize, extensionOf, type ImportFile, readFeatures } from './read-shapes.ts'
import { readWorkbookLedger } from './read-workbook.ts'
import { type Datum, undoDatum } from './undo-datum.ts'

export interface ImportFiles {
  ledger?: ImportFile
  shapes?: ImportFile
  divisions?: ImportFile
}
export interface ImportOptions extends LedgerSaid {
  /** EPSG code of the shapes, instead of what their file says; of the divisions where their file says nothing. */
  crs?: string
  /** The datum the shapes are drawn in; suspected aloud where it is not said. */
  datum?: Datum
  /** The day the ledger speaks of; the plan's today, or its last day once that has passed, where left out. */
  as_of?: string
  /** The compounds a person matched shapes to, by the shapes' labels. */
  matches?: [label: string, compound: number][]
  /** Labels of the invalid shapes a person takes as the database would mend them. */
  repairs?: string[]
}

export interface ReadImport {
  ledger: Ledger | null
  shapes: ShapeFeature[]
  divisions: ShapeFeature[]
  notes: string[]
  faults: Fault[]
  /** The ledger's sheets as they lie in the file. */
  sheets: LedgerSheet[]
  /** The shapes before a datum was undone. */
  as_given: MultiPolygon[]
}

const readSheets = (file: ImportFile) => {
  checkSize(file)
  const kind = extensionOf(file.name)
  if (kind === 'csv' || kind === 'txt') return readCsvLedger(file.bytes, file.name)
  if (kind === 'xlsx' || kind === 'xls') return readWorkbookLedger(file.bytes, file.name)
  return refuse(kind === 'xlsm' ? 'workbook_macros' : 'file_unknown', { path: file.name })
}

const lacksCrs = (error: unknown) => error instanceof ImportRefused && error.faults[0]?.code === 'crs_missing'

const readBorders = (file: ImportFile, crs: string | undefined) =>
  readFeatures(file).catch((error: unknown) => {
    if (crs && lacksCrs(error)) return readFeatures(file, crs)
    throw error
  })

/** Reads the files of an import in the words of a plan. Nothing is thrown for what the files say: it is a fault in the answer. */
export const readImport = async (
  reader: LedgerReader,
  files: ImportFiles,
  { crs, datum, sheets, columns }: ImportOptions,
): Promise<ReadImport> => {
  const read: ReadImport = { ledger: null, shapes: [], divisions: [], notes: [], faults: [], sheets: [], as_given: [] }
  const collect = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error
      read.faults.push(...error.faults)
    }
  }
  const take = ({ faults, notes, features }: ReturnType<typeof shapeFeatures>, more: string[]) => {
    read.faults.push(...faults)
    read.notes.push(...more, ...notes)
    return features
  }
  const { ledger, shapes, divisions } = files
  await collect(async () => {
    if (!ledger) return
    read.sheets = await readSheets(ledger)
    read.ledger = readLedger(reader, read.sheets, { sheets, columns })
  })
  await collect(async () => {
    if (!divisions) return
    const { features, notes } = await readBorders(divisions, crs)
    read.divisions = take(shapeFeatures(features, divisions.name), notes)
  })
  await collect(async () => {
    if (!shapes) return
    const { features, notes } = await readFeatures(shapes, crs)
    const given = take(shapeFeatures(features, shapes.name), notes)
    read.as_given = given.map(({ geometry }) => geometry)
    read.shapes = given.map(feature => ({ ...feature, geometry: undoDatum(feature.geometry, datum ?? 'wgs84') }))
  })
  return read
}
