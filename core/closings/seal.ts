import type { Basis, CountedBy } from '#core/api/common.ts'
import { countsOf, curveOf } from '../coverage/curve.ts'
import { figuresOf } from '../coverage/figures.ts'
import { daysAsked, progressFrom } from '../coverage/progress.ts'
import { adopted } from '../plan/printed.ts'
import { type BoardRow, boardOf, ORGANISATION } from '../ranking/board.ts'
import type { OpenBook } from './open-book.ts'

const BASES = ['reported', 'verified'] as const satisfies Basis[]

/**
 * What a closing answers, as one text that is the same whenever the answers are: the whole, every level, the curve and the boards, on
 * both bases. Only its hash is kept. The fields are named one by one, so that a field added to an answer changes no hash.
 */
export function answersText(book: OpenBook): string {
  const { document, closing } = book
  const counted_by = adopted(document.counted_by)
  return canonical({
    as_of: closing.as_of,
    counted_by,
    answers: BASES.map(basis => ({ basis, ...countedOf(book, basis, counted_by), boards: boardsOf(book, basis) })),
  })
}

function countedOf(book: OpenBook, basis: Basis, counted_by: CountedBy) {
  const { document, divisions, histories, closing } = book
  const { indicator } = document.headline
  const history = histories.get(indicator)!
  const question = { indicator, basis, counted_by, scope: null, as_of: closing.as_of }
  const period = { from: adopted(document.starts_on), to: closing.as_of }
  const curve = curveOf(document, history, { ...question, ...period }, { divisions })
  const figures = figuresOf(document, history, indicator, basis, daysAsked(closing.as_of))
  const known = { seq: 0, known_at: null, divisions, verdicts_then: history.verdicts_then }
  const [whole, ...others] = document.levels.map(level => ({
    level: level.id,
    progress: progressFrom(document, figures, countsOf(curve), { ...question, by: level.id }, known),
  }))
  const { total, shares, additions, targets, forecast } = (
    whole ?? { progress: progressFrom(document, figures, countsOf(curve), question, known) }
  ).progress
  return {
    total: picked(total, ['covered', 'total', 'unreported', 'by_value']),
    shares: Object.values(shares).map(share => [share.covered, share.total]),
    additions,
    targets: targets.map(target =>
      picked(target, ['id', 'by', 'needed', 'covered', 'short', 'verdict', 'reached_on', 'known_then']),
    ),
    forecast: forecast && picked(forecast, ['pace_per_week', 'needed_per_week', 'reaches_on']),
    levels: [...(whole ? [whole] : []), ...others].map(({ level, progress }) => ({
      level,
      rows: progress.rows.map(row =>
        picked(row, ['division', 'name', 'rank', 'rank_before', 'covered', 'total', 'gained', 'short', 'regressed']),
      ),
    })),
    curve: picked(curve, ['days', 'total', 'covered', 'by_value']),
  }
}

const boardsOf = (book: OpenBook, basis: Basis) =>
  [...new Set([...book.document.levels.map(({ id }) => id), ...(book.document.ranking?.of ?? []), ORGANISATION])].map(
    of => ({
      of,
      rows: boardOf(book, { of, basis, as_of: book.closing.as_of }).rows.map(rowText),
    }),
  )

const rowText = ({ reasons, ...row }: BoardRow) => ({
  ...picked(row, [
    'id',
    'name',
    'rank',
    'rank_before',
    'covered',
    'total',
    'due',
    'done',
    'gained',
    'points',
    'regressed',
    'finished',
  ]),
  reasons: reasons.map(reason => picked(reason, ['subject', 'kind', 'day', 'before', 'now'])),
})

function picked<T extends object, K extends keyof T>(from: T, keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.map(key => [key, from[key]])) as Pick<T, K>
}

/** JSON with the keys of every object in the order of the alphabet. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
