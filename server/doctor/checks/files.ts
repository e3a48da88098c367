import { join } from 'node:path'
import { sha256Of } from '../../backups/check-sums.ts'
import { type Check, foundIn, type Visit } from '../check.ts'
import { arrivingIn, type Lying, lyingIn, type Named, namedContents, pathOf, type Store } from '../contents.ts'

const STORES: readonly Store[] = ['files', 'packs/files']
const DAY_MS = 86_400_000

/** As many contents are read again in a night; the next night others. */
const A_NIGHT = 200

/** What rows name and what lies there. The rows are read first: a content that came since is no stranger. */
async function compared(visit: Visit, store: Store): Promise<{ named: Named[]; lying: Map<string, Lying> }> {
  const named = await visit.read(trx => namedContents(trx, store))
  const lying = await lyingIn(visit.data_dir, store)
  return { named, lying: new Map(lying.map(each => [each.path, each])) }
}

/** Rows whose content is not there. One that was erased since the rows were read is named no more: so they are read again. */
async function missingIn(visit: Visit, store: Store): Promise<string[]> {
  const { named, lying } = await compared(visit, store)
  const missing = named.map(pathOf).filter(path => !lying.has(path))
  if (missing.length === 0) return []
  const still = new Set((await visit.read(trx => namedContents(trx, store))).map(pathOf))
  return missing.filter(path => still.has(path))
}

export const filesThere: Check = {
  id: 'files_there',
  title: '佐证材料是否都在',
  condition: 'ill',
  well: '每份佐证材料和已印发的通报都有文件。',
  otherwise: found => `有 ${found} 份佐证材料或已印发的通报找不到文件。请从最近的备份里把下面的文件复制回 DATA_DIR。`,
  ask: async visit => foundIn(await missingIn(visit, 'files')),
}

export const packsThere: Check = {
  id: 'packs_there',
  title: '资料包是否都在',
  condition: 'poorly',
  well: '每个资料包都有文件。',
  otherwise: found => `有 ${found} 个资料包或其中的部分找不到文件。资料包可以重新生成。`,
  ask: async visit => foundIn(await missingIn(visit, 'packs/files')),
}

export const filesWhole: Check = {
  id: 'files_whole',
  title: '文件内容是否完好',
  condition: 'ill',
  well: '文件的大小都对，抽查的内容完好。',
  otherwise: found =>
    `有 ${found} 个文件的内容变了，可能是磁盘出错。请从备份里把它们复制回来，并检查磁盘（smartctl）。`,
  ask: async visit => {
    const broken: string[] = []
    let read = 0
    for (const store of STORES) {
      const { named, lying } = await compared(visit, store)
      const there = named.flatMap(({ sha256, bytes, store }) => {
        const path = pathOf({ store, sha256 })
        const seen = lying.get(path)
        return seen ? [{ path, sha256, right: seen.bytes === bytes }] : []
      })
      broken.push(...there.filter(({ right }) => !right).map(({ path }) => path))
      const whole = there.filter(({ right }) => right)
      const looked = visit.deep ? whole : someOf(whole, visit.now())
      for (const { path, sha256 } of looked) {
        visit.goOn()
        // Erased this very moment, it is nobody's any more.
        const is = await sha256Of(join(visit.data_dir, path)).catch(absent)
        if (is !== null && is !== sha256) broken.push(path)
      }
      read += looked.length
    }
    const seen = visit.deep
      ? `全部 ${read} 个文件逐个读过，内容完好。`
      : `文件的大小都对，抽查了 ${read} 个，内容完好。`
    return { ...foundIn(broken), ...(broken.length === 0 && { sentence: seen }) }
  },
}

/** Others every day, until all were read. */
function someOf<T>(all: readonly T[], now: number): readonly T[] {
  const nights = Math.ceil(all.length / A_NIGHT)
  const tonight = nights === 0 ? 0 : Math.floor(now / DAY_MS) % nights
  return all.slice(tonight * A_NIGHT, (tonight + 1) * A_NIGHT)
}

export const filesOrphaned: Check = {
  id: 'files_orphaned',
  title: '有没有多余的文件',
  condition: 'poorly',
  well: '没有多余的文件。',
  otherwise: found =>
    `有 ${found} 个文件在数据库里没有记录，已经超过一天，只占地方。确认不需要后可以删除；若刚从备份恢复过，先查清原因。`,
  ask: async visit => {
    const strange: string[] = []
    for (const store of STORES) {
      const { named, lying } = await compared(visit, store)
      for (const each of named) lying.delete(pathOf(each))
      strange.push(...[...lying.values()].filter(({ at }) => visit.now() - at > DAY_MS).map(({ path }) => path))
    }
    return foundIn(strange)
  },
}

/** A server sweeps at its start what processes before it left; only what lies for days shows that nobody does. */
export const arrivalsSwept: Check = {
  id: 'arrivals_swept',
  title: '有没有没传完的文件',
  condition: 'poorly',
  well: '没有遗留的半截上传。',
  otherwise: found => `有 ${found} 个没传完的文件超过一天没有清理，重新启动服务时会自动清理。`,
  ask: async visit => {
    const all = (await Promise.all(STORES.map(store => arrivingIn(visit.data_dir, store)))).flat()
    return foundIn(all.filter(({ at }) => visit.now() - at > DAY_MS).map(({ path }) => path))
  },
}

const absent = (error: NodeJS.ErrnoException) => {
  if (error.code === 'ENOENT') return null
  throw error
}
