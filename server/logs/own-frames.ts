import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

const HOME = join(import.meta.dirname, '../..')
const ROOTS = [`${pathToFileURL(HOME).href}/`, HOME + sep]
const PLACE = /^((?:server|core|scripts)[\w./\\-]+\.[mc]?[jt]s)[^:]*:(\d+)/
const FUNCTION = /at (?:async )?(?:new )?(?:[\w$]+\.)*([\w$]+) \(/

/** A line of a stack that is our own code: no value of anybody's stands in it. */
export interface Frame {
  file: string
  line: number
  name: string | null
}

/** What of a stack is our own code, innermost first. */
export function ownFrames(stack: string): Frame[] {
  return stack.split('\n').flatMap(text => {
    const root = ROOTS.find(each => text.includes(each))
    const place = root && PLACE.exec(text.slice(text.indexOf(root) + root.length))
    if (!place || !/^\s+at /.test(text)) return []
    return { file: place[1]!.replaceAll('\\', '/'), line: Number(place[2]), name: FUNCTION.exec(text)?.[1] ?? null }
  })
}
