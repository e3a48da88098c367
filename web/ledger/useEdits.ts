import { computed, type Ref, shallowRef, watch } from 'vue'
import { type CellsNow, type Edit, type Edits, type Wish, withWishes } from '#core/ledger/edits.ts'
import type { CellRefusal } from '#core/ledger/read-cell.ts'
import { useSession } from '../session/session.store.ts'

interface Step {
  note: string
  edits: Edits
}
const NONE: Step = { note: '', edits: new Map() }

/** Each account's own, for a computer that several people use. */
const keyOf = (plan: string) => `fullcover.ledger.${useSession().who?.id ?? ''}.${plan}`

const keptWishes = (plan: string): Wish[] => {
  try {
    return JSON.parse(localStorage.getItem(keyOf(plan)) ?? '[]') as Wish[]
  } catch {
    return []
  }
}

/** The pending changes of a plan's ledger as a stack of named steps; kept over a closed tab until they are saved or dropped. */
export const useEdits = (plan: Ref<string>, now: CellsNow) => {
  const past = shallowRef<readonly Step[]>([])
  const step = shallowRef<Step>(NONE)
  const future = shallowRef<readonly Step[]>([])
  /** What the server would not take, by cell; gone when the cell is edited again. */
  const answered = shallowRef<ReadonlyMap<string, CellRefusal>>(new Map())
  const edits = computed(() => step.value.edits)

  const take = (next: Step) => {
    step.value = next
    answered.value = new Map()
  }
  const wish = (wishes: readonly Wish[], note: string): boolean => {
    const changed = withWishes(edits.value, wishes, now)
    if (changed === edits.value) return false
    past.value = [...past.value, step.value]
    future.value = []
    take({ note, edits: changed })
    return true
  }
  const undo = () => {
    const before = past.value.at(-1)
    if (!before) return
    past.value = past.value.slice(0, -1)
    future.value = [step.value, ...future.value]
    take(before)
  }
  const redo = () => {
    const [next, ...rest] = future.value
    if (!next) return
    past.value = [...past.value, step.value]
    future.value = rest
    take(next)
  }
  /** They are saved, or nobody wants them any more: nothing of them can be undone here. */
  const forget = () => {
    past.value = []
    future.value = []
    take(NONE)
  }
  const drop = (note: string) => {
    if (edits.value.size === 0) return
    past.value = [...past.value, step.value]
    future.value = []
    take({ note, edits: new Map() })
  }

  watch(
    plan,
    id => {
      forget()
      if (id) wish(keptWishes(id), '')
      past.value = []
    },
    { immediate: true },
  )
  watch(edits, held => {
    const wishes = [...held.values()].map(({ subject, column, typed }: Edit) => ({ subject, column, typed }))
    if (wishes.length) localStorage.setItem(keyOf(plan.value), JSON.stringify(wishes))
    else localStorage.removeItem(keyOf(plan.value))
  })

  const undoes = computed(() => (past.value.length ? step.value.note : null))
  const redoes = computed(() => future.value[0]?.note ?? null)
  return { edits, answered, wish, undo, redo, drop, forget, undoes, redoes }
}
export type EditStack = ReturnType<typeof useEdits>
