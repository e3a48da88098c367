import type { DraftBody } from '#core/api/areas.ts'
import { type DraftShape, fromMultiPolygon } from '#core/areas/shape.ts'
import type { DraftAbout, DrawingOptions } from './drawing.ts'

/** What a drawing begins with: a draft, a published area, or a list. */
export interface Beginning {
  shape: DraftShape
  picks: ReadonlySet<number>
  about: DraftAbout
}

const NOTHING_SAID: Omit<DraftAbout, 'name'> = {
  town: null,
  community: null,
  ground: null,
  ground_note: null,
  shared_facilities: null,
  files: [],
}

export const aboutOf = ({ kind: _kind, shape: _shape, picks: _picks, ...about }: DraftBody): DraftAbout => ({
  name: about.name,
  town: about.town,
  community: about.community,
  ground: about.ground,
  ground_note: about.ground_note,
  shared_facilities: about.shared_facilities,
  files: about.files,
})

/** A draft's rings as they are drawn. */
export const shapeOf = ({ shape }: Pick<DraftBody, 'shape'>): DraftShape => (shape ?? []) as unknown as DraftShape

export const beginningOf = ({ draft, area, kept, start, about, unnamed }: DrawingOptions): Beginning => {
  const body = draft ?? kept?.body
  if (body) return { shape: shapeOf(body), picks: new Set(body.picks), about: aboutOf(body) }
  const said = { ...NOTHING_SAID, name: unnamed, ...about }
  if (!area) return { shape: start?.shape ?? [], picks: new Set(start?.picks), about: said }
  const { name, town, community, ground, ground_note, shared_facilities } = area
  return {
    shape: area.shape ? fromMultiPolygon(area.shape) : [],
    picks: new Set(area.compounds),
    about: { ...said, name, town, community, ground, ground_note, shared_facilities, ...about },
  }
}
