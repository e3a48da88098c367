/** A long job as whoever asked for it follows it: how far it is, 0 to 1, what comes next where the work names it, and a way to stop it. */
export interface Watched {
  progress?: (done: number, title?: string) => void
  signal?: AbortSignal
}
