import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { readXlsx } from 'hucre'
import { makeCluster } from './cluster.ts'
import { prepareDatabase } from './fill-base.ts'
import { run } from './programs.ts'
import { judge, type Trial, Untried } from './trial.ts'

/** S1: a bulletin's workbook is worked out anew by another program. */
export const sheets: Trial = {
  id: 'S1',
  name: 'formulas of the bulletins’ workbooks recalculated in LibreOffice',
  must: 'every formula gives the value that was issued',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const cluster = await makeCluster({ folder: join(stage.folder, 'demo') })
    stage.later(() => cluster.stop('immediate').catch(() => {}))
    await prepareDatabase(cluster)
    const server = await stage.server(cluster.url, { DEMO: 'on' })
    const root = `${server.address}/api/plans/${stage.scene.plan}/bulletins`
    const bulletins = (await (await fetch(root)).json()) as { id: number }[]
    let checked = 0
    for (const { id } of bulletins) {
      const answer = await fetch(`${root}/${id}/file?kind=xlsx`)
      if (answer.status !== 200) continue
      const folder = join(stage.folder, `bulletin-${id}`)
      mkdirSync(folder)
      const found = await recalculated(new Uint8Array(await answer.arrayBuffer()), folder)
      checked += found.checked
      for (const each of found.wrong) must(false, `bulletin ${id}: ${each}`)
    }
    figure(`${bulletins.length} bulletins of the demo, ${checked} formulas`)
    must(checked > 0, 'no formula was found')
    return outcome
  },
}

/** The workbook with the values of its formulas taken out, so that whoever opens it must work them out. */
const withoutValues = (bytes: Uint8Array): Uint8Array => {
  const parts = unzipSync(bytes)
  for (const name of Object.keys(parts).filter(each => each.startsWith('xl/worksheets/sheet')))
    parts[name] = strToU8(strFromU8(parts[name]!).replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1'))
  return zipSync(parts)
}

const recalculated = async (issued: Uint8Array, folder: string): Promise<{ checked: number; wrong: string[] }> => {
  writeFileSync(join(folder, 'bare.xlsx'), withoutValues(issued))
  const home = `-env:UserInstallation=file://${folder}/home`
  const args = [home, '--headless', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', join(folder, 'out')]
  await run('soffice', [...args, join(folder, 'bare.xlsx')]).catch(error => {
    if (error.code === 'ENOENT') throw new Untried('LibreOffice is not installed')
    throw error
  })
  const [before, after] = await Promise.all([
    readXlsx(issued, { readStyles: false }),
    readXlsx(readFileSync(join(folder, 'out/bare.xlsx')), { readStyles: false }),
  ])
  const wrong: string[] = []
  let checked = 0
  for (const [s, sheet] of before.sheets.entries())
    for (const [at, cell] of sheet.cells ?? []) {
      if (!cell.formula) continue
      checked += 1
      const [row, column] = at.split(',').map(Number) as [number, number]
      const now = after.sheets[s]!.rows[row]?.[column] ?? ''
      const then = sheet.rows[row]?.[column] ?? ''
      if (now === then || Math.abs(Number(now) - Number(then)) < 1e-9) continue
      wrong.push(`${sheet.name} ${at}: ${cell.formula} was ${String(then)}, now ${String(now)}`)
    }
  return { checked, wrong }
}
