/** Things kept by their key: in a browser's IndexedDB, in a map in a test. Whatever `put` has answered survives the page. */
export interface KeptStore<T> {
  all(): Promise<T[]>
  put(one: T): Promise<void>
  remove(key: string): Promise<void>
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const open = (database: string, store: string): Promise<IDBDatabase> => {
  const request = indexedDB.open(database, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'key' })
  return done(request)
}

/** Waits until the transaction is on disk, not only until the request was taken. */
const written = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })

/** A store of this browser's IndexedDB. */
export const keptStore = <T extends { key: string }>(database: string, store: string): KeptStore<T> => {
  const opened = open(database, store)
  const write = async (change: (store: IDBObjectStore) => void) => {
    const transaction = (await opened).transaction(store, 'readwrite', { durability: 'strict' })
    change(transaction.objectStore(store))
    await written(transaction)
  }
  return {
    all: async () => done<T[]>((await opened).transaction(store).objectStore(store).getAll()),
    put: one => write(kept => kept.put(one)),
    remove: key => write(kept => kept.delete(key)),
  }
}
