import type { Row } from './row.ts'

/** Rows as a Markdown table. */
export function table(rows: Row[]): string {
  const lines = rows.map(row => [
    row.id,
    row.what,
    row.ours,
    row.peer,
    row.ratio === null ? '' : `${row.ratio.toFixed(row.ratio < 0.1 ? 3 : 2)}×`,
    row.goal,
    row.met === null ? '–' : row.met ? 'met' : 'missed',
    row.note ?? '',
  ])
  const head = ['#', 'what', 'ours', 'peer', 'ratio', 'goal', '', 'note']
  return [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}
