/** A step of docs/deploy.md: the heading it stands under, and what is typed. */
export interface Step {
  title: string
  commands: string
}

/** The boxes of the page that are run from nothing, in order: those marked `run`, and of two ways the one with or without a network. */
export function stepsOf(page: string, way: 'online' | 'offline'): Step[] {
  const steps: Step[] = []
  let title = ''
  for (const [, heading, mark, commands] of page.matchAll(/^#{2,3} (.+)$|^```sh run(?: (\w+))?\n([\s\S]*?)^```$/gm)) {
    if (heading) title = heading
    else if (!mark || mark === way) steps.push({ title, commands: commands! })
  }
  return steps
}
