import type { Basis } from '#core/api/common.ts'
import { type Outlook, outlookOf } from '#core/coverage/outlook.ts'
import { type SiteCard, siteCard } from '#core/meetings/site-card.ts'
import { type ReplayChange, replayOf } from '#core/presenting/replay.ts'
import { boardOf, publicBasis } from '#core/ranking/board.ts'
import { type Board, COMPOUND, ORGANISATION } from '#core/ranking/rows.ts'
import { ranksUnits } from '#core/ranking/rules.ts'
import type { Presented } from './presented.ts'

/** What the scenes tell, worked out of the book before the first one: none waits when its turn comes. */
export interface Prepared {
  /** What the month changed, by the basis of what is made public. */
  changes: ReplayChange[]
  /** What was reported beyond that and is not verified yet. */
  unverified: number
  boards: Board[]
  outlooks: { of: string; outlook: Outlook }[]
  /** By the order of the sites; null for a compound the book does not know. */
  cards: (SiteCard | null)[]
}

const gainedOf = (changes: readonly ReplayChange[]) =>
  new Set(changes.flatMap(({ kind, subject }) => (kind === 'gained' ? [subject] : [])))

export const prepare = ({ book, meeting }: Pick<Presented, 'book' | 'meeting'>): Prepared => {
  const { document, closing } = book
  const { indicator } = document.headline
  const { from_on, as_of } = closing
  const history = book.histories.get(indicator)
  const changesBy = (basis: Basis) => (history ? replayOf(document, history, { indicator, basis, from_on, as_of }) : [])
  const changes = changesBy(publicBasis(document))
  const gained = gainedOf(changes)
  const unverified = [...gainedOf(changesBy('reported'))].filter(subject => !gained.has(subject))

  const ranked = document.ranking?.of.filter(of => of !== ORGANISATION || ranksUnits(document, meeting)) ?? []
  const levels = ranked.filter(of => of !== ORGANISATION && of !== COMPOUND)
  return {
    changes,
    unverified: unverified.length,
    boards: ranked.map(of => boardOf(book, { of, as_of })),
    outlooks: levels.map(of => ({ of, outlook: outlookOf(book, { by: of, as_of }) })),
    cards: meeting.document.sites.map(site => siteCard(book, site)),
  }
}
