import type { BrowserContext } from 'playwright-core'
import { expect } from 'vitest'

export interface Guard {
  /** Where the browser went, our own server left out. */
  strangers: string[]
  complaints: string[]
  /** Fails unless nothing left the machine and nothing was complained of since the last call. */
  check(): void
  /** Forgets what a server away on purpose made the browser say. */
  forgive(): void
}

/** Watches every page of a context: each request's address, each error in the console; breaches of the content policy are told there, too. */
export const watchOver = (context: BrowserContext, origin: string): Guard => {
  const strangers: string[] = []
  const complaints: string[] = []
  context.on('request', request => {
    const address = request.url()
    if (!address.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(address)) strangers.push(address)
  })
  context.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  context.on('weberror', error => complaints.push(error.error().message))
  const forgive = () => {
    complaints.length = 0
  }
  const check = () => {
    const found = [...strangers, ...complaints]
    strangers.length = 0
    forgive()
    expect(found).toEqual([])
  }
  return { strangers, complaints, check, forgive }
}
