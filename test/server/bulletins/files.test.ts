import { strFromU8, unzipSync } from 'fflate'
import { readXlsx } from 'hucre'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bulletin } from '#core/api/bulletins.ts'
import type { Closing } from '#core/api/closings.ts'
import type { Compound, Ledger } from '#core/api/compounds.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, openStage, post, type Stage } from '../api/stage.ts'
import { closeAndSign } from './sign.ts'

const NAMES = [
  '=HYPERLINK("http://x","点我")',
  '<script>alert(1)</script>',
  '𠮷祥里 & “吉”',
  `很长的名字${'长'.repeat(70)}`,
  '+1-1',
  '@SUM(A1)',
]
const PLACES = ['=1+1 社区', '<b>二社区</b>', '𠮷社区']
const MODES = ['professional', 'work_unit', 'self_governed', 'floating']
const [BEFORE, DAY] = ['2024-09-30', '2024-10-16']

eachEngine('the files of a bulletin', connection => {
  let stage: Stage
  let word: Record<string, string>
  let book: Awaited<ReturnType<typeof readXlsx>>
  let now: Compound[]
  let before: Compound[]
  beforeAll(async () => {
    stage = await openStage(connection())
    const { compounds, communities } = stage.cast
    const say = async (subject: number, indicator: string, value: string, effective_on: string, verified = true) => {
      const { id } = (await post(stage, `${stage.at}/observations`, { subject, indicator, value, effective_on })).json()
      if (verified && indicator === 'management')
        await post(stage, `${stage.at}/observations/${id}/verification`, { verdict: 'verified' })
    }
    for (const [i, name] of NAMES.entries()) await say(compounds[i]!, 'name', name, '2024-03-10')
    for (const [i, name] of PLACES.entries()) await say(communities[i]!, 'name', name, '2024-03-10')
    await say(compounds[0]!, 'management', 'professional', '2024-06-02')
    await say(compounds[1]!, 'management', 'work_unit', '2024-07-02')
    await say(compounds[1]!, 'management', 'none', '2024-10-05')
    await say(compounds[2]!, 'management', 'floating', '2024-10-08')
    await say(compounds[3]!, 'management', 'self_governed', '2024-10-09', false)
    await say(compounds[4]!, 'management', 'floating', '2024-11-09')

    const closing = await closeAndSign(connection(), stage.document.id, { from_on: '2024-10-01', as_of: DAY })
    const at = `${stage.at}/bulletins`
    const begun = (await post(stage, at, { closing, template: 'monthly_notice' })).json<Bulletin>()
    const { known_at } = (await ask(stage, `${stage.at}/closings/${closing}`)).json<Closing>()
    await say(compounds[5]!, 'management', 'floating', '2024-10-01')
    const ledgerOn = async (day: string) =>
      (await ask(stage, `${stage.at}/ledger?as_of=${day}&known_at=${known_at}&basis=verified`)).json<Ledger>().compounds
    now = await ledgerOn(DAY)
    before = await ledgerOn(BEFORE)
    const issued = await post(stage, `${at}/${begun.id}/issue`, { version: 1 })
    expect(issued.statusCode).toBe(200)
    const fileOf = async (kind: string) =>
      new Uint8Array((await ask(stage, `${at}/${begun.id}/file?kind=${kind}`)).rawPayload)
    const parts = unzipSync(await fileOf('docx'))
    word = Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]))
    book = await readXlsx(await fileOf('xlsx'))
  })
  afterAll(() => stage.close())

  const isCovered = ({ management, member }: Compound) => member === 'baseline' && MODES.includes(management ?? '')
  const count = (rows: Compound[], fits: (row: Compound) => boolean) => rows.filter(fits).length
  const inPlace = (i: number) => (row: Compound) => row.community === stage.cast.communities[i]
  const percent = (part: number, whole: number) => `${((part * 100) / whole).toFixed(1)}%`
  const text = () => [...word['word/document.xml']!.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([p]) => plain(p))

  test('every figure of the text is that of the exported ledger', () => {
    const total = count(now, row => row.member === 'baseline')
    const covered = count(now, isCovered)
    const lost = now.filter(row => !isCovered(row) && before.some(then => then.id === row.id && isCovered(then))).length
    const won = covered - count(before, isCovered) + lost
    const households = (rows: Compound[]) => rows.reduce((sum, row) => sum + (row.households ?? 0), 0)
    const needed = Math.ceil(total * 0.8)
    expect([total, covered, won, lost]).toEqual([6, 2, 1, 1])
    const said = text().join('\n')
    expect(said).toContain(`全县${total}个小区（楼院）中，已落实物业管理${covered}个，占${percent(covered, total)}`)
    expect(said).toContain(`按户数计${percent(households(now.filter(isCovered)), households(now))}`)
    expect(said).toContain(`尚未落实${total - covered}个`)
    expect(said).toContain('专业化物业1个、流动物业1个')
    expect(said).toContain(`与9月30日相比，新落实${won}个，回退${lost}个，净增${won - lost}个。`)
    expect(said).toContain(`距10月31日完成80%的节点任务还差${needed - covered}个，还有15天`)
  })

  test('every row of its tables, too', () => {
    const rows = [...word['word/document.xml']!.matchAll(/<w:tr[ >].*?<\/w:tr>/gs)].map(([row]) =>
      [...row.matchAll(/<w:tc[ >].*?<\/w:tc>/gs)].map(([cell]) => plain(cell)),
    )
    for (const [i, name] of PLACES.entries()) {
      const here = now.filter(inPlace(i))
      const covered = count(here, isCovered)
      const gained = covered - count(before.filter(inPlace(i)), isCovered)
      const found = rows.filter(row => row.includes(name))
      expect(found[0]!.slice(1, 6)).toEqual([
        ...[here.length, covered, here.length - covered].map(String),
        percent(covered, here.length),
        String(gained),
      ])
      expect(found[1]!.slice(2, 6)).toEqual([
        String(here.length),
        String(covered),
        percent(covered, here.length),
        String(gained),
      ])
    }
    expect(rows.find(row => row[0] === '合计')!.slice(1, 4)).toEqual(['6', '2', '4'])
  })

  test('the page, the fonts and the lines are those of GB/T 9704', () => {
    const document = word['word/document.xml']!
    expect(document).toContain('<w:pgSz w:w="11906" w:h="16838"')
    expect(document).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
    const runs = [...document.matchAll(/<w:r>.*?<\/w:r>/gs)].map(([run]) => run)
    expect(runs.filter(run => !/w:eastAsia="/.test(run))).toEqual([])
    const runOf = (said: string) => runs.find(run => plain(run).startsWith(said))!
    const look = (said: string) => [
      /w:eastAsia="([^"]+)"/.exec(runOf(said))![1],
      /<w:sz w:val="(\d+)"/.exec(runOf(said))![1],
    ]
    expect(look('关于2024年10月')).toEqual(['方正小标宋简体', '44'])
    expect(look('全县6个')).toEqual(['仿宋_GB2312', '32'])
    expect(look('一、')).toEqual(['黑体', '32'])
    expect(look('（一）')).toEqual(['楷体_GB2312', '32'])
    const body = [...document.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([p]) => p).find(p => plain(p).startsWith('全县6个'))
    expect(body).toMatch(/w:line="560" w:lineRule="exact"/)
    expect(body).toContain('w:firstLineChars="200"')
    expect(document).toContain('<w:tblHeader/>')
    const footers = Object.keys(word)
      .filter(name => /^word\/footer\d\.xml$/.test(name))
      .map(name => word[name]!)
    expect(footers.map(footer => /<w:jc w:val="(\w+)"/.exec(footer)![1]).sort()).toEqual(['left', 'right'])
    expect(footers.every(footer => footer.includes('宋体') && footer.includes('w:val="28"'))).toBe(true)
    expect(word['word/settings.xml']).toContain('evenAndOddHeaders')
  })

  test('the words are as written: no brace is left over, the issuer and the day stand below, names are text', () => {
    const said = text()
    expect(said.join('')).not.toMatch(/[{}]|undefined|NaN|\[object/)
    expect(said).toContain('2024年10月18日')
    expect(said.join('\n')).toContain('XX物管办〔2024〕1号')
    expect(said.join('\n')).toMatch(/数据截至2024年10月16日；截数时间2024年10月18日 .*；校验码[0-9a-f]{16}/)
    expect(word['word/document.xml']).not.toContain('<script>')
    expect(said.join('\n')).toContain('𠮷社区')
  })

  test('the workbook counts them with formulas of its own, and only those', () => {
    const sheet = (name: string) => book.sheets.find(each => each.name === name)!
    const totals = sheet('总表')
    const rows = totals.rows.slice(2)
    for (const [i] of PLACES.entries()) {
      const here = now.filter(inPlace(i))
      const row = rows.find(each => each[0] === stage.cast.communities[i])!
      expect(row.slice(2, 5)).toEqual([here.length, count(here, isCovered), here.length - count(here, isCovered)])
    }
    expect(rows.find(row => row[1] === '合计')!.slice(2, 5)).toEqual([6, 2, 4])
    expect(rows.find(row => row[1] === '台账直接汇总')!.slice(2, 5)).toEqual([6, 2, 4])
    expect(totals.cells!.get('2,2')?.formula).toMatch(/^SUMIFS\(台账!/)
    const ledger = sheet('台账')
    expect([...(ledger.cells?.values() ?? [])].filter(cell => cell.formula)).toEqual([])
    const names = ledger.rows.slice(2).map(row => row[1])
    expect(names).toEqual(NAMES.map(name => (/^[=+@]/.test(name) ? `'${name}` : name)))
    expect(ledger.rows.slice(2).map(row => row[ledger.rows[1]!.indexOf('是否落实')])).toEqual(
      [...now].sort((a, b) => a.id - b.id).map(row => (isCovered(row) ? '是' : '否')),
    )
    expect(
      sheet('变动')
        .rows.slice(2)
        .filter(row => row[2] === '回退'),
    ).toHaveLength(1)
    const formulas = book.sheets.flatMap(each =>
      [...(each.cells?.values() ?? [])].flatMap(({ formula }) => formula ?? []),
    )
    expect(formulas.filter(formula => !/^(SUMIFS|SUM|IF)\(|^[A-Z]\d+-/.test(formula))).toEqual([])
  })
})

const plain = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map(([, said]) => said!)
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
