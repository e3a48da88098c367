/** What a file is to an import. */
export const ROLES = ['ledger', 'shapes', 'divisions'] as const
export type Role = (typeof ROLES)[number]

export type ChosenFiles = Partial<Record<Role, File>>

const LEDGER = /\.(xlsx|xlsm|xls|csv|txt)$/i
const DIVISIONS = /社区|辖区|乡镇|街道|边界|division|border/i

/** What a file most likely is, by its name; a person may say otherwise. */
export const roleOf = ({ name }: { name: string }): Role => {
  if (LEDGER.test(name)) return 'ledger'
  return DIVISIONS.test(name) ? 'divisions' : 'shapes'
}

/** The server takes no file above this. */
const MOST_BYTES = 50 * 1024 * 1024

/** The files that are too large to be sent at all. */
export const tooLarge = (files: Iterable<File>): File[] => [...files].filter(({ size }) => size > MOST_BYTES)

/** The files chosen so far with more of them: each takes its place, the last of a kind wins. */
export const withFiles = (chosen: ChosenFiles, more: Iterable<File>): ChosenFiles => {
  const next = { ...chosen }
  for (const file of more) next[roleOf(file)] = file
  return next
}

/** The same files with one of them in another place; whatever stood there changes places with it. */
export const moved = (chosen: ChosenFiles, from: Role, to: Role): ChosenFiles => {
  const { [from]: file, [to]: other, ...rest } = chosen
  return { ...rest, ...(file && { [to]: file }), ...(other && { [from]: other }) }
}
