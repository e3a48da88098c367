import { type FunctionalComponent, h, type VNode } from 'vue'
import { I18nT } from 'vue-i18n'

/** A sentence of the locale with parts that are drawn by slots, as a paragraph. */
export const Sentence: FunctionalComponent<{ keypath: string }, Record<never, never>, Record<string, () => VNode[]>> = (
  { keypath },
  { slots },
) => h(I18nT, { keypath, tag: 'p', scope: 'global' }, slots)
Sentence.props = ['keypath']
