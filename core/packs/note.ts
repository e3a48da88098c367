/** What the note in a zip speaks of. */
export interface Noted {
  place: string
  plan_title: string
  title: string
  as_of: string
  /** Beijing time, as people read it. */
  known_at: string
  seal: string | null
  signed: boolean
  demo: boolean
  files: readonly { name: string; bytes: number; sha256: string }[]
}

/** 说明.txt: which figures these are, and by what every file is known again. Lines end as Notepad wants them. */
export const noteText = ({ place, plan_title, title, as_of, known_at, seal, signed, demo, files }: Noted): string =>
  [
    plan_title,
    `${place}${title}`,
    '',
    ...(demo ? ['演示数据，不作为工作依据。', ''] : []),
    `数据截至：${as_of}`,
    `截数时间：${known_at}（北京时间），此后填报和更正的内容不在其中。`,
    `签发：${signed ? '已签发' : '尚未签发'}`,
    `数据封签：${seal ?? '无'}`,
    '',
    '本资料包内的数字都由上述截数算出，与系统中同一截数的画面一致。',
    '各文件的 SHA-256 校验值如下，可用来核对文件未被改动：',
    '',
    ...files.flatMap(({ name, bytes, sha256 }) => [`${name}（${bytes} 字节）`, sha256, '']),
  ].join('\r\n')
