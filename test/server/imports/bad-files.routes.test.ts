import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import type { FastifyInstance } from 'fastify'
import { strToU8, zipSync } from 'fflate'
import { writeXlsx } from 'hucre'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../../../server/db/connect.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { newPlan } from '../../helpers/plans.ts'
import { archive } from './archive.ts'
import { gbk } from './gbk.ts'
import { importsApp, type Sent, sendFiles } from './imports-app.ts'

const HEAD = ['编号', '小区名称', '镇', '社区', '户数']
const ROW = ['A01', '粮食局家属院', '城关镇', '东关社区', '65']
const CSV = `${[HEAD, ROW].map(cells => cells.join()).join('\n')}\n`
const sheet = (rows: (string | number)[][]) => writeXlsx({ sheets: [{ name: '台账', rows }] })
const content = strToU8('内容')
const zip = (...names: string[]) => archive(names.map(name => ({ name, bytes: content })))
const shapes = (bytes: Uint8Array, name = 'a.zip'): Sent => ({ shapes: { name, bytes } })
const ledger = (bytes: Uint8Array | string, name: string): Sent => ({ ledger: { name, bytes } })
const utf16 = (text: string) => new Uint8Array([0xff, 0xfe, ...new Uint8Array(Buffer.from(text, 'utf16le'))])
/** The mark of an Office file that is encrypted: a compound file that holds an EncryptedPackage. */
const encrypted = () =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]),
  )
/** An XLSX whose sheet defines entities that unfold a billionfold. */
const laughing = () => {
  const entities = Array.from({ length: 10 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('')
  const rows = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e10;</t></is></c></row></sheetData>'
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "哈">${entities}]><worksheet>${rows}</worksheet>`,
    ),
  })
}

/** What is sent, and the closed code of the first fault. Each is refused whole, within two seconds, and leaves nothing behind. */
const BAD: [what: string, code: string, make: () => Sent | Promise<Sent>][] = [
  ['炸弹：30 MB 的零', 'zip_bomb', () => shapes(zipSync({ 'a.shp': new Uint8Array(30 * 1024 * 1024) }, { level: 9 }))],
  [
    '炸弹：声明 300 MB',
    'zip_bomb',
    () => shapes(archive([{ name: 'a.shp', bytes: content, size: 300 * 1024 * 1024 }])),
  ],
  [
    '工作簿里的炸弹',
    'zip_bomb',
    () => ledger(zipSync({ 'xl/a.xml': new Uint8Array(30 * 1024 * 1024) }, { level: 9 }), 'a.xlsx'),
  ],
  ['包中包', 'zip_nested', () => shapes(zip('a.zip'))],
  ['包中包：kmz', 'zip_nested', () => shapes(zip('a.kmz'))],
  ['路径指向上级', 'zip_path', () => shapes(zip('../../etc/passwd'))],
  ['绝对路径', 'zip_path', () => shapes(zip('/etc/a.shp'))],
  ['反斜杠', 'zip_path', () => shapes(zip('b\\a.shp'))],
  ['设备名', 'zip_path', () => shapes(zip('CON'))],
  ['设备名带后缀', 'zip_path', () => shapes(zip('b/aux.shp'))],
  ['符号链接', 'zip_path', () => shapes(archive([{ name: 'a.shp', bytes: content, mode: 0o120777 }]))],
  ['重名', 'zip_twice', () => shapes(zip('a.shp', 'A.shp'))],
  ['201 个文件', 'zip_entries', () => shapes(zip(...Array.from({ length: 201 }, (_, i) => `${i}.shp`)))],
  ['不是压缩包', 'file_damaged', () => shapes(content)],
  ['空文件', 'file_damaged', () => shapes(new Uint8Array())],
  ['包里没有图形', 'zip_without_shapes', () => shapes(zip('说明.txt'))],
  ['带宏的后缀', 'workbook_macros', () => ledger(content, 'a.xlsm')],
  ['带宏而改了后缀', 'workbook_macros', () => ledger(zip('xl/vbaProject.bin'), 'a.xlsx')],
  ['带密码', 'workbook_password', () => ledger(encrypted(), 'a.xlsx')],
  ['不是表格', 'file_unknown', () => ledger(content, 'a.exe')],
  ['后缀是 xlsx 的文字', 'file_damaged', () => ledger(CSV, 'a.xlsx')],
  ['实体炸弹', 'file_damaged|ledger_header_missing|ledger_empty', () => ledger(laughing(), 'a.xlsx')],
  ['引号不成对', 'csv_quotes', () => ledger(CSV.replace('粮食局', '"粮食局'), 'a.csv')],
  ['读不出的编码', 'text_encoding', () => ledger(new Uint8Array([0x61, 0x2c, 0xff, 0xff, 0xff]), 'a.csv')],
  ['空的台账', 'ledger_empty', () => ledger('\n\n', 'a.csv')],
  ['没有表头', 'ledger_header_missing', () => ledger('一,二\n三,四\n', 'a.csv')],
  ['空字符', 'text_encoding', () => ledger(CSV.replace('家属院', '\u0000'), 'a.csv')],
  ['一万字的名称', 'text_too_long', () => ledger(CSV.replace('家属院', '院'.repeat(10_000)), 'a.csv')],
  ['超过 50 MB', 'file_too_large', () => ledger(new Uint8Array(51 * 1024 * 1024).fill(0x61), 'a.csv')],
  [
    '五百行里第四百行不对',
    'count_refused',
    async () => {
      const rows = Array.from({ length: 500 }, (_, i) => [
        `B${i}`,
        `${i} 号院`,
        '城关镇',
        '东关社区',
        i === 399 ? -5 : 10,
      ])
      return ledger(await sheet([HEAD, ...rows]), 'a.xlsx')
    },
  ],
]

eachEngine('坏文件', given => {
  let connection: Connection
  let app: FastifyInstance
  let plan: string
  let url: string
  /** What the server answered, and within how many milliseconds. */
  let answered: { status: number; took: number }[] = []
  beforeAll(async () => {
    connection = given()
    app = await importsApp(connection)
    app.addHook('onResponse', async (_, reply) => {
      answered.push({ status: reply.statusCode, took: reply.elapsedTime })
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    plan = (await newPlan(connection)).id
    url = `/plans/${plan}/imports`
    answered = []
  })

  /** Folders of ours among the temporary ones. */
  const strays = () => readdirSync(tmpdir()).filter(name => /^fullcover-(import|export)-/.test(name))
  const written = async () => {
    const one = (table: 'plan_write' | 'subject' | 'observation' | 'idempotency') =>
      connection.db.selectFrom(table).select('plan').where('plan', '=', plan).execute()
    const rows = await Promise.all([one('plan_write'), one('subject'), one('observation'), one('idempotency')])
    return rows.map(found => found.length)
  }
  const nothing = [1, 0, 0, 0]

  test.each(BAD)('%s：%s', { timeout: 20_000 }, async (_, code, make) => {
    const files = await make()
    const before = new Set(strays())
    const answer = await sendFiles(app, url, files, { key: 'key-of-bad-file' })
    expect(answered[0]?.took).toBeLessThan(2000)
    const problem = answer.json<{ code: string; faults: { code: string; reason: string }[] }>()
    expect([answer.statusCode, problem.code]).toEqual([422, 'import_refused'])
    expect(code.split('|')).toContain(problem.faults[0]?.code)
    expect(problem.faults[0]?.reason).toMatch(/[一-鿿].*。/u)
    expect(answer.body).not.toMatch(/node_modules|\.ts\b|\/tmp\/|select /)
    expect(await written()).toEqual(nothing)
    // A test beside this one may have a folder of its own for a while.
    await expect.poll(() => strays().filter(name => !before.has(name))).toEqual([])
  })

  test.each([
    ['GBK', () => gbk(CSV)],
    ['UTF-16', () => utf16(CSV)],
    ['UTF-8 带标记、回车换行', () => strToU8(`\ufeff${CSV.replaceAll('\n', '\r\n')}`)],
  ])('%s 的 CSV 读得对，不是乱码', async (_, make) => {
    const answer = await sendFiles(app, url, ledger(make(), 'a.csv'))
    expect(answer.json()).toMatchObject({
      counts: { added: 1 },
      added_rows: [{ name: '粮食局家属院', home: '东关社区' }],
    })
  })

  const port = () => (app.server.address() as AddressInfo).port
  const alive = async () => expect((await app.inject(url)).statusCode).toBe(200)
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' }

  /** Sends so many megabytes without saying beforehand how many; how many had left when the server hung up. */
  const pour = (megabytes: number) =>
    new Promise<number>(resolve => {
      let sent = 0
      const chunk = Buffer.alloc(1024 * 1024, 0x61)
      const call = request({ port: port(), path: url, method: 'POST', headers: multipart })
      const more = () => {
        while (sent < megabytes && !call.destroyed) {
          sent++
          if (!call.write(chunk)) return call.once('drain', more)
        }
        return call.end()
      }
      call.on('error', () => {})
      call.on('close', () => resolve(sent))
      more()
    })

  test('边传边数：200 MB 传到上限就答 413、挂断，不等传完', { timeout: 20_000 }, async () => {
    expect(await pour(200)).toBeLessThan(200)
    expect(answered.map(({ status }) => status)).toEqual([413])
    expect(await written()).toEqual(nothing)
    await alive()
  })

  test('说有 200 MB 的，一个字节不收就答 413', async () => {
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { ...multipart, 'content-length': String(200 * 1024 * 1024) },
    })
    expect(answer.json()).toMatchObject({ status: 413, code: 'too_large' })
  })

  /** Speaks to the server by hand, then hangs up; what it had answered by then. */
  const raw = (text: string) =>
    new Promise<string>(resolve => {
      let said = ''
      const socket = connect(port(), '127.0.0.1', () => {
        socket.write(text)
        setTimeout(() => socket.destroy(), 300)
      })
      socket.on('data', data => {
        said += data.toString()
      })
      socket.on('close', () => resolve(said))
      socket.on('error', () => resolve(said))
    })
  const post = (length: number, body: string) =>
    `POST ${url} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n\r\n${body}`
  const whole = `--x\r\nContent-Disposition: form-data; name="ledger"; filename="a.csv"\r\n\r\n${CSV}\r\n--x--\r\n`

  test('传到一半断开、说的长度比传的多：什么也没写，服务照常', async () => {
    expect(await raw(post(Buffer.byteLength(whole) + 100, whole))).not.toMatch(/HTTP\/1.1 20/)
    expect(await raw(post(Buffer.byteLength(whole), whole.slice(0, 60)))).toBe('')
    expect(await written()).toEqual(nothing)
    await alive()
  })

  test('说的长度比传的少：内容不完整，400，什么也没写', async () => {
    expect(await raw(post(80, whole))).toMatch(/HTTP\/1.1 400/)
    expect(await written()).toEqual(nothing)
    await alive()
  })
})
