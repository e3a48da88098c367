import { type InjectionKey, inject } from 'vue'
import type { MapApi } from './map-api.ts'

export const MAP: InjectionKey<MapApi> = Symbol('map')

/** The map's verbs, for whatever stands in the map's slot. */
export const useMap = (): MapApi => {
  const api = inject(MAP)
  if (!api) throw new Error('useMap is used outside of a MapView')
  return api
}
