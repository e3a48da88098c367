import type { ExpressionSpecification } from 'maplibre-gl'
import { type Flavor, mix } from '../flavors.ts'
import { state } from './layer.ts'

/** How much of its colour what is out of scope keeps. */
export const FAINT = 0.22

const match = (colours: [string, string][], otherwise: string): ExpressionSpecification =>
  ['match', state('tone', ''), ...colours.flat(), otherwise] as ExpressionSpecification

/** Colour by the state `tone`; dimmed by mixing, not by opacity, so that a mark stays unseen in its polygon. */
export const byTone = (
  colours: Record<string, string>,
  otherwise: string,
  { background }: Flavor,
): ExpressionSpecification => [
  'case',
  ['boolean', ['feature-state', 'dimmed'], false],
  match(
    Object.entries(colours).map(([tone, colour]) => [tone, mix(background, colour, FAINT)]),
    otherwise,
  ),
  match(Object.entries(colours), otherwise),
]
