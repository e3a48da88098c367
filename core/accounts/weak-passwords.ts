/** What people type when a rule asks for letters and digits; compared without digits, signs and case. */
const WORDS =
  'password passwd passw pass admin administrator root guest user test demo welcome hello login master system manager office qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc abc abcd abcde abcdef abcdefg abcdefgh iloveyou woaini wuye xiaoqu zhengfu shequ mima huanying fullcover changeme letmein secret dragon monkey sunshine china beijing'
const KNOWN = new Set(WORDS.split(' '))
const RUNS = [
  '0123456789',
  '9876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv',
]
const FEW = 4
const RUN = 8

/** Whether a password is one of those tried first: a known word with digits about it, few different characters, or a run over the keys. */
export function isWeak(password: string): boolean {
  const small = password.toLowerCase()
  const core = small.replace(/^[^a-z]+|[^a-z]+$/g, '')
  const plain = core.replaceAll('@', 'a').replaceAll('0', 'o').replaceAll('$', 's').replaceAll('1', 'i')
  const words = [small, plain].map(text => text.replace(/[^a-z]/g, ''))
  if (words.some(word => KNOWN.has(word))) return true
  if (new Set(small).size <= FEW) return true
  return RUNS.some(run =>
    Array.from({ length: run.length - RUN + 1 }, (_, at) => run.slice(at, at + RUN)).some(part => small.includes(part)),
  )
}
