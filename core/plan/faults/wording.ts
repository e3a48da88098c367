import { idsOf, namesOf, PLACEHOLDERS, placeholdersIn, ROW_PLACEHOLDERS } from '../../bulletins/placeholders.ts'
import { rowIds, tableIds } from '../../bulletins/table-ids.ts'
import type { BulletinWording } from '../plan-document.ts'
import type { Conditions } from '../schema/common.ts'
import { type Entry, type PlanCheck, type PlanFault, unknownId, unknownIds } from './fault.ts'

const unknownNames = (path: string, known: ReadonlySet<string>, text: string | undefined): PlanFault[] =>
  placeholdersIn(text ?? '').flatMap(name => (known.has(name) ? [] : [{ path, reason: `没有叫“${name}”的占位符` }]))

const unknownAsked = (path: string, known: ReadonlySet<string>, when: Conditions | undefined): PlanFault[] =>
  Object.keys(when ?? {}).flatMap(id =>
    known.has(id) ? [] : [{ path: `${path}/${id}`, reason: `条件里没有叫“${id}”的数` }],
  )

const texts = (
  { path, it }: Entry<BulletinWording>,
  names: ReadonlySet<string>,
  ids: ReadonlySet<string>,
): PlanFault[] => [
  ...unknownNames(`${path}/title`, names, it.title),
  ...unknownNames(`${path}/to`, names, it.to),
  ...unknownNames(`${path}/masthead`, new Set(), it.masthead),
  ...unknownNames(`${path}/issuer`, names, it.issuer),
  ...unknownNames(`${path}/printed_by`, names, it.printed_by),
  ...it.copies.flatMap(({ to }, i) => unknownNames(`${path}/copies/${i}/to`, names, to)),
  ...it.blocks.flatMap((block, i) => [
    ...unknownAsked(`${path}/blocks/${i}/when`, ids, block.when),
    ...(block.kind === 'heading' ? unknownNames(`${path}/blocks/${i}/text`, names, block.text) : []),
    ...(block.kind === 'paragraph'
      ? block.sentences.flatMap((sentence, s) => {
          const at = `${path}/blocks/${i}/sentences/${s}`
          if (typeof sentence === 'string') return unknownNames(at, names, sentence)
          return [
            ...unknownNames(`${at}/text`, names, sentence.text),
            ...unknownAsked(`${at}/when`, ids, sentence.when),
          ]
        })
      : []),
  ]),
]

/** Does every placeholder, condition and table of the wording name something there is? */
export const wording: PlanCheck = reading => {
  const lists = reading.entries('bulletin_lists')
  const bulletin_lists = lists.map(({ it }) => it)
  const names = namesOf({ bulletin_lists })
  const ids = idsOf({ bulletin_lists })
  const levels = [...reading.ids('levels')]
  const tables = tableIds(levels)
  const purposes = new Set(['meeting', ...reading.ids('notices')])
  const rows = new Set(rowIds(levels))
  return [
    ...lists.flatMap(({ path, it }) => [
      ...unknownId(`${path}/of`, rows, it.of, '排名对象'),
      ...unknownAsked(`${path}/when`, new Set(Object.values(ROW_PLACEHOLDERS)), it.when),
      ...unknownNames(`${path}/says`, new Set(Object.keys(ROW_PLACEHOLDERS)), it.says),
      ...(it.zh in PLACEHOLDERS || /[{}]/.test(it.zh)
        ? [{ path: `${path}/zh`, reason: `“${it.zh}”不能作名单的名称` }]
        : []),
    ]),
    ...reading
      .entries('bulletins')
      .flatMap(entry => [
        ...texts(entry, names, ids),
        ...unknownId(`${entry.path}/purpose`, purposes, entry.it.purpose, '公示（或 meeting）'),
        ...unknownIds(`${entry.path}/annexes`, tables, entry.it.annexes, '表'),
        ...entry.it.blocks.flatMap((block, i) =>
          block.kind === 'table' ? unknownId(`${entry.path}/blocks/${i}/table`, tables, block.table, '表') : [],
        ),
      ]),
  ]
}
