import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Closing } from '../../../core/api/closings.ts'
import type { Compound } from '../../../core/api/compounds.ts'
import type { Progress } from '../../../core/api/progress.ts'
import { COUNTY, keep, type Stage } from '../helpers/wall.ts'

/** 截数: proposed by one, checked by a town, confirmed by another; what comes later changes nothing; taken anew, reviewed, signed by a third. */
export const closesFigures = (stage: Stage) => {
  /** Somebody of the demo at a page of ours. */
  const as = async (role: string, path: string): Promise<Page> => {
    const page = await stage.page('/sign-in', {})
    await page.evaluate(
      body =>
        fetch('/api/session/demo', { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then(
          answer => answer.text(),
        ),
      JSON.stringify({ role }),
    )
    await page.goto(stage.origin() + path)
    return page
  }
  const desk = (role: string) => as(role, `/desk/${COUNTY}?panel=closings`)
  const latest = async () => (await stage.ask<Closing[]>(`/plans/${COUNTY}/closings`))[0]!
  const state = (page: Page, text: string) => page.locator('.card .state').filter({ hasText: text }).waitFor()
  const rate = (page: Page) => page.locator('.card .rate').innerText()
  const answer = ({ as_of, known_at }: Closing) =>
    stage.ask<Progress>(
      `/plans/${COUNTY}/progress?basis=verified&as_of=${as_of}&known_at=${encodeURIComponent(known_at!)}`,
    )

  test('一人提出、镇里核对、另一人确认，以后的填报不再改变；写明原因重新截数，核稿后由领导签发', {
    timeout: 180_000,
  }, async () => {
    const office = await desk('office')
    await office.getByRole('button', { name: '新的截数' }).click()
    await office.getByLabel('用于').selectOption({ label: '2024 年 10 月推进观摩会议' })
    await office.getByRole('button', { name: '提出', exact: true }).click()
    await state(office, '待确认')
    expect(await office.getByRole('button', { name: '确认截数' }).isDisabled()).toBe(true)
    await office.getByText('由您提出，须由另一个人确认').waitFor()

    const town = await desk('town')
    await town.getByRole('button', { name: '有出入' }).click()
    await town.getByLabel('哪里有出入').fill('有一个小区九月已由物业接管')
    await town.getByRole('button', { name: '提交' }).click()
    await town.locator('.mine .objection').waitFor()

    const second = await desk('office_second')
    await second.getByRole('button', { name: '确认截数' }).click()
    await state(second, '待核稿')
    await second.getByText('有 1 张核对表有出入').waitFor()
    const closing = await latest()
    const before = await answer(closing)
    const shown = await rate(second)
    expect(shown.replace(/\s/g, '')).toBe(`${((before.total.covered / before.total.total) * 100).toFixed(1)}%`)
    await keep(second, 'closing-confirmed')

    const { compounds } = await stage.ask<{ compounds: Compound[] }>(`/plans/${COUNTY}/ledger`)
    const missing = compounds.find(
      each => each.member === 'baseline' && each.management === null && each.to_on === null,
    )!
    const recorded = await fetch(`${stage.origin()}/api/plans/${COUNTY}/observations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        subject: missing.id,
        indicator: 'management',
        value: 'floating',
        effective_on: '2024-09-20',
      }),
    })
    expect(recorded.status).toBe(201)
    const { id } = (await recorded.json()) as { id: number }
    await fetch(`${stage.origin()}/api/plans/${COUNTY}/observations/${id}/verification`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ verdict: 'verified' }),
    })
    expect((await answer(closing)).total).toEqual(before.total)
    await second.reload()
    await state(second, '待核稿')
    await expect.poll(() => rate(second)).toBe(shown)

    await second.getByRole('button', { name: '重新截数' }).click()
    expect(await second.getByRole('button', { name: '提出', exact: true }).isDisabled()).toBe(true)
    await second.getByLabel('重新截数的原因').fill('镇里漏报一个小区，已更正')
    await second.getByRole('button', { name: '提出', exact: true }).click()
    await state(second, '待确认')

    await office.getByRole('button', { name: '去确认' }).click()
    await office.getByRole('button', { name: '确认截数' }).click()
    await state(office, '待核稿')
    await office.getByText('镇里漏报一个小区，已更正').waitFor()
    const anew = await latest()
    expect((await answer(anew)).total.covered).toBe(before.total.covered + 1)
    expect((await stage.ask<Closing>(`/plans/${COUNTY}/closings/${closing.id}`)).state).toBe('superseded')
    await office.getByRole('button', { name: '核稿通过' }).click()
    await state(office, '待签发')
    expect(await office.getByRole('button', { name: '签发', exact: true }).isDisabled()).toBe(true)

    const leader = await as('leader', '/sign')
    await leader.getByRole('button', { name: '签发', exact: true }).click()
    const october = leader.locator('.card').filter({ hasText: '2024 年 10 月推进观摩会议' })
    await october.locator('.state').filter({ hasText: '已签发' }).waitFor()
    await keep(leader, 'closing-signed')
    expect((await latest()).state).toBe('signed')
  })
}
