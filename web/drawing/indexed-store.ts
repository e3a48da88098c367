import { useSession } from '../session/session.store.ts'
import type { DraftStore, KeptDraft } from './draft-store.ts'

/** Each account's own: the next person at a shared computer finds nothing of the last one's. */
const nameNow = () => `fullcover-drafts-${useSession().who?.id ?? ''}`
const TABLE = 'drafts'

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const opened = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(nameNow(), 1)
  request.onupgradeneeded = () =>
    request.result.createObjectStore(TABLE, { keyPath: 'key' }).createIndex('plan', 'plan')
  return answered(request)
}

/** Drafts in the browser's own database: they outlive a crash, a closed tab and a lost connection. */
export const indexedStore = (): DraftStore => {
  let database: Promise<IDBDatabase> | null = null
  const table = async (mode: IDBTransactionMode) => {
    database ??= opened()
    return (await database).transaction(TABLE, mode, { durability: 'strict' }).objectStore(TABLE)
  }
  return {
    get: async key => (await answered<KeptDraft | undefined>((await table('readonly')).get(key))) ?? null,
    put: async kept => {
      await answered((await table('readwrite')).put(kept))
    },
    remove: async key => {
      await answered((await table('readwrite')).delete(key))
    },
    ofPlan: async plan => answered<KeptDraft[]>((await table('readonly')).index('plan').getAll(plan)),
  }
}
