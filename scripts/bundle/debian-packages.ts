import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeChecksum } from './pack.ts'

/** What docs/deploy.md installs. */
export const WANTED = [
  'postgresql-15',
  'postgresql-15-postgis-3',
  'nginx',
  'logrotate',
  'openssl',
  'rsync',
  'curl',
  'systemd-timesyncd',
]

const MIRROR = process.env.DEBIAN_MIRROR ?? 'http://deb.debian.org'
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
const NAME = 'fullcover-debian12-packages'

/**
 * Downloads Debian 12's packages for a county's server, with all they depend on down to the last library, into one archive
 * from which apt takes what a machine lacks. apt works in a folder of its own: this machine's packages neither count nor change.
 */
export async function packDebianPackages(to: string, say: (line: string) => void): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'fullcover-packages-'))
  try {
    const apt = aptIn(work)
    say('正在读取 Debian 12 的软件包清单…')
    apt('update', '-q')
    const needed = toInstall(apt(...SIMULATE, ...WANTED))
    say(`正在下载 ${needed} 个软件包…`)
    apt('install', '-qq', '-y', '--no-install-recommends', '--download-only', ...WANTED)
    const folder = join(work, NAME)
    mkdirSync(folder)
    const archives = join(work, 'cache/archives')
    const packages = readdirSync(archives).filter(name => name.endsWith('.deb'))
    for (const name of packages) copyFileSync(join(archives, name), join(folder, name))
    writeFileSync(
      join(folder, 'Packages'),
      packages
        .sort()
        .map(name => indexed(folder, name))
        .join('\n'),
    )
    writeFileSync(join(folder, 'wanted'), `${WANTED.join(' ')}\n`)
    copyFileSync(join(import.meta.dirname, 'install-packages.sh'), join(folder, 'install.sh'))
    const file = join(to, `${NAME}.tar`)
    execFileSync('tar', ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '-cf', file, '-C', work, NAME])
    await writeChecksum(file)
    say(`已写好 ${file}（${(statSync(file).size / 1e6).toFixed(1)} MB）`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

const SIMULATE = ['install', '-q', '-y', '--no-install-recommends', '--simulate']

function aptIn(work: string): (...args: string[]) => string {
  const sources = ['bookworm', 'bookworm-updates'].map(suite => `${MIRROR}/debian ${suite}`)
  const lines = [...sources, `${MIRROR}/debian-security bookworm-security`]
  for (const path of ['lists/partial', 'cache/archives/partial', 'none'])
    mkdirSync(join(work, path), { recursive: true })
  writeFileSync(join(work, 'status'), '')
  writeFileSync(
    join(work, 'sources.list'),
    lines.map(line => `deb [signed-by=${KEYRING} arch=amd64] ${line} main\n`).join(''),
  )
  const settings = {
    'Dir::State': work,
    'Dir::State::Lists': join(work, 'lists'),
    'Dir::State::status': join(work, 'status'),
    'Dir::Cache': join(work, 'cache'),
    'Dir::Etc::sourcelist': join(work, 'sources.list'),
    'Dir::Etc::sourceparts': join(work, 'none'),
    'Dir::Etc::preferencesparts': join(work, 'none'),
    'APT::Architecture': 'amd64',
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  return (...args) =>
    execFileSync('apt-get', [...options, ...args], {
      encoding: 'utf8',
      maxBuffer: 1e8,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
}

const toInstall = (simulated: string): number => [...simulated.matchAll(/^Inst /gm)].length

/** A package as apt's index names it: what it says of itself, where it lies, and its checksum. */
function indexed(folder: string, name: string): string {
  const control = execFileSync('dpkg-deb', ['--field', join(folder, name)], { encoding: 'utf8' })
  const bytes = readFileSync(join(folder, name))
  const sum = createHash('sha256').update(bytes).digest('hex')
  return `${control}Filename: ./${name}\nSize: ${bytes.length}\nSHA256: ${sum}\n`
}
