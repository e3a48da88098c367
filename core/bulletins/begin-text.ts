import type { Block, BulletinText } from '#core/api/bulletins.ts'
import { allHold } from '#core/plan/condition.ts'
import type { BulletinWording, Conditions } from '#core/plan/plan-document.ts'
import type { Facts } from './facts.ts'

/** The text a template begins with: blocks and sentences whose conditions hold on the closing's figures; its placeholders stay. */
export function beginText(wording: BulletinWording, { numbers }: Pick<Facts, 'numbers'>): BulletinText {
  const isSaid = (when: Conditions | undefined) => when === undefined || allHold(when, numbers) === 'holds'
  const { title, to = '', copies, issuer, printed_by, annexes } = wording
  const blocks = wording.blocks.flatMap((block): Block[] => {
    if (!isSaid(block.when)) return []
    if (block.kind === 'heading') return [{ kind: 'heading', level: block.level, text: block.text }]
    if (block.kind === 'table') return [{ kind: 'table', table: block.table }]
    const text = block.sentences
      .map(sentence => (typeof sentence === 'string' ? sentence : isSaid(sentence.when) ? sentence.text : ''))
      .join('')
    return text === '' ? [] : [{ kind: 'paragraph', text }]
  })
  return { title, to, blocks, copies, issuer, printed_by, annexes }
}

/** The template of a plan by its id. */
export const wordingOf = (
  { bulletins = [] }: { bulletins?: BulletinWording[] | undefined },
  id: string,
): BulletinWording | undefined => bulletins.find(each => each.id === id)
