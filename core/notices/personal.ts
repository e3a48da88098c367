/** Numbers by which a person is reached or known: mobile and landline phones, identity cards; digits of any width, with blanks or dashes in them. */
const NUMBERS = [/(?<!\d)1[3-9]\d{9}(?!\d)/, /(?<!\d)0\d{2,3}\d{7,8}(?!\d)/, /(?<!\d)\d{17}[\dXx](?!\d)/]

const plain = (text: string): string => text.normalize('NFKC').replace(/(?<=\d)[\s-]+(?=\d)/g, '')

/** Whether a text would make a person's number public. */
export const holdsNumber = (text: string): boolean => NUMBERS.some(number => number.test(plain(text)))

/** Of known names of persons, those a text spells out. */
export const namesIn = (text: string, names: readonly string[]): string[] =>
  names.filter(name => name.length > 1 && plain(text).includes(name.normalize('NFKC')))
