import { expect, test } from 'vitest'
import { isRemark, type ReviewFields, readReview } from '../../../web/areas/review-fields.ts'
import { VERBS_OF } from '../../../web/areas/review-verbs.ts'

const fields: ReviewFields = {
  text: '',
  place: '',
  from_on: '2024-10-18',
  to_on: '2024-10-25',
  effective_on: '2024-10-18',
  files: [],
}

test('意见、退回、异议要有文字；公示要有地点和不颠倒的起止；公布要有生效日', () => {
  expect(readReview('comment', fields, null)).toEqual({ ok: false, lacks: 'text' })
  expect(readReview('return', { ...fields, text: '  ' }, null)).toEqual({ ok: false, lacks: 'text' })
  expect(readReview('notice', fields, null)).toEqual({ ok: false, lacks: 'place' })
  expect(readReview('notice', { ...fields, place: '公告栏', to_on: '2024-10-17' }, null)).toEqual({
    ok: false,
    lacks: 'days',
  })
  expect(readReview('publish', { ...fields, effective_on: '' }, null)).toEqual({ ok: false, lacks: 'effective_on' })
})

test('每一步只送出它的字段', () => {
  const said = { ...fields, text: ' 压占道路 ', place: '公告栏', files: ['a'.repeat(64)] }
  expect(readReview('comment', said, [112, 34])).toEqual({
    ok: true,
    body: { at: [112, 34], text: '压占道路', files: said.files },
  })
  expect(readReview('objection', fields && { ...fields, text: '不同意' }, null)).toEqual({
    ok: true,
    body: { at: null, text: '不同意' },
  })
  expect(readReview('return', said, [112, 34])).toEqual({
    ok: true,
    body: { text: '压占道路', comments: [{ at: [112, 34], text: '压占道路' }] },
  })
  expect(readReview('return', said, null)).toEqual({ ok: true, body: { text: '压占道路' } })
  expect(readReview('notice', { ...fields, place: '公告栏' }, null)).toEqual({
    ok: true,
    body: { place: '公告栏', from_on: '2024-10-18', to_on: '2024-10-25' },
  })
  expect(readReview('publish', said, null)).toEqual({
    ok: true,
    body: { effective_on: '2024-10-18', note: '压占道路' },
  })
  expect(readReview('withdraw', fields, null)).toEqual({ ok: true, body: {} })
})

test('公示中的草稿不能撤回，退回的不能公布；意见不改变草稿', () => {
  const ids = (state: keyof typeof VERBS_OF) => VERBS_OF[state].map(({ id }) => id)
  expect(ids('notice')).not.toContain('withdraw')
  expect(ids('returned')).not.toContain('publish')
  expect(ids('submitted')[0]).toBe('notice')
  expect(ids('notice')[0]).toBe('publish')
  expect(isRemark('comment')).toBe(true)
  expect(isRemark('publish')).toBe(false)
})
