import { stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A county's own ground, under its data folder: PMTiles with the layers of the Protomaps schema. */
export const BASEMAP_FILE = 'basemap.pmtiles'

/** Whether there is one now; it may be put there while the server runs. */
export const hasBasemap = (data_dir: string): Promise<boolean> =>
  stat(join(data_dir, BASEMAP_FILE)).then(
    file => file.isFile(),
    () => false,
  )
