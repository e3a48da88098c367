import { keptStore } from './kept-store.ts'
import type { Parcel, ParcelStore } from './parcel.ts'

/** Parcels in this browser's IndexedDB. */
export const openParcelStore = (): ParcelStore => keptStore<Parcel>('fullcover-report', 'parcels')
