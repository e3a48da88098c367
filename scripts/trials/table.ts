import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import type { Outcome, Trial } from './trial.ts'

export interface Result extends Outcome {
  id: string
  name: string
  must: string
  /** Why it could not be tried here. */
  untried?: string
  seconds: number
  at: string
  quick: boolean
  load: number
}

const [BEGIN, END] = ['<!-- results -->', '<!-- end of results -->']

export const resultOf = (trial: Trial, rest: Omit<Result, 'id' | 'name' | 'must'>): Result => ({
  id: trial.id,
  name: trial.name,
  must: trial.must,
  ...rest,
})

const verdictOf = ({ untried, broken }: Result) =>
  untried ? `not tried: ${untried}` : broken.length === 0 ? 'held' : `**broken**: ${broken.join('; ')}`

const lineOf = (result: Result) => {
  const { id, name, must, figures, seconds, at, quick, load } = result
  const when = `${at.slice(0, 16).replace('T', ' ')}, ${Math.round(seconds)} s${quick ? ', `--quick`' : ''}${load > cpus().length ? `, machine busy (load ${load.toFixed(1)})` : ''}`
  return `| ${[id, name, must, figures.join('; '), verdictOf(result), when].map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** Puts results into the page: a fault tried again takes its line's place, the others stay. */
export function writeTable(path: string, results: Result[], order: string[]): void {
  const page = existsSync(path) ? readFileSync(path, 'utf8') : `# Trials\n\n${BEGIN}\n${END}\n`
  const [before, rest = ''] = page.split(BEGIN)
  const [kept = '', after = ''] = rest.split(END)
  const lines = new Map(kept.split('\n').flatMap(line => (/^\| F/.test(line) ? [[idIn(line), line]] : [])))
  for (const result of results) lines.set(result.id, lineOf(result))
  const [cpu] = cpus()
  const machine = `${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; moments in UTC.`
  const head = [
    machine,
    '',
    '| # | fault | what must happen | figures | verdict | tried |',
    '| --- | --- | --- | --- | --- | --- |',
  ]
  const rows = order.flatMap(id => lines.get(id) ?? [])
  writeFileSync(path, `${before}${BEGIN}\n${[...head, ...rows].join('\n')}\n${END}${after}`)
}

const idIn = (line: string) => line.split('|')[1]!.trim()
