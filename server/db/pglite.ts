import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { PARSERS } from './parsers.ts'
import { lightPostgis } from './postgis-bundle.ts'

/** Opens the embedded engine with PostGIS and our parsers. */
export async function openEmbedded(options: PGliteOptions): Promise<PGlite> {
  const pglite = await PGlite.create({
    ...options,
    extensions: { postgis: lightPostgis, btree_gist },
    parsers: PARSERS,
  })
  await pglite.exec("set timezone = 'UTC'")
  return pglite
}
