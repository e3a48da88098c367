import { reactive, type ToRefs, toRefs, watch } from 'vue'
import { type LocationQueryValue, useRoute, useRouter } from 'vue-router'
import type { Basis, CountedBy } from '#core/api/common.ts'

/** What the address of a wall says; null and defaults are left out of it. */
export interface WallAddress {
  plan: string | null
  closing: number | null
  day: string | null
  lens: string | null
  scope: number | null
  basis: Basis
  counted_by: CountedBy | null
}

export type Address = ToRefs<WallAddress>

type Given = LocationQueryValue | LocationQueryValue[] | undefined

const text = (given: Given): string | null => (Array.isArray(given) ? (given[0] ?? null) : (given ?? null)) || null

const id = (given: Given): number | null => {
  const number = Number(text(given))
  return Number.isSafeInteger(number) && number > 0 ? number : null
}

const COUNTED_BY: readonly string[] = ['count', 'floor_area', 'households'] satisfies CountedBy[]

const read = (query: Record<string, Given>): WallAddress => {
  const day = text(query.day)
  const counted_by = text(query.by)
  return {
    plan: text(query.plan),
    closing: id(query.closing),
    day: day && /^\d{4}-\d\d-\d\d$/.test(day) ? day : null,
    lens: text(query.lens),
    scope: id(query.scope),
    basis: text(query.basis) === 'verified' ? 'verified' : 'reported',
    counted_by: COUNTED_BY.includes(counted_by ?? '') ? (counted_by as CountedBy) : null,
  }
}

const write = ({ plan, closing, day, lens, scope, basis, counted_by }: WallAddress) => ({
  plan: plan ?? undefined,
  closing: closing === null ? undefined : String(closing),
  day: day ?? undefined,
  lens: lens ?? undefined,
  scope: scope === null ? undefined : String(scope),
  basis: basis === 'reported' ? undefined : basis,
  by: counted_by ?? undefined,
})

/** The view as the address carries it, both ways: a wall reloaded shows what it showed. */
export const useAddress = (): Address => {
  const route = useRoute()
  const router = useRouter()
  const address = reactive(read(route.query))

  watch(address, () => router.replace({ query: write(address) }), { flush: 'post' })
  watch(
    () => route.query,
    query => route.name === 'wall' && Object.assign(address, read(query)),
  )

  return toRefs(address)
}

const NOWHERE: WallAddress = {
  plan: null,
  closing: null,
  day: null,
  lens: null,
  scope: null,
  basis: 'reported',
  counted_by: null,
}

/** A view that no address carries. */
export const heldAddress = (asked: Partial<WallAddress>): Address => toRefs(reactive({ ...NOWHERE, ...asked }))
