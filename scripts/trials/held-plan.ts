import { setTimeout as sleep } from 'node:timers/promises'
import { filesOf, sendImport } from './import-files.ts'
import { save } from './load.ts'
import { judge, type Trial } from './trial.ts'
import { said } from './until.ts'

/** F13: an import holds the plan while others save. */
export const heldPlan: Trial = {
  id: 'F13',
  name: 'a large import holds the plan while others save',
  must: 'others are saved or told 503 with Retry-After within 4 s, never left waiting; reading goes on; the import takes at most 10 s',
  run: async stage => {
    const { figure, must, ...outcome } = judge()
    const count = stage.times(2000, 1500)
    const cluster = await stage.cluster()
    const server = await stage.server(cluster.url)
    const from = performance.now()
    let took: number | null = null
    const importing = sendImport(server, stage.scene.plan, filesOf(count, 'H')).then(async answer => {
      took = performance.now() - from
      return [answer.status, await answer.text()] as const
    })
    const saves: { status: number; ms: number; retry: string | null }[] = []
    const reads: number[] = []
    const asked: Promise<unknown>[] = []
    for (let n = 0; took === null && n < 300; n++) {
      const at = performance.now()
      asked.push(
        save(server, stage.scene, n).then(async answer => {
          await answer.arrayBuffer()
          saves.push({ status: answer.status, ms: performance.now() - at, retry: answer.headers.get('retry-after') })
        }),
        fetch(`${server.address}/api/plans/${stage.scene.plan}/progress`).then(async answer => {
          await answer.arrayBuffer()
          reads.push(answer.status === 200 ? performance.now() - at : Number.POSITIVE_INFINITY)
        }),
      )
      await sleep(200)
    }
    const [status, text] = await importing
    await Promise.all(asked)
    const refused = saves.filter(each => each.status === 503)
    const longest = Math.max(...saves.map(({ ms }) => ms))
    figure(
      `import of ${count} compounds ${said(took)}; ${saves.length} saves meanwhile, ${refused.length} told 503, longest ${said(longest)}; ${reads.length} reads, longest ${said(Math.max(...reads))}`,
    )
    must(status === 201, `the import was answered ${status} ${text.slice(0, 200)}`)
    must(
      saves.every(each => each.status === 201 || each.status === 503),
      'a save was answered otherwise',
    )
    must(
      refused.every(each => each.retry !== null),
      'a refusal has no Retry-After',
    )
    must(longest <= 4500, `somebody waited ${said(longest)}`)
    must(reads.every(Number.isFinite), 'reading was refused')
    must(took !== null && took <= 10_000, `the import took ${said(took)}`)
    return outcome
  },
}
