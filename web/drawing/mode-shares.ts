import { UNREPORTED } from '#core/areas/contents.ts'
import { choicesOf } from '#core/plan/meets.ts'
import { modeIndicator } from '#core/plan/mode.ts'
import type { PlanDocument } from '#core/plan/plan-document.ts'
import { fills, light } from '../map/flavors.ts'
import { tonesOf } from '../wall/tones.ts'

export interface ModeShare {
  id: string
  /** Null for what nobody reported. */
  word: { zh: string; en?: string } | null
  n: number
  /** Where its piece of a bar of 100 begins, and how long it is. */
  from: number
  share: number
  colour: string
}

/** The modes inside as pieces of one bar, in the plan's order and the map's colours. */
export const modeShares = (document: PlanDocument, by_mode: Readonly<Record<string, number>>): ModeShare[] => {
  const indicator = modeIndicator(document)
  const choices = indicator ? choicesOf(document, indicator) : []
  const ranks = choices.length
  const tones = tonesOf(choices.map(({ id, family }, rank) => ({ id, family: family ?? null, rank, ranks })))
  const colours = fills(light)
  const total = Object.values(by_mode).reduce((sum, n) => sum + n, 0)
  let from = 0
  return [...choices, { id: UNREPORTED, zh: '', en: '' }].flatMap(({ id, zh, en }) => {
    const n = by_mode[id] ?? 0
    if (n === 0) return []
    const share = (n / total) * 100
    from += share
    const word = id === UNREPORTED ? null : { zh, en }
    return [{ id, word, n, from: from - share, share, colour: colours[tones.get(id) ?? 'unreported'] }]
  })
}
