import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { watch } from 'vue'
import { loadFontsFor } from './label-fonts.ts'
import { SOURCES } from './layer-order.ts'
import type { DivisionLabel, Label } from './map-api.ts'
import { points } from './style.ts'

export interface LabelOptions {
  map: () => MapLibre | null
  divisions: () => readonly DivisionLabel[]
  compounds: () => readonly Label[]
}

/** Writes names on the map once their letters are there. `written` is what stands now, for a style made anew; `write` puts it on one that has just come. */
export const useLabels = ({ map, divisions, compounds }: LabelOptions) => {
  const written: { divisions: readonly DivisionLabel[]; compounds: readonly Label[] } = { divisions: [], compounds: [] }

  const put = (source: string, labels: readonly Label[]) => {
    const shown = map()
    if (shown?.style) shown.getSource<GeoJSONSource>(source)?.setData(points(labels))
  }
  const lettersOf = (labels: readonly Label[]) => loadFontsFor(labels.map(label => label.name))

  watch(
    divisions,
    async labels => {
      await lettersOf(labels)
      if (labels !== divisions()) return
      written.divisions = labels
      put(SOURCES.divisions, labels)
    },
    { immediate: true },
  )
  watch(
    compounds,
    async labels => {
      await lettersOf(labels)
      if (labels !== compounds()) return
      written.compounds = labels
      put(SOURCES.compounds, labels)
    },
    { immediate: true },
  )
  const write = () => {
    put(SOURCES.divisions, written.divisions)
    put(SOURCES.compounds, written.compounds)
  }
  return { written, write }
}
