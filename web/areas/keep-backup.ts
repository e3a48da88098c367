import { newKey } from '../api/once-keys.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { indexedStore } from '../drawing/indexed-store.ts'

/** What stands in a drawing, kept on this computer beside the draft, to be opened again as one of its own. */
export const keepBackup = async ({ options, shape, picks, about }: Drawing, name: string): Promise<void> => {
  const once = newKey()
  await (options.store ?? indexedStore()).put({
    key: `${options.plan}/${once}`,
    plan: options.plan,
    draft: null,
    version: null,
    area: options.draft?.area ?? options.area?.id ?? null,
    based_on: options.draft?.based_on ?? options.area?.version ?? null,
    once,
    kept_at: new Date().toISOString(),
    body: {
      ...about.value,
      name: [...name].slice(0, 80).join(''),
      kind: options.kind,
      shape: JSON.parse(JSON.stringify(shape.value)),
      picks: [...picks.value],
    },
  })
}
