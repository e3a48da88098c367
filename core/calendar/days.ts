const DAY = 86_400_000

const utc = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** The ISO day `n` days after `day`; before it when `n` is negative. */
export const addDays = (day: string, n: number): string => new Date(utc(day) + n * DAY).toISOString().slice(0, 10)

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / DAY)

/** The last day of the month before the one `day` lies in: what a monthly ranking compares with. */
export const previousMonthEnd = (day: string): string => addDays(`${day.slice(0, 8)}01`, -1)

/** Every day from `from` to `to`, both included. */
export const eachDay = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, n) => addDays(from, n))

/** Whether `day` is a day of the calendar, not only of its shape. */
export const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(utc(day)) && addDays(day, 0) === day

/** The day a moment falls on in Shanghai, where it is always eight hours later than UTC. */
export const dayOfMoment = (moment: string): string =>
  new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10)

/** The last millisecond of a Shanghai day, as a moment. */
export const endOfDay = (day: string): string => new Date(utc(day) + DAY - 8 * 3_600_000 - 1).toISOString()
