/** A stream of a plan's events that somebody follows. */
export interface OpenStream {
  /** The name of the wall that follows; null for every other page. */
  device: string | null
  /** Whether who follows only tries the product. */
  demo: boolean
  plan: string
  since: string
}

/** The streams of this process, oldest first; after a restart the pages come back by themselves. */
export const makeOpenStreams = () => {
  const all = new Set<OpenStream>()
  return {
    /** Enters one stream; what comes back ends it. */
    enter(stream: Omit<OpenStream, 'since'>): () => void {
      const entered = { ...stream, since: new Date().toISOString() }
      all.add(entered)
      return () => all.delete(entered)
    },
    list: (): OpenStream[] => [...all],
  }
}
export type OpenStreams = ReturnType<typeof makeOpenStreams>
