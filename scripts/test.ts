import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs the tests named (all of them otherwise) and closes with `N passed, N failed`, counted from the runner's own report. */
const report = join(tmpdir(), `fullcover-report-${process.pid}.json`)
const vitest = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
]
const run = spawnSync(process.execPath, [...vitest, ...process.argv.slice(2)], { stdio: 'inherit' })

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
  readFileSync(report, 'utf8'),
) as Report
rmSync(report)
const broken = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length
const skipped = process.env.REQUIRE_ALL === '1' ? numPendingTests : 0
const failed = numFailedTests + broken + skipped
if (skipped > 0) process.stdout.write(`${skipped} tests were skipped, and every suite is required\n`)
else if (numPendingTests > 0)
  process.stdout.write(`${numPendingTests} tests left out: they need TEST_DATABASE_URL or Chromium\n`)
process.stdout.write(`${numPassedTests} passed, ${failed} failed\n`)
process.exit(failed > 0 || run.status !== 0 ? 1 : 0)
