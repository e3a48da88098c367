import { sql } from 'kysely'
import { takenClosing } from '../../closings/book.queries.ts'
import { bookOf } from '../../closings/book-of.ts'
import { answersSha256 } from '../../closings/book-seal.ts'
import { type Check, eachPlan, faultsBy, faultsIn, foundIn, plansOf } from '../check.ts'

export const sealsUnbroken: Check = {
  id: 'seals_unbroken',
  title: '写入记录的校验链是否完整',
  condition: 'ill',
  well: '每一次写入的校验码都与内容相符，链条没有断开。',
  otherwise: found =>
    `有 ${found} 次写入的校验码与内容不符：有人绕过系统改过数据库，或者磁盘、恢复出了问题。请不要再改动，保留现在的数据库和备份，联系维护人员比对备份。`,
  ask: eachPlan((trx, plan) =>
    faultsIn(
      trx,
      sql`select format('方案 %s 的第 %s 次写入', plan, seq) as fault from broken_seal where plan = ${plan} order by seq`,
    ),
  ),
}

/** The head is outside the chain: it shows whether the newest writes were cut off. */
export const headsTrue: Check = {
  id: 'heads_true',
  title: '各方案的最后一次写入是否都在',
  condition: 'ill',
  well: '各方案记着的最后一次写入都在，没有缺号。',
  otherwise: found =>
    `有 ${found} 个方案记着的最后一次写入与写入记录对不上：最新的写入可能被删掉了。请保留现在的数据库和备份，联系维护人员。`,
  ask: faultsBy(sql`
    select format('方案 %s：记着第 %s 次（图形第 %s 版），实有 %s 次、最后是第 %s 次（图形第 %s 版）', p.id, h.seq, h.geometry_revision,
      w.n, w.seq, w.geometry_revision) as fault
    from plan p left join plan_head h on h.plan = p.id
    cross join lateral (
      select count(*) as n, coalesce(max(seq), 0) as seq, max(recorded_at) as recorded_at, coalesce(max(geometry_revision), 0) as geometry_revision
      from plan_write where plan = p.id) w
    where h.seq is distinct from w.seq or w.n <> w.seq or h.geometry_revision is distinct from w.geometry_revision
      or (w.n > 0 and h.recorded_at is distinct from w.recorded_at)
    order by p.id`),
}

/** One closing a snapshot: a book takes its time. */
export const closingsSame: Check = {
  id: 'closings_same',
  title: '已截数的结果是否还是原样',
  condition: 'ill',
  well: '每次截数现在算出的各项结果都与截数时相同。',
  otherwise: found =>
    `有 ${found} 次截数现在算出的结果与当时不同。若前面几项也有问题，先处理它们再查一次；否则多半是软件升级引起的，请勿据此另发文件，并联系维护人员。`,
  ask: async visit => {
    const changed: string[] = []
    for (const plan of await plansOf(visit)) {
      const sealed = await visit.read(trx =>
        trx
          .selectFrom('closing_step')
          .select('closing')
          .where('plan', '=', plan)
          .where('kind', '=', 'confirmed')
          .where('answers_sha256', 'is not', null)
          .orderBy('closing')
          .execute(),
      )
      for (const { closing } of sealed) {
        visit.goOn()
        const same = await visit.read(
          async trx =>
            (await takenClosing(trx, plan, closing))!.answers_sha256 ===
            answersSha256(await bookOf(trx, plan, closing)),
        )
        if (!same) changed.push(`方案 ${plan} 的第 ${closing} 号截数`)
      }
    }
    return foundIn(changed)
  },
}
