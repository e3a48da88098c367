import { computed, type Ref } from 'vue'
import { daysBetween } from '#core/calendar/days.ts'
import { choiceBands } from '#core/lenses/lens.ts'
import { baseIndicators, indicatorOf } from '#core/plan/meets.ts'
import { adopted } from '#core/plan/printed.ts'
import { dark, fills } from '../map/flavors.ts'
import { FAMILIES } from '../map/marks.ts'
import { tonesOf } from '../wall/tones.ts'
import type { Wall } from '../wall/useWall.ts'
import { curveScale, stackedBands, stairSteps } from './curve-geometry.ts'

/** Room for the playhead's knob and the label of a step at 100 %, in design pixels. */
export const HEADROOM = 64

/** Everything the curve draws, in CSS pixels of its own box. */
export const useCurvePicture = (wall: Wall, size: Ref<{ width: number; height: number }>, unit: Ref<number>) => {
  const { document, curve, present, playback, indicator } = wall
  const { endAt, todayAt } = playback

  const from = computed(() => (document.value ? adopted(document.value.starts_on) : '2000-01-01'))
  const place = (day: string) => daysBetween(from.value, day)
  const drawn = computed(() => ({
    width: size.value.width,
    height: Math.max(0, size.value.height - HEADROOM * unit.value),
  }))
  const top = computed(() =>
    Math.max(curve.value?.total.at(-1) ?? 0, ...(curve.value?.steps.map(s => s.needed) ?? [0])),
  )
  const scale = computed(() => curveScale(drawn.value, endAt.value, top.value))

  const colours = computed(() => {
    const plan = document.value
    const base = plan ? indicatorOf(plan, baseIndicators(plan, indicator.value)[0] ?? '') : undefined
    const tones = fills(dark)
    if (!plan || base?.type !== 'mode') return [{ value: 'true', colour: tones.score_2 }]
    const modes = choiceBands(plan, base)
    const toneOf = tonesOf(modes)
    // Modes of one family lie on each other, whatever order the plan names them in.
    return FAMILIES.flatMap(family =>
      modes.flatMap(mode =>
        mode.family === family ? [{ value: mode.id, colour: tones[toneOf.get(mode.id) ?? family] }] : [],
      ),
    )
  })
  const bands = computed(() => {
    const known = curve.value
    if (!known) return []
    const covered = { ...known, by_value: { true: known.covered, ...known.by_value } }
    const values = colours.value.map(({ value }) => value)
    return stackedBands(covered, known.days.map(place), values, todayAt.value, scale.value).map(({ value, path }) => ({
      value,
      path,
      colour: colours.value.find(each => each.value === value)?.colour ?? '',
    }))
  })
  const stairs = computed(() => {
    const steps = curve.value?.steps.map(step => ({ ...step, at: place(step.by) + 1 })) ?? []
    return stairSteps(steps, endAt.value)
  })

  /** From today's count along the present pace, to the goal that is next or to the end of the picture. */
  const forecast = computed(() => {
    const now = present.value
    if (!now?.forecast || wall.scored.value || now.forecast.pace_per_week <= 0) return null
    const days = endAt.value - todayAt.value
    if (days <= 0) return null
    const most = Math.min(top.value, now.total.covered + (now.forecast.pace_per_week * days) / 7)
    const until = todayAt.value + ((most - now.total.covered) / now.forecast.pace_per_week) * 7
    const { x, y } = scale.value
    return { x1: x(todayAt.value), y1: y(now.total.covered), x2: x(until), y2: y(most) }
  })

  return { from, top, scale, drawn, bands, stairs, forecast }
}
