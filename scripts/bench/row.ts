/** One line of the table: our figure against the peer's of the same run, and whether the goal was met; null says only a figure. */
export interface Row {
  id: string
  what: string
  ours: string
  peer: string
  ratio: number | null
  goal: string
  met: boolean | null
  note?: string
}

/** A row whose goal is a ratio of ours to the peer's that must not be passed. */
export function ratioRow(
  id: string,
  what: string,
  figures: { ours: number; peer: number; unit: string; most: number },
  note?: string,
): Row {
  const ratio = figures.ours / figures.peer
  return {
    id,
    what,
    ours: say(figures.ours, figures.unit),
    peer: say(figures.peer, figures.unit),
    ratio,
    goal: `≤ ${figures.most}×`,
    met: ratio <= figures.most,
    ...(note && { note }),
  }
}

export const say = (figure: number, unit: string) =>
  `${figure >= 100 ? Math.round(figure) : figure >= 10 ? figure.toFixed(1) : figure.toFixed(2)} ${unit}`
