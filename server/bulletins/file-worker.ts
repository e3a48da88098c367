import { parentPort } from 'node:worker_threads'
import { factsOf } from '#core/bulletins/facts.ts'
import { openBook } from '#core/closings/open-book.ts'
import { type FileJob, printedOf } from './printed.ts'
import { sheetsOf } from './sheets/workbook.ts'
import { wordOf } from './word/document.ts'

const made = (job: FileJob): Promise<Uint8Array> => {
  const book = openBook(job.book)
  const facts = factsOf(book, job.context)
  return job.kind === 'docx' ? wordOf(printedOf(job, facts)) : sheetsOf(book, facts, job)
}

parentPort?.on('message', (job: FileJob) => {
  made(job).then(bytes => parentPort!.postMessage(bytes))
})
