import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFileStore } from '../../../server/files/file-store.ts'
import { eachEngine } from '../../helpers/engines.ts'
import { ask, expectProblem, openStage, post, type Stage } from '../api/stage.ts'
import { DOCX, HEADS, PDF, PNG, zip } from './contents.ts'

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const BOMB = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }

eachEngine('files', connection => {
  const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-files-'))
  const home = join(data_dir, 'files')
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(connection(), data_dir)
  })
  afterAll(async () => {
    await stage.close()
    rmSync(data_dir, { recursive: true })
  })

  const bring = (bytes: Buffer, name = '合同.png', query = '', headers: Record<string, string> = {}) =>
    ask(stage, `${stage.at}/files?name=${encodeURIComponent(name)}${query}`, {
      method: 'POST',
      payload: bytes,
      headers: { 'content-type': 'application/octet-stream', ...headers },
    })
  /** Every content on disk, and what has arrived but is not kept. */
  const onDisk = () =>
    readdirSync(home, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => entry.name)
      .sort()
  const rows = async () => (await connection().db.selectFrom('file').select('id').execute()).length

  test('what is brought is kept by its content, told by its content, and handed back as it was', async () => {
    const brought = await bring(PNG)
    expect(brought.statusCode).toBe(201)
    expect(brought.json()).toEqual({ sha256: sha(PNG), type: 'png', bytes: PNG.length, name: '合同.png' })
    expect(readFileSync(join(home, sha(PNG).slice(0, 2), sha(PNG)))).toEqual(PNG)
    const got = await ask(stage, `${stage.at}/files/${sha(PNG)}`)
    expect(got.rawPayload).toEqual(PNG)
    expect(got.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      etag: `"${sha(PNG)}"`,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('合同.png')}`,
    })
  })

  test('who has it asks again each time, and is told that it is the same; not once it is erased', async () => {
    const png = Buffer.concat([PNG, Buffer.from('again')])
    await bring(png)
    const again = () => ask(stage, `${stage.at}/files/${sha(png)}`, { headers: { 'if-none-match': `W/"${sha(png)}"` } })
    const same = await again()
    expect([same.statusCode, same.rawPayload.length]).toEqual([304, 0])
    await post(stage, `${stage.at}/files/${sha(png)}/erase`, { reason: '当事人要求删除' })
    expectProblem(await again(), 404, 'unknown_file')
  })

  test('the same content twice is one file, whatever it is called', async () => {
    await bring(PDF, '一.pdf')
    const before = onDisk()
    const again = await bring(PDF, '二.pdf')
    expect(again.statusCode).toBe(201)
    expect(onDisk()).toEqual(before)
  })

  test('what is known of several is asked for at once; those nobody brought are left out', async () => {
    await bring(PNG)
    const papers = (await ask(stage, `${stage.at}/files?of=${sha(PNG)},${'c'.repeat(64)}`)).json()
    expect(papers).toMatchObject([
      { sha256: sha(PNG), type: 'png', name: '合同.png', account_name: '本机', erased_at: null },
    ])
    expectProblem(await ask(stage, `${stage.at}/files?of=all`), 400, 'bad_request')
  })

  test('an office document is told by its parts, and saved rather than opened', async () => {
    const { sha256, type } = (await bring(DOCX, '会议纪要.docx')).json()
    expect(type).toBe('docx')
    const got = await ask(stage, `${stage.at}/files/${sha256}`)
    expect(got.headers['content-disposition']).toMatch(/^attachment;/)
  })

  describe('hostile', () => {
    const zeros = Buffer.alloc(300 * 1024 * 1024)
    test.each<[string, () => Buffer, number, string]>([
      ['nothing at all', () => Buffer.alloc(0), 422, 'file_refused'],
      ['a page named .jpg', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 415, 'wrong_media_type'],
      ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'wrong_media_type'],
      ['a page with a PDF in it', () => Buffer.concat([Buffer.from('<html>'), PDF]), 415, 'wrong_media_type'],
      ['a page with an archive after it', () => Buffer.concat([Buffer.from('<html>'), DOCX]), 415, 'wrong_media_type'],
      ['a program', () => Buffer.from('MZ\x90\0\x03', 'latin1'), 415, 'wrong_media_type'],
      ['an archive of something else', () => zip({ 'index.html': '<script/>' }), 415, 'wrong_media_type'],
      ['a document with macros', () => zip({ ...BOMB, 'word/vbaProject.bin': 'x' }), 415, 'wrong_media_type'],
      ['an archive cut off', () => DOCX.subarray(0, DOCX.length - 30), 415, 'wrong_media_type'],
      ['an archive’s first bytes alone', () => HEADS.zip, 415, 'wrong_media_type'],
      ['an archive whose directory lies', () => lying(DOCX), 415, 'wrong_media_type'],
      ['a bomb', () => zip({ ...BOMB, 'word/media/a.png': zeros }), 415, 'wrong_media_type'],
      ['51 MB', () => Buffer.concat([PNG, Buffer.alloc(51 * 1024 * 1024)]), 413, 'too_large'],
    ])('%s is refused, and nothing stays', async (_, bytes, status, code) => {
      const before = [onDisk(), await rows()]
      expectProblem(await bring(bytes(), 'a.jpg'), status, code)
      expect([onDisk(), await rows()]).toEqual(before)
    })

    test.each(['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'text/plain'])(
      '%s, which a page from elsewhere could send, is refused',
      async type => expectProblem(await bring(PNG, 'a.png', '', { 'content-type': type }), 415, 'wrong_media_type'),
    )

    test.each([
      ['../../etc/passwd', '.._.._etc_passwd'],
      ['C:\\CON', 'C:_CON'],
      ['<script>alert(1)</script>.png', '<script>alert(1)<_script>.png'],
      ['"; filename="x.html', '"; filename="x.html'],
      ['a‮gpj.exe', 'a_gpj.exe'],
    ])('a name is text and never a path: %s', async (name, shown) => {
      const bytes = Buffer.concat([PNG, Buffer.from(name)])
      const before = onDisk()
      const { sha256, name: kept } = (await bring(bytes, name)).json()
      expect(kept).toBe(name)
      expect(onDisk()).toEqual([...before, sha256].sort())
      const { headers } = await ask(stage, `${stage.at}/files/${sha256}`)
      const [, said] = /^inline; filename\*=UTF-8''([\w%.~!-]+)$/.exec(String(headers['content-disposition']))!
      expect(decodeURIComponent(said!)).toBe(shown)
    })

    test.each([
      ['no name', '', 400, 'bad_request'],
      ['an empty name', 'name=', 400, 'bad_request'],
      ['a long name', `name=${'x'.repeat(201)}`, 400, 'bad_request'],
      ['a name with a NUL', 'name=a%00b', 400, 'bad_request'],
      ['a folder of one’s own', 'name=a&folder=/etc', 400, 'unknown_field'],
      ['an unknown subject', 'name=a&subject=999999', 404, 'unknown_subject'],
    ])('%s', async (_, query, status, code) => {
      const answer = await ask(stage, `${stage.at}/files?${query}`, {
        method: 'POST',
        payload: PNG,
        headers: { 'content-type': 'application/octet-stream' },
      })
      expectProblem(answer, status, code)
    })

    test.each([
      ['files/short', 400, 'bad_request'],
      [`files/${'A'.repeat(64)}`, 400, 'bad_request'],
      [`files/..%2f..%2f${'a'.repeat(58)}`, 400, 'bad_request'],
      [`files/${'a'.repeat(64)}`, 404, 'unknown_file'],
    ])('GET %s', async (path, status, code) => expectProblem(await ask(stage, `${stage.at}/${path}`), status, code))
  })

  describe('over a real connection', () => {
    let port = 0
    beforeAll(async () => {
      await stage.app.listen({ host: '127.0.0.1', port: 0 })
      port = (stage.app.server.address() as AddressInfo).port
    })

    const call = (headers: Record<string, string | number>, send: (socket: ReturnType<typeof httpRequest>) => void) =>
      new Promise<number | string>(resolve => {
        const path = `${stage.at}/files?name=a.png`
        const sent = httpRequest({ port, path, method: 'POST', headers: { 'content-type': 'image/png', ...headers } })
        sent.on('response', answer => resolve(answer.resume().statusCode!))
        sent.on('error', error => resolve((error as NodeJS.ErrnoException).code!))
        send(sent)
      })
    const quiet = async (before: unknown) => {
      await expect.poll(async () => [onDisk(), await rows()]).toEqual(before)
    }

    test('200 MB that say so are refused before they come, and those that do not while they come', async () => {
      const before = [onDisk(), await rows()]
      expect(await call({ 'content-length': 200 * 1024 * 1024 }, sent => sent.write(PNG))).toBe(413)
      const endless = await call({ 'transfer-encoding': 'chunked' }, sent => {
        const chunk = Buffer.alloc(1024 * 1024)
        sent.write(PNG)
        for (let i = 0; i < 60; i++) sent.write(chunk)
      })
      expect([413, 'ECONNRESET', 'EPIPE']).toContain(endless)
      await quiet(before)
    })

    test('a connection cut in the middle, and one that promised more than it sent, leave nothing', async () => {
      const before = [onDisk(), await rows()]
      const cut = await call({ 'content-length': 5_000_000 }, sent => {
        sent.write(Buffer.concat([PNG, Buffer.alloc(900_000)]))
        setTimeout(() => sent.destroy(), 150)
      })
      expect(cut).toBe('ECONNRESET')
      await quiet(before)
    })
  })

  test('a photo with a page behind it is a photo and nothing else', async () => {
    const { sha256, type } = (await bring(Buffer.concat([HEADS.jpeg, Buffer.from('<script>alert(1)</script>')]))).json()
    const { headers } = await ask(stage, `${stage.at}/files/${sha256}`)
    expect([type, headers['content-type'], headers['x-content-type-options']]).toEqual([
      'jpeg',
      'image/jpeg',
      'nosniff',
    ])
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
  })

  test('a row whose content is gone from the disk says so', async () => {
    const { sha256 } = (await bring(Buffer.concat([PNG, Buffer.from('gone')]))).json()
    rmSync(join(home, sha256.slice(0, 2), sha256))
    expectProblem(await ask(stage, `${stage.at}/files/${sha256}`), 404, 'unknown_file')
  })

  test('evidence may name a file that was brought, of a kind the plan knows; plain words stay valid', async () => {
    const subject = stage.cast.compounds[0]!
    const photo = Buffer.concat([PNG, Buffer.from('门头')])
    await bring(photo, '进驻.png', `&subject=${subject}`)
    const report = (evidence: string[]) =>
      post(stage, `${stage.at}/observations`, {
        subject,
        indicator: 'management',
        value: 'professional',
        effective_on: '2024-05-02',
        evidence,
      })
    expect((await report(['contract', `entry_photo:${sha(photo)}`])).statusCode).toBe(201)
    expectProblem(await report([`entry_photo:${'b'.repeat(64)}`]), 404, 'unknown_file')
    expectProblem(await report([`passport:${sha(photo)}`]), 422, 'value_refused')
    expectProblem(await report(['entry_photo:short']), 422, 'value_refused')
  })

  test('erased, a paper is a tombstone: its hash stays, its name and content go; a figure that named it stands', async () => {
    const photo = Buffer.concat([PNG, Buffer.from('身份证')])
    const { sha256 } = (await bring(photo, '张三.png')).json()
    const erase = (reason: string) => post(stage, `${stage.at}/files/${sha256}/erase`, { reason })
    expectProblem(await erase(''), 400, 'bad_request')
    expect((await erase('含个人信息')).statusCode).toBe(204)
    expect(existsSync(join(home, sha256.slice(0, 2), sha256))).toBe(false)
    expectProblem(await ask(stage, `${stage.at}/files/${sha256}`), 404, 'unknown_file')
    expectProblem(await erase('再来一次'), 404, 'unknown_file')
    const [row] = await connection().db.selectFrom('file').selectAll().where('sha256', '=', sha256).execute()
    expect(row).toMatchObject({ name: null, erased_by: 'local', erased_reason: '含个人信息' })
    expect((await bring(photo, '张三.png')).statusCode).toBe(201)
    expect((await ask(stage, `${stage.at}/files/${sha256}`)).rawPayload).toEqual(photo)
  })

  test('a stranger brings nothing and sees nothing', async () => {
    const headers = { 'x-forwarded-for': '10.1.1.1' }
    const [seen, brought] = [
      await ask(stage, `${stage.at}/files/${sha(PNG)}`, { headers }),
      await bring(PNG, 'a.png', '', headers),
    ]
    expect([401, 403]).toContain(seen.statusCode)
    expect([401, 403]).toContain(brought.statusCode)
  })
})

test('what a process that has ended left half-written is swept when the next one starts; a living one’s is not', () => {
  const data_dir = mkdtempSync(join(tmpdir(), 'fullcover-files-'))
  openFileStore(data_dir)
  const aside = join(data_dir, 'files/arriving')
  for (const name of ['999999999-left', `${process.pid}-own`, '1-living']) writeFileSync(join(aside, name), 'half')
  openFileStore(data_dir)
  expect(readdirSync(aside)).toEqual(['1-living'])
  rmSync(data_dir, { recursive: true })
})

/** An archive that says its directory lies beyond its end. */
const lying = (archive: Buffer): Buffer => {
  const bytes = Buffer.from(archive)
  bytes.writeUInt32LE(0x7fffffff, bytes.length - 6)
  return bytes
}
