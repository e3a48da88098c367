import { expect, test } from 'vitest'
import { buildOf, isOther } from '#core/version/build-of.ts'
import { type Circumstances, whatToDo } from '../../../web/version/what-to-do.ts'

const HOUR = 3_600_000
const circumstances = (some: Partial<Circumstances> = {}): Circumstances => ({
  route: 'wall',
  is_display: false,
  is_editing: false,
  idle_ms: 120_000,
  served: 'newbuild',
  now: 10 * HOUR,
  reloaded: null,
  ...some,
})

test('大屏没有人在跟前时自己换成新页面；有人在看就等着，登记过的屏幕不等', () => {
  expect(whatToDo(circumstances())).toBe('reload')
  expect(whatToDo(circumstances({ idle_ms: 59_000 }))).toBe('wait')
  expect(whatToDo(circumstances({ idle_ms: 0, is_display: true }))).toBe('reload')
  expect(whatToDo(circumstances({ is_display: true, is_editing: true }))).toBe('wait')
})

test('会议进行当中不换页面，也不打扰', () => {
  for (const route of ['meeting', 'follow'])
    for (const is_display of [true, false]) expect(whatToDo(circumstances({ route, is_display }))).toBe('wait')
})

test('工作台、填报、管理页从不自己刷新，只说一声', () => {
  for (const route of ['desk', 'report', 'admin', 'sign', 'sign-in', 'compound'])
    expect(whatToDo(circumstances({ route }))).toBe('tell')
})

test('为同一个新版本刷新过、页面还是旧的：一小时内不再刷新，改为说一声', () => {
  const reloaded = { build: 'newbuild', at: 10 * HOUR }
  let reloads = 0
  for (let now = 10 * HOUR; now < 11 * HOUR; now += 1000)
    if (whatToDo(circumstances({ reloaded, now })) === 'reload') reloads++
  expect(reloads).toBe(0)
  expect(whatToDo(circumstances({ reloaded, now: 11 * HOUR }))).toBe('reload')
  expect(whatToDo(circumstances({ reloaded, served: 'nextnext' }))).toBe('reload')
  expect(whatToDo(circumstances({ reloaded: 'unknown' }))).toBe('tell')
})

test('页面认得出自己是哪一次生成的；正在开发的页面不比较', () => {
  const html = '<script type="module" crossorigin src="/assets/index-Dm585Zvw.js"></script>'
  expect(buildOf(html)).toBe('Dm585Zvw')
  expect(buildOf('http://10.0.0.5:8080/assets/index-Dm585Zvw.js')).toBe('Dm585Zvw')
  expect(buildOf('<script type="module" src="/main.ts"></script>')).toBe('dev')
  expect(isOther('Dm585Zvw', 'BAoNU9Y8')).toBe(true)
  expect(isOther('Dm585Zvw', 'Dm585Zvw')).toBe(false)
  expect(isOther('Dm585Zvw', null)).toBe(false)
  expect(isOther('dev', 'BAoNU9Y8')).toBe(false)
  expect(isOther('Dm585Zvw', 'dev')).toBe(false)
})
