import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { ImportRefused } from '#core/imports/sentences.ts'
import { unzip } from '../../../server/imports/unzip.ts'
import { archive } from './archive.ts'
import { gbk } from './gbk.ts'

const bytes = strToU8('内容')
const refusedFor = (zip: Uint8Array) => {
  try {
    unzip(zip, 'a.zip')
    return 'ok'
  } catch (error) {
    if (error instanceof ImportRefused) return error.faults[0]?.code
    throw error
  }
}

test('普通压缩包：名称可以是 UTF-8，也可以是没有标记的 GBK', () => {
  expect([...unzip(zipSync({ '边界/小区.shp': bytes }), 'a.zip').keys()]).toEqual(['边界/小区.shp'])
  const files = unzip(archive([{ name: gbk('小区边界.shp'), bytes }]), 'a.zip')
  expect(new TextDecoder().decode(files.get('小区边界.shp'))).toBe('内容')
})

test('炸弹：声明过大、压缩比过高、实际比声明大，都不解', () => {
  const zeros = new Uint8Array(30 * 1024 * 1024)
  expect(refusedFor(zipSync({ 'a.shp': zeros }, { level: 9 }))).toBe('zip_bomb')
  expect(refusedFor(archive([{ name: 'a.shp', bytes, size: 300 * 1024 * 1024 }]))).toBe('zip_bomb')
  const lying = zipSync({ 'a.shp': new Uint8Array(500_000) }, { level: 9 })
  const view = new DataView(lying.buffer)
  const central = lying.length - 22 - (46 + 'a.shp'.length)
  view.setUint32(central + 24, 10, true)
  expect(refusedFor(lying)).toBe('zip_bomb')
})

test('指向别处的路径、反斜杠、盘符、设备名、符号链接，都拒绝', () => {
  for (const name of ['../a.shp', '/etc/a.shp', 'a\\b.shp', 'C:a.shp', 'b/../../a.shp', 'CON', 'b/nul.shp'])
    expect(refusedFor(archive([{ name, bytes }])), name).toBe('zip_path')
  expect(refusedFor(archive([{ name: 'a.shp', bytes, mode: 0o120777 }]))).toBe('zip_path')
})

test('包中包、重名、太多文件、坏的包，各有各的说法', () => {
  expect(refusedFor(zipSync({ 'a.zip': bytes }))).toBe('zip_nested')
  expect(
    refusedFor(
      archive([
        { name: 'a.shp', bytes },
        { name: 'A.SHP', bytes },
      ]),
    ),
  ).toBe('zip_twice')
  expect(refusedFor(archive(Array.from({ length: 201 }, (_, i) => ({ name: `${i}`, bytes }))))).toBe('zip_entries')
  expect(refusedFor(strToU8('不是压缩包'))).toBe('file_damaged')
  const broken = archive([{ name: 'a.shp', bytes }])
  broken[36] = 0
  expect(refusedFor(broken)).toBe('file_damaged')
})
