import { refuse } from '#core/imports/sentences.ts'
import { toGeoJson } from './gdal.ts'
import { sniffEncoding } from './text.ts'

/** DBF language marks that mean a Chinese code page. */
const CHINESE_LDID = new Set([0x4d, 0x7a])
const UTF8 = /^(utf-?8|65001)$/i
const CHINESE = /^(gbk|gb2312|gb18030|cp936|936|ansi 936|oem 936|euc-?cn)$/i

/** How a shapefile's attributes are written: as its .cpg or the mark in its .dbf says, unless its bytes say otherwise. */
export const attributeEncoding = (dbf: Uint8Array, cpg: string | null): string => {
  const sniffed = sniffEncoding(dbf.subarray(32)) ?? 'UTF-8'
  const said = cpg?.trim() ?? ''
  if (UTF8.test(said)) return sniffed
  return CHINESE.test(said) || CHINESE_LDID.has(dbf[29] ?? 0) ? 'GB18030' : sniffed
}

/** One shapefile out of the files of an archive, as GeoJSON in lon/lat. `main` is its .shp. */
export const readShapefile = (files: Map<string, Uint8Array>, main: string, crs: string | undefined, path: string) => {
  const base = main.slice(0, -4).toLowerCase()
  const part = (extension: string) => [...files].find(([name]) => name.toLowerCase() === `${base}.${extension}`)?.[1]
  const [shp, shx, dbf, prj, cpg] = [part('shp'), part('shx'), part('dbf'), part('prj'), part('cpg')]
  if (!dbf) return refuse('shapefile_without_dbf', { path })
  if (!shx || !shp) return refuse('shapefile_incomplete', { path })
  if (!prj && !crs) return refuse('crs_missing', { path })
  const kept = new Map([
    ['shapes.shp', shp],
    ['shapes.shx', shx],
    ['shapes.dbf', dbf],
  ])
  if (prj) kept.set('shapes.prj', prj)
  const encoding = attributeEncoding(dbf, cpg ? new TextDecoder().decode(cpg) : null)
  return toGeoJson(kept, 'shapes.shp', { crs, encoding }, path)
}
