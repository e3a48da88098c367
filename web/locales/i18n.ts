import { createI18n } from 'vue-i18n'
import en from './en.ts'
import zhCN from './zh-CN.ts'

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

const KEPT = 'fullcover.locale'

const isLocale = (text: string | null): text is Locale => LOCALES.some(locale => locale === text)

const remembered = (): Locale => {
  const asked = new URLSearchParams(location.search).get('lang')
  if (isLocale(asked)) return asked
  const kept = localStorage.getItem(KEPT)
  return isLocale(kept) ? kept : 'zh-CN'
}

export const i18n = createI18n({
  legacy: false,
  locale: remembered(),
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN, en },
})

export const speak = (locale: Locale) => {
  i18n.global.locale.value = locale
  localStorage.setItem(KEPT, locale)
}
