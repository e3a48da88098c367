const COLLATOR = new Intl.Collator('zh-u-co-pinyin')

/** The first character of each initial in the pinyin order of CLDR; no syllable begins with i, u or v. */
const FIRST = [...'吖八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀']
const LETTERS = [...'abcdefghjklmnopqrstwxyz']

/** Characters of place names that are read in more than one way; the order knows only one of them. */
const OTHERWISE: Record<string, string> = {
  长: 'cz',
  重: 'cz',
  乐: 'ly',
  行: 'xh',
  厦: 'sx',
  单: 'ds',
  朝: 'cz',
  曾: 'zc',
}

const HAN = /^\p{Script=Han}$/u

/** What was worked out before: names share few characters, and each costs two dozen comparisons. */
const known = new Map<string, string>()

const initialsOf = (character: string): string => {
  const before = known.get(character)
  if (before !== undefined) return before
  const letters = workedOut(character)
  known.set(character, letters)
  return letters
}

const workedOut = (character: string): string => {
  if (!HAN.test(character)) return character.toLowerCase()
  const others = OTHERWISE[character]
  if (others) return others
  const after = FIRST.findIndex(first => COLLATOR.compare(first, character) > 0)
  return LETTERS[(after === -1 ? FIRST.length : after) - 1] ?? character
}

/** 拼音首字母: for each character of a text the letters its reading may begin with; other characters stand for themselves. */
export const pinyinInitials = (text: string): string[] => [...text.replace(/\s+/g, '')].map(initialsOf)

/** Whether typed initials ("lsj") run through a text's initials somewhere; the place where they begin, or -1. */
export const findInitials = (initials: readonly string[], typed: string): number => {
  const letters = [...typed.toLowerCase().replace(/\s+/g, '')]
  if (letters.length === 0) return -1
  return initials.findIndex((_, at) => letters.every((letter, i) => initials[at + i]?.includes(letter)))
}
