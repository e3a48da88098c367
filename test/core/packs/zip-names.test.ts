import { expect, test } from 'vitest'
import { safeName, zipNames } from '#core/packs/zip-names.ts'

test.each([
  ['粮食局家属院', '粮食局家属院'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['=HYPERLINK("http://x")', '=HYPERLINK(_http___x_)'],
  ['<script>alert(1)</script>', '_script_alert(1)__script_'],
  ['名\u202e字\u0000', '名字'],
  ['CON', '_CON'],
  ['', '_'],
  ['  。 ', '。'],
])('%s 在压缩包里叫 %s', (name, safe) => expect(safeName(name)).toBe(safe))

test('再长的名字也在八十个字以内，不切断一个字', () => {
  expect([...safeName('𠮷'.repeat(200))]).toHaveLength(80)
})

test('各放各的文件夹，图片编号，同名的加序号，大小写也算同名', () => {
  const picture = (title: string) => ({ kind: 'picture', title, type: 'png' })
  expect(
    zipNames([
      { kind: 'bulletin_docx', title: '通报 Abc', type: 'docx' },
      { kind: 'bulletin_docx', title: '通报 aBC', type: 'docx' },
      { kind: 'tables_xlsx', title: '通报 abc', type: 'xlsx' },
      picture('总体进度'),
      picture('现场1 东关院'),
      { kind: 'film', title: '本期回放', type: 'mp4' },
    ]),
  ).toEqual([
    '通报/通报 Abc.docx',
    '通报/通报 aBC（2）.docx',
    '通报/通报 abc.xlsx',
    '图片/01 总体进度.png',
    '图片/02 现场1 东关院.png',
    '影像/本期回放.mp4',
  ])
})
