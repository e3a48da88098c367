import type { PackPart } from '../api/packs.ts'
import type { Scene } from '../presenting/scenes.ts'
import { FILM_TITLE, PICTURE_TITLES, PRINT_TITLE } from './titles.ts'

/** A part as a pack is to have it, before there is a content. `title` is what it is called in the zip, without an ending. */
export type PlannedPart = Pick<PackPart, 'name' | 'kind' | 'of' | 'made_by' | 'optional'> & { title: string }

/** A bulletin's file as the server makes it. */
export interface BulletinPart {
  id: number
  kind: 'docx' | 'xlsx'
  title: string
}

export interface PackContents {
  scenes: readonly Scene[]
  /** What a compound is called. */
  nameOf: (subject: number) => string
  film: boolean
  bulletins: readonly BulletinPart[]
}

/** Everything a pack holds: bulletins first, one picture per scene that has a map, the film where it is wanted, the print where somebody brings it. */
export const partsOf = ({ scenes, nameOf, film, bulletins }: PackContents): PlannedPart[] => [
  ...bulletins.map(({ id, kind, title }): PlannedPart => {
    const part = kind === 'docx' ? 'bulletin_docx' : 'tables_xlsx'
    return { name: `${kind}-${id}`, kind: part, of: String(id), made_by: 'server', optional: false, title }
  }),
  ...scenes.flatMap((scene): PlannedPart[] => {
    const title = pictureTitle(scene, nameOf)
    if (title === null) return []
    return [{ name: `picture-${scene.id}`, kind: 'picture', of: scene.id, made_by: 'browser', optional: false, title }]
  }),
  ...(film && scenes.some(({ kind }) => kind === 'replay')
    ? [{ name: 'film', kind: 'film', of: 'replay', made_by: 'browser', optional: false, title: FILM_TITLE } as const]
    : []),
  { name: 'print', kind: 'print', of: null, made_by: 'browser', optional: true, title: PRINT_TITLE },
]

const pictureTitle = ({ id, kind, subject }: Scene, nameOf: PackContents['nameOf']): string | null => {
  const title = PICTURE_TITLES[kind]
  if (title === null || kind !== 'site') return title
  const stop = /\d+$/.exec(id)?.[0] ?? ''
  return `${title}${stop} ${subject === undefined ? '' : nameOf(subject)}`.trim()
}
