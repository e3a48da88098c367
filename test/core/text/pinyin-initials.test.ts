import { expect, test } from 'vitest'
import { findInitials, pinyinInitials } from '#core/text/pinyin-initials.ts'

const find = (name: string, typed: string) => findInitials(pinyinInitials(name), typed)

test('粮食局家属院 is found by lsj, by its middle and in capitals', () => {
  expect(find('粮食局家属院', 'lsj')).toBe(0)
  expect(find('粮食局家属院', 'jsy')).toBe(3)
  expect(find('粮食局家属院', 'LSJJSY')).toBe(0)
  expect(find('粮食局家属院', 'lj')).toBe(-1)
})

test('every initial of pinyin is told from its neighbours', () => {
  const said = pinyinInitials('安步擦搭鹅夫噶哈均阔拉木那欧普群然所拓物寻运做').join('')
  expect(said).toBe('abcdefghjklmnopqrstwxyz')
})

test('a character of two readings is found by either', () => {
  expect(find('长安小区', 'ca')).toBe(0)
  expect(find('长安小区', 'za')).toBe(0)
})

test('digits and letters of a name stand for themselves; blanks do not matter', () => {
  expect(find('机械厂 2 号院 B 区', 'jxc2hyb')).toBe(0)
  expect(find('机械厂', '')).toBe(-1)
})
