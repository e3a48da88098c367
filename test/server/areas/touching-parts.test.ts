import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../helpers/engines.ts'
import { openStage, post, type Stage } from '../api/stage.ts'
import { draftOf } from './stage.ts'

//  ┌────┐   /|   /|
//  │ 1  │ /2 |  /3|      1 and 2 meet in a corner: widening them the embedded engine gave up
//  └────┴────┘ /__|
const PARTS = [
  [
    [112.0016779, 34.0011077],
    [112.0023344, 34.0011128],
    [112.0022823, 34.0011858],
    [112.0017115, 34.0011858],
  ],
  [
    [112.0023344, 34.0011128],
    [112.0028012, 34.0010696],
    [112.0028012, 34.0015631],
  ],
  [
    [112.0028012, 34.0010971],
    [112.0029936, 34.0010954],
    [112.0029936, 34.0016211],
  ],
]

eachEngine('parts that meet in a corner', connection => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection())
  })
  afterAll(() => stage.close())

  test('are judged like others', async () => {
    const coordinates = PARTS.map(ring => [[...ring, ring[0]!]])
    const { kind, picks } = draftOf(null)
    const asked = { kind, picks, shape: { type: 'MultiPolygon', coordinates } }
    const answer = await post(stage, `${stage.at}/areas/check`, asked)
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json().contents.m2).toBeGreaterThan(1000)
  })
})
