import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sink } from './sink.ts'

/** What the server says of itself when it starts and stops, whatever the level of its log. */
export interface Speech {
  say(text: string): void
  /** Tells a link that whoever reads it may use: on the terminal; where a log is kept, it lies in a file for its owner alone. */
  tellFirstLink(link: string | null): void
}

const FILE = 'first-administrator.txt'

/** To a person at a terminal in sentences; to everything else as lines of the log. */
export function makeSpeech(
  sink: Pick<Sink, 'write'>,
  { data_dir, is_terminal }: { data_dir: string; is_terminal: boolean },
): Speech {
  const file = join(data_dir, FILE)
  const say = (text: string) => {
    if (is_terminal) process.stdout.write(`${text}\n`)
    else sink.write(`${JSON.stringify({ level: 'info', time: new Date().toISOString(), msg: text.trim() })}\n`)
  }
  return {
    say,
    tellFirstLink(link) {
      rmSync(file, { force: true })
      if (!link) return
      const why = '      还没有管理员。'
      if (is_terminal) return say(`${why}用这个链接建立第一个（24 小时内有效，只能用一次）：\n      ${link}`)
      try {
        writeFileSync(file, `${link}\n`, { mode: 0o600 })
        say(`${why}建立第一个的链接写在 ${file} 里（24 小时内有效，只能用一次；重启会换一个）。`)
      } catch {
        say(`${why}建立第一个的链接写不进 ${file}：请腾出空间或检查权限，再重启服务。`)
      }
    },
  }
}
