import { expect, test } from 'vitest'
import { API_ERRORS } from '#core/api/errors.ts'
import en from '../../../web/locales/en.ts'
import zhCN from '../../../web/locales/zh-CN.ts'

type Messages = { [key: string]: string | Messages }

const sentences = (messages: Messages, path = ''): [string, string][] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : sentences(value, `${path}${key}.`),
  )
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)

test('English has a sentence for every Chinese one, and asks for nothing the Chinese one is not given', () => {
  const english = new Map(sentences(en))
  for (const [key, text] of sentences(zhCN)) {
    expect(english.has(key), key).toBe(true)
    const given = holes(text)
    const extra = holes(english.get(key) ?? '').filter(hole => !given.includes(hole))
    expect(extra, key).toEqual([])
  }
})

test('every code the API can answer with has a sentence for a clerk', () => {
  for (const code of Object.keys(API_ERRORS)) expect(zhCN.errors).toHaveProperty(code)
  expect(zhCN.errors).toHaveProperty('offline')
})

test('达标 means the 85 points and is never said of a target; Chinese sentences use full-width marks', () => {
  for (const [key, text] of sentences(zhCN)) {
    expect(text, key).not.toContain('达标')
    expect(text, key).not.toMatch(/[\u4e00-\u9fff][,;:!?]/)
  }
})
