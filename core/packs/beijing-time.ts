const EIGHT_HOURS = 8 * 3_600_000

/** A moment as a clock in the county shows it, for example 2024-10-18 17:03:22. */
export const beijingTime = (moment: string): string =>
  new Date(Date.parse(moment) + EIGHT_HOURS).toISOString().slice(0, 19).replace('T', ' ')
