import type { Served } from './served.ts'

export interface ImportText {
  ledger: string
  shapes: string
}

const MODES = ['专业化物业', '责任单位管理', '流动物业', '']

/** A ledger and shapes of so many compounds whose codes begin with a word; each word's lie in a row of their own. */
export function filesOf(count: number, word: string): ImportText {
  const row = [...word].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), 0) % 400
  const codes = Array.from({ length: count }, (_, i) => `${word}${String(i + 1).padStart(5, '0')}`)
  const lines = codes.map((code, i) => {
    const mode = MODES[i % MODES.length]!
    const since = mode ? `2024-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}` : ''
    const firm = mode === '专业化物业' ? '安居物业' : ''
    return [code, `${code}号院`, `第${1 + (i % 12)}镇`, `第${1 + (i % 60)}社区`, 20 + i, 900 + i, mode, firm, since]
  })
  const head = ['编号', '小区名称', '镇', '社区', '户数', '建筑面积', '管理模式', '管理单位', '进驻日期']
  const features = codes.map((code, i) => ({
    type: 'Feature',
    properties: { code, name: `${code}号院` },
    geometry: { type: 'Polygon', coordinates: [square(112 + (i % 100) / 1000, 34.8 + (row * 10 + i / 100) / 10_000)] },
  }))
  return {
    ledger: [head, ...lines].map(line => line.join(',')).join('\n'),
    shapes: JSON.stringify({ type: 'FeatureCollection', features }),
  }
}

const square = (x: number, y: number) => {
  const side = 0.0006
  return [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ]
}

/** Sends an import as the wizard does. */
export function sendImport(
  { address }: Pick<Served, 'address'>,
  plan: string,
  { ledger, shapes }: ImportText,
  key?: string,
): Promise<Response> {
  const body = new FormData()
  body.set('ledger', new File([ledger], 'ledger.csv'))
  body.set('shapes', new File([shapes], 'shapes.geojson'))
  return fetch(`${address}/api/plans/${plan}/imports?datum=wgs84`, {
    method: 'POST',
    body,
    headers: key ? { 'idempotency-key': key } : {},
  })
}
