/** A set of ids of which each carries one flag on the map; a new set touches only what enters or leaves. */
export const createIdFlags = (apply: (id: number, on: boolean) => void) => {
  let shown: ReadonlySet<number> = new Set()
  let wanted = shown
  let ready = false

  const draw = () => {
    if (!ready) return
    for (const id of shown) if (!wanted.has(id)) apply(id, false)
    for (const id of wanted) if (!shown.has(id)) apply(id, true)
    shown = wanted
  }

  return {
    set(ids: Iterable<number>) {
      wanted = new Set(ids)
      draw()
    },
    start() {
      shown = new Set()
      ready = true
      draw()
    },
    stop() {
      ready = false
    },
  }
}
