const USAGE_CODE = 2

/** The command was called in a way it does not know. */
export class UsageError extends Error {}

export const say = (line: string) => process.stdout.write(`${line}\n`)
export const complain = (line: string) => process.stderr.write(`${line}\n`)

/** Runs a command to its end: exit code 0 well, 1 failed, 2 wrong use. */
export async function finish(main: () => Promise<boolean>, usage: string): Promise<void> {
  try {
    process.exitCode = (await main()) ? 0 : 1
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    const wrong = error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS')
    const unknown = /'([^']+)'/.exec(message)?.[1]
    complain(code.startsWith('ERR_PARSE_ARGS') ? `参数有误：${unknown}` : message || code)
    if (wrong) complain(usage)
    process.exitCode = wrong ? USAGE_CODE : 1
  }
}

/** Ends with the first Ctrl-C, or when the machine asks. */
export function stoppable(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  return stop.signal
}

/** A line whenever another tenth is done, for whoever watches; nothing where nobody does. */
export function tellProgress(): (done: number) => void {
  let told = 0
  return done => {
    const tenths = Math.floor(done * 10)
    if (tenths <= told || tenths >= 10 || !process.stdout.isTTY) return
    told = tenths
    say(`  已完成 ${tenths}0%`)
  }
}

export const inSeconds = (ms: number) => `${(ms / 1000).toFixed(1)} 秒`

export const inBytes = (bytes: number) => {
  const unit = ['B', 'KB', 'MB', 'GB', 'TB']
  let n = bytes
  while (n >= 1000 && unit.length > 1) {
    n /= 1024
    unit.shift()
  }
  return `${n.toFixed(n < 10 && unit[0] !== 'B' ? 1 : 0)} ${unit[0]}`
}
