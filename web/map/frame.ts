/** Runs `work` once in the next frame, however often it was asked for. */
export type Frame = (work: () => void) => void

export const everyFrame: Frame = work => {
  requestAnimationFrame(work)
}

/** Asks for one run per frame; what was asked meanwhile is one run. */
export const oncePerFrame = (work: () => void, frame: Frame = everyFrame) => {
  let asked = false
  return () => {
    if (asked) return
    asked = true
    frame(() => {
      asked = false
      work()
    })
  }
}
