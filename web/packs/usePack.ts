import { computed, onScopeDispose, type Ref, ref, shallowReactive, shallowRef, watch } from 'vue'
import type { Pack, PackFailure } from '#core/api/packs.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { type FailureCode, RequestFailed } from '../api/client.ts'
import { bringParts, missingOf, NoMap } from './bring-parts.ts'
import { MapNotWhole, paused } from './drawn-whole.ts'
import { DARK, type Inks, LIGHT } from './inks.ts'
import { askPack, askPacks, beginPack, bringPart, cancelPack, makePack } from './packs-api.ts'
import { NoFilm } from './record-film.ts'
import { usePackWords } from './usePackWords.ts'

export interface UsePackOptions {
  plan: Ref<string>
  closing: Ref<number | null>
  /** Who is signed in: packs of others are theirs. */
  account: Ref<string | null>
  basemap: Ref<string | null>
}

/** What went wrong: the API's code, what a browser cannot do, or why the server stopped. */
export type PackTrouble =
  | { kind: 'request'; code: FailureCode }
  | { kind: 'browser'; code: 'no_map' | 'no_film' | 'not_whole' | 'other' }

const POLL_MS = 400
/** The ground is remembered, so that a pack gone on with keeps it. */
const PAPER = 'fullcover.pack-paper'

const troubleOf = (error: unknown): PackTrouble => {
  if (error instanceof RequestFailed) return { kind: 'request', code: error.code }
  if (error instanceof NoMap) return { kind: 'browser', code: 'no_map' }
  if (error instanceof NoFilm) return { kind: 'browser', code: 'no_film' }
  return { kind: 'browser', code: error instanceof MapNotWhole ? 'not_whole' : 'other' }
}

/** The pack of a closing: begun, brought part by part, made, downloaded; found again after a reload, and gone on with where it was. */
export const usePack = ({ plan, closing, account, basemap }: UsePackOptions) => {
  const document = shallowRef<PlanDocument | null>(null)
  const words = usePackWords(document)
  const pack = shallowRef<Pack | null>(null)
  const trouble = shallowRef<PackTrouble | null>(null)
  const film = ref(true)
  const paper = ref<'dark' | 'light'>(localStorage.getItem(PAPER) === 'light' ? 'light' : 'dark')
  watch(paper, chosen => localStorage.setItem(PAPER, chosen))
  /** Pictures of one pack are all on the same ground. */
  const isPaperFixed = computed(
    () =>
      pack.value?.state !== 'done' &&
      pack.value?.parts.some(({ kind, sha256 }) => kind === 'picture' && sha256) === true,
  )
  const stop = shallowRef<AbortController | null>(null)
  /** How far the part in hand is, by its name. */
  const shares = shallowReactive(new Map<string, number>())

  const busy = computed(() => stop.value !== null)
  const missing = computed(() => (pack.value ? missingOf(pack.value) : []))
  const failure = computed<PackFailure | null>(() => pack.value?.failure ?? null)
  /** The whole way: every part the browser makes, then the server's making. */
  const progress = computed(() => {
    const now = pack.value
    if (!now) return 0
    if (now.state === 'done') return 1
    const wanted = now.parts.filter(part => part.made_by === 'browser' && !part.optional)
    const there = wanted.reduce((sum, { name, sha256 }) => sum + (sha256 ? 1 : (shares.get(name) ?? 0)), 0)
    const brought = wanted.length === 0 ? 1 : there / wanted.length
    return brought * 0.9 + (now.state === 'making' ? now.progress * 0.1 : 0)
  })

  const load = async () => {
    const asked = closing.value
    pack.value = null
    trouble.value = null
    if (asked === null) return
    try {
      const packs = await askPacks(plan.value, asked)
      if (asked !== closing.value) return
      pack.value = packs.find(each => each.account === account.value && each.state !== 'cancelled') ?? null
      if (pack.value?.parts.length) film.value = pack.value.parts.some(({ kind }) => kind === 'film')
      if (pack.value?.state === 'making') void go(follow)
    } catch (error) {
      trouble.value = troubleOf(error)
    }
  }
  watch([plan, closing, account], load, { immediate: true })

  const follow = async (signal: AbortSignal) => {
    while (pack.value?.state === 'making' && !signal.aborted) {
      await paused(POLL_MS)
      pack.value = await askPack(plan.value, pack.value.id)
    }
  }

  const go = async (work: (signal: AbortSignal) => Promise<void>) => {
    if (stop.value) return
    const mine = new AbortController()
    stop.value = mine
    trouble.value = null
    try {
      await work(mine.signal)
    } catch (error) {
      if (!mine.signal.aborted) trouble.value = troubleOf(error)
    } finally {
      stop.value = null
      shares.clear()
    }
  }

  /** Begins, or goes on where it stopped; a pack that is done is made anew. */
  const run = () =>
    go(async signal => {
      const asked = closing.value
      if (asked === null) return
      const begun = await beginPack(plan.value, asked, film.value)
      pack.value = begun
      const inks: Inks = paper.value === 'dark' ? DARK : LIGHT
      await bringParts({
        ...{ plan: plan.value, pack: begun, inks, words, document, basemap: basemap.value, signal },
        progress: (name, share) => shares.set(name, share),
        brought: now => {
          pack.value = now
        },
      })
      signal.throwIfAborted()
      pack.value = await makePack(plan.value, begun.id)
      await follow(signal)
    })

  /** Stops making here; what was brought stays, and can be gone on with. */
  const halt = () => stop.value?.abort()

  /** Gives the pack up: nothing of it stays. */
  const drop = async () => {
    halt()
    const now = pack.value
    if (!now) return
    try {
      await cancelPack(plan.value, now.id)
      pack.value = null
    } catch (error) {
      trouble.value = troubleOf(error)
    }
  }

  /** The print of the bulletin, as somebody saved it. */
  const bring = (name: string, content: Blob) =>
    go(async signal => {
      if (pack.value) pack.value = await bringPart(plan.value, pack.value.id, name, content, signal)
    })

  onScopeDispose(halt)
  return { pack, trouble, failure, film, paper, isPaperFixed, busy, missing, progress, shares, run, halt, drop, bring }
}
export type PackWork = ReturnType<typeof usePack>
