import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CalendarDocument } from '#core/plan/calendar-document.ts'

/** The working days of the country. */
export const calendar = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../data/calendars/cn.json'), 'utf8'),
) as CalendarDocument
