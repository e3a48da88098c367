import type { Parcel, ParcelStore } from './parcel.ts'

const DATABASE = 'fullcover-report'
const STORE = 'parcels'

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' })
  return done(request)
}

/** Waits until the transaction is on disk, not only until the request was taken. */
const written = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })

/** Parcels in this browser's IndexedDB. */
export const openParcelStore = (): ParcelStore => {
  const database = open()
  const write = async (change: (store: IDBObjectStore) => void) => {
    const transaction = (await database).transaction(STORE, 'readwrite', { durability: 'strict' })
    change(transaction.objectStore(STORE))
    await written(transaction)
  }
  return {
    all: async () => done<Parcel[]>((await database).transaction(STORE).objectStore(STORE).getAll()),
    put: parcel => write(store => store.put(parcel)),
    remove: key => write(store => store.delete(key)),
  }
}
