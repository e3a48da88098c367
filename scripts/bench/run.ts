/** What was asked for on the command line. */
export interface Run {
  wants(id: string): boolean
  /** Plans of 10,000 compounds in the largest database: 40, fewer with --quick. */
  many: number
  rounds: number
  quick: boolean
  soak: boolean
}

export function readRun(args: string[]): Run & { json: boolean } {
  const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : null
  const quick = args.includes('--quick')
  return {
    wants: id => only === null || only.includes(id),
    many: quick ? 4 : 40,
    rounds: quick ? 5 : 7,
    quick,
    soak: args.includes('--soak'),
    json: args.includes('--json'),
  }
}
