import { AS_ROOT, run } from './programs.ts'
import type { Stage } from './stage.ts'
import { Untried } from './trial.ts'

/** A machine of its own inside this one, reached over two lines: one to the database, one for everybody else. */
export interface Machine {
  /** The database's address as the machine reaches it, and the machine's own for everybody else. */
  database: string
  address: string
  /** Puts a command in front that runs a program there. */
  through: string[]
  /** Cuts or mends the line to the database; neither end is told. */
  line(state: 'up' | 'down'): Promise<void>
}

export async function openMachine(stage: Stage): Promise<Machine> {
  if (!AS_ROOT) throw new Untried('network namespaces can be made by root alone')
  const name = `fct${process.pid}`
  const ip = (...args: string[]) => run('ip', args)
  const within = (...args: string[]) => ip('netns', 'exec', name, 'ip', ...args)
  const connect = async (link: string, net: string) => {
    const [here, there] = [`${link}0`, `${link}1`]
    await ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there)
    stage.later(() => ip('link', 'del', here))
    await ip('link', 'set', there, 'netns', name)
    await ip('addr', 'add', `${net}.1/30`, 'dev', here)
    await ip('link', 'set', here, 'up')
    await within('addr', 'add', `${net}.2/30`, 'dev', there)
    await within('link', 'set', there, 'up')
  }
  try {
    await ip('netns', 'add', name)
    stage.later(() => ip('netns', 'del', name))
    await within('link', 'set', 'lo', 'up')
    await connect(`${name}a`, '10.231.7')
    await connect(`${name}b`, '10.231.8')
  } catch (error) {
    throw new Untried(`network namespaces do not work here: ${(error as Error).message.split('\n')[0]}`)
  }
  return {
    database: '10.231.7.1',
    address: '10.231.8.2',
    through: ['ip', 'netns', 'exec', name],
    line: async state => {
      await within('link', 'set', `${name}a1`, state)
    },
  }
}
