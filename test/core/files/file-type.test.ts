import { expect, test } from 'vitest'
import { beginsAs, officeType } from '#core/files/file-type.ts'
import { HEADS } from '../../server/files/contents.ts'

test.each(Object.entries(HEADS))('%s is told from its first bytes', (type, head) => {
  expect(beginsAs(head)).toBe(type)
})

test.each([
  ['nothing', ''],
  ['a page', '<!doctype html><script>alert(1)</script>'],
  ['a drawing that runs', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['a page before a PDF', '<html>%PDF-1.7'],
  ['a PDF of no version', '%PDF-x'],
  ['a PNG without its first part', '\x89PNG\r\n\x1a\n0000xxxx'],
  ['a sound', 'RIFF0000WAVE'],
  ['a film', '0000ftypisom'],
  ['a program', 'MZ\x90\0'],
  ['an old Word document', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
])('%s is not kept', (_, text) => {
  expect(beginsAs(Buffer.from(text, 'latin1'))).toBeNull()
})

test('an archive is an office document by its parts, and none with macros', () => {
  const parts = ['[Content_Types].xml', 'word/document.xml']
  expect(officeType(parts)).toBe('docx')
  expect(officeType([...parts, 'word/vbaProject.bin'])).toBeNull()
  expect(officeType(['[Content_Types].xml', 'xl/workbook.xml'])).toBe('xlsx')
  expect(officeType(['[Content_Types].xml', 'ppt/presentation.xml'])).toBe('pptx')
  expect(officeType(['OFD.xml', 'Doc_0/Document.xml'])).toBe('ofd')
  expect(officeType(['word/document.xml'])).toBeNull()
  expect(officeType(['index.html'])).toBeNull()
})
