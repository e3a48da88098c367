import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { Flavor } from '../map/flavors.ts'
import { SOURCES } from '../map/layer-order.ts'
import { state } from '../map/layers/layer.ts'
import type { PictureKind } from './picture.ts'

export const DRAFT = 'draft'
/** The published areas around it. */
export const AROUND = 'draft-around'

const only = (...kinds: PictureKind[]): FilterSpecification => ['in', ['get', 'kind'], ['literal', kinds]]
const picked = (opacity: number): ExpressionSpecification => ['case', state('picked', false) as never, opacity, 0]

/** The picked compounds, and over them what is drawn, its points, and the ring around a snapped one. */
export const draftLayers = ({ draft, refused, selection, area }: Flavor): LayerSpecification[] => {
  const paper = '#ffffff'
  const line: ExpressionSpecification = ['case', ['boolean', ['get', 'wrong'], false], refused, draft]
  return [
    {
      id: 'draft-around-line',
      type: 'line',
      source: AROUND,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': area, 'line-width': 1.8, 'line-dasharray': [4, 2.5] },
    },
    {
      id: 'draft-pick',
      type: 'line',
      source: SOURCES.plan,
      'source-layer': 'compounds',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': draft, 'line-width': 3, 'line-opacity': picked(1) },
    },
    {
      id: 'draft-pick-point',
      type: 'circle',
      source: SOURCES.plan,
      'source-layer': 'compound_points',
      maxzoom: 14,
      paint: {
        'circle-radius': 5,
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': draft,
        'circle-stroke-width': 2,
        'circle-stroke-opacity': picked(1),
      },
    },
    {
      id: 'draft-other',
      type: 'fill',
      source: DRAFT,
      filter: only('other'),
      paint: { 'fill-color': draft, 'fill-opacity': 0.2 },
    },
    {
      id: 'draft-other-line',
      type: 'line',
      source: DRAFT,
      filter: only('other'),
      paint: { 'line-color': draft, 'line-width': 1.5, 'line-dasharray': [3, 2] },
    },
    {
      id: 'draft-fill',
      type: 'fill',
      source: DRAFT,
      filter: only('shape'),
      paint: { 'fill-color': line, 'fill-opacity': 0.1 },
    },
    {
      id: 'draft-casing',
      type: 'line',
      source: DRAFT,
      filter: only('shape', 'line'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': paper, 'line-width': 5, 'line-opacity': 0.85 },
    },
    {
      id: 'draft-line',
      type: 'line',
      source: DRAFT,
      filter: only('shape', 'line'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': line, 'line-width': 2.4 },
    },
    {
      id: 'draft-edge',
      type: 'line',
      source: DRAFT,
      filter: only('edge'),
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': selection, 'line-width': 5 },
    },
    {
      id: 'draft-middle',
      type: 'circle',
      source: DRAFT,
      filter: only('middle'),
      paint: {
        'circle-radius': 3,
        'circle-color': draft,
        'circle-opacity': 0.55,
        'circle-stroke-color': paper,
        'circle-stroke-width': 1,
      },
    },
    {
      id: 'draft-vertex',
      type: 'circle',
      source: DRAFT,
      filter: only('vertex'),
      paint: { 'circle-radius': 4.5, 'circle-color': paper, 'circle-stroke-color': draft, 'circle-stroke-width': 2 },
    },
    {
      id: 'draft-selected',
      type: 'circle',
      source: DRAFT,
      filter: only('selected'),
      paint: { 'circle-radius': 6, 'circle-color': draft, 'circle-stroke-color': paper, 'circle-stroke-width': 2 },
    },
    {
      id: 'draft-snapped',
      type: 'circle',
      source: DRAFT,
      filter: only('snapped'),
      paint: {
        'circle-radius': 10,
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': selection,
        'circle-stroke-width': 2,
      },
    },
  ]
}
