import { strToU8, zipSync } from 'fflate'
import type { ExportFormat } from '#core/api/exports.ts'
import { fromGeoJson } from '../imports/gdal.ts'
import { type Encoding, fieldNames } from './field-names.ts'
import { csvOf, workbookOf, XLSX } from './spreadsheet.ts'
import type { ExportTable } from './table.ts'

export interface ExportFile {
  type: string
  /** The file's own ending. */
  extension: string
  body: Buffer | string
}

const geojsonOf = ({ rows }: ExportTable, names: string[]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: rows.map(({ cells, shape }) => ({
      type: 'Feature',
      geometry: shape,
      properties: Object.fromEntries(names.map((name, at) => [name, cells[at] ?? null])),
    })),
  })

const CGCS2000 = ['-a_srs', 'EPSG:4490', '-nlt', 'MULTIPOLYGON']

const bytesOf = (files: Map<string, Uint8Array>, name: string): Uint8Array => {
  const bytes = files.get(name)
  if (!bytes) throw new Error(`${name} was not written`)
  return bytes
}

/** The full names of the columns, because a Shapefile cuts them. */
const readmeOf = (fields: string[], { zh, head, above }: ExportTable, encoding: Encoding) =>
  [
    ...above,
    `坐标系：CGCS2000（EPSG:4490），经纬度。属性编码：${encoding === 'gbk' ? 'GBK' : 'UTF-8'}。`,
    '',
    `${zh}的字段：`,
    ...fields.map((field, at) => `${field}\t${head[at]}`),
    '',
  ].join('\r\n')

const shapefile = async (table: ExportTable, encoding: Encoding): Promise<Buffer> => {
  const fields = fieldNames(table.head, encoding)
  const named = encoding === 'gbk' ? 'GBK' : 'UTF-8'
  const options = ['-f', 'ESRI Shapefile', ...CGCS2000, '-lco', `ENCODING=${named}`]
  const files = await fromGeoJson(geojsonOf(table, fields), table.name, options)
  const readme = strToU8(`\ufeff${readmeOf(fields, table, encoding)}`)
  return Buffer.from(zipSync({ ...Object.fromEntries(files), '字段说明.txt': readme }))
}

/** A table as a file of one of the formats. */
export const exportFile = async (table: ExportTable, format: ExportFormat, encoding: Encoding): Promise<ExportFile> => {
  switch (format) {
    case 'xlsx': {
      const { zh, above, head, rows } = table
      const body = await workbookOf([{ name: zh, above, head, rows: rows.map(({ cells }) => cells) }])
      return { type: XLSX, extension: 'xlsx', body }
    }
    case 'csv':
      return {
        type: 'text/csv; charset=utf-8',
        extension: 'csv',
        body: csvOf([table.head, ...table.rows.map(({ cells }) => cells)]),
      }
    case 'geojson':
      return { type: 'application/geo+json', extension: 'geojson', body: geojsonOf(table, table.head) }
    case 'shp':
      return { type: 'application/zip', extension: 'zip', body: await shapefile(table, encoding) }
    case 'gpkg': {
      const options = ['-f', 'GPKG', ...CGCS2000, '-nln', table.zh]
      const files = await fromGeoJson(geojsonOf(table, table.head), table.name, options)
      const body = Buffer.from(bytesOf(files, `${table.name}.gpkg`))
      return { type: 'application/geopackage+sqlite3', extension: 'gpkg', body }
    }
  }
}
