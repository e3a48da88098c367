import { Check } from 'typebox/value'
import { ApiError } from '#core/api/errors.ts'
import { ImportSaid } from '#core/imports/import-answer.ts'
import type { ImportFiles } from './read-import.ts'

/** What a multipart body may hold, a file each. */
export const FIELDS = ['ledger', 'shapes', 'divisions'] as const
const isField = (name: string): name is (typeof FIELDS)[number] => (FIELDS as readonly string[]).includes(name)

const OPTIONS = 'options'

const readOptions = (text: string): ImportSaid => {
  const refused = new ApiError('bad_request', '随文件一起提交的选项写法不合要求。')
  try {
    const said: unknown = JSON.parse(text)
    if (Check(ImportSaid, said)) return said
  } catch {
    throw refused
  }
  throw refused
}

export interface Uploaded {
  files: ImportFiles
  said: ImportSaid
}

/** The files of a multipart body by the field they came in, and what was said along with them. */
export const uploadedFiles = async (body: Buffer, type: string): Promise<Uploaded> => {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw new ApiError('bad_request', '上传的内容不完整，请重新选择文件。')
  })
  const files: ImportFiles = {}
  let said: ImportSaid = {}
  for (const [name, value] of form) {
    if (name === OPTIONS && typeof value === 'string') {
      said = readOptions(value)
      continue
    }
    if (!isField(name) || typeof value === 'string')
      throw new ApiError('unknown_field', `不认识的内容“${name.slice(0, 40)}”。`)
    if (files[name]) throw new ApiError('bad_request', `“${name}”只能有一个文件。`)
    files[name] = { name: value.name.slice(-200), bytes: new Uint8Array(await value.arrayBuffer()) }
  }
  if (!Object.keys(files).length) throw new ApiError('bad_request', '请至少选择一个文件：ledger、shapes 或 divisions。')
  return { files, said }
}
