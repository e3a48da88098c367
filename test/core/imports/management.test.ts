import { expect, test } from 'vitest'
import { managementChange } from '#core/imports/management.ts'
import { span } from './factory.ts'

const AS_OF = '2024-10-18'
const may = span('professional', '2024-05-12', { organisation: 9, observation: 5 })

test('第一次填报：从进驻日期起', () => {
  expect(managementChange([], { mode: 'floating', since: '2024-06-01' }, AS_OF)).toMatchObject({
    ok: true,
    change: { value: 'floating', effective_on: '2024-06-01', from: null },
  })
})

test('没有进驻日期，从台账截至那天起', () => {
  expect(managementChange([], { mode: 'floating' }, AS_OF)).toMatchObject({ change: { effective_on: AS_OF } })
})

test('说的和系统里一样，什么也不加；空格不说话', () => {
  for (const said of [
    {},
    { mode: 'professional' },
    { mode: 'professional', organisation: 9, since: '2024-05-12' },
    { organisation: 9 },
  ])
    expect(managementChange([may], said, AS_OF)).toEqual({ ok: true, change: null })
})

test('重复上报同一情况，进驻日期仍是第一次的', () => {
  const again = [
    { ...may, to_on: '2024-08-01' },
    { ...may, from_on: '2024-08-01', observation: 6 },
  ]
  expect(managementChange(again, { mode: 'professional', since: '2024-05-12' }, AS_OF)).toEqual({
    ok: true,
    change: null,
  })
})

test('换了模式，从新的日子起，不改旧的', () => {
  const result = managementChange([may], { mode: 'floating', since: '2024-09-01' }, AS_OF)
  expect(result).toMatchObject({
    change: { value: 'floating', organisation: null, effective_on: '2024-09-01', from: 'professional' },
  })
  expect(result).not.toHaveProperty('change.replaces')
})

test('进驻日期改早或改晚，是更正', () => {
  for (const since of ['2024-04-01', '2024-07-01'])
    expect(managementChange([may], { mode: 'professional', organisation: 9, since }, AS_OF)).toMatchObject({
      change: { effective_on: since, replaces: 5 },
    })
})

test('同一天换了说法，是更正', () => {
  expect(managementChange([may], { mode: 'work_unit', since: '2024-05-12' }, AS_OF)).toMatchObject({
    change: { replaces: 5 },
  })
})

test('撤场没有管理单位', () => {
  expect(managementChange([may], { mode: 'none', organisation: 9, since: '2024-10-01' }, AS_OF)).toMatchObject({
    change: { value: 'none', organisation: null },
  })
})

test('已签约、尚未进驻的，日子可在前头，再导入也不变', () => {
  const ahead = span('professional', '2024-11-20', { organisation: 9 })
  expect(managementChange([], { mode: 'professional', organisation: 9, since: '2024-11-20' }, AS_OF)).toMatchObject({
    change: { effective_on: '2024-11-20' },
  })
  expect(managementChange([ahead], { mode: 'professional', organisation: 9, since: '2024-11-20' }, AS_OF)).toEqual({
    ok: true,
    change: null,
  })
})

test('会越过别的记录的日期不接受，缺模式的管理单位不接受', () => {
  const history = [span('floating', '2024-03-20', { to_on: '2024-05-12', observation: 4 }), may]
  expect(managementChange(history, { mode: 'work_unit', since: '2024-03-01' }, AS_OF)).toEqual({
    ok: false,
    reason: 'since_contradicts',
  })
  expect(managementChange([], { organisation: 9 }, AS_OF)).toEqual({ ok: false, reason: 'mode_missing' })
})
