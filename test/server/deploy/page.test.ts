import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { WANTED } from '../../../scripts/bundle/debian-packages.ts'
import { stepsOf } from '../../../scripts/trials/from-nothing/page-commands.ts'
import { readConfig } from '../../../server/config.ts'
import { HOME } from '../../helpers/sources.ts'

const DEPLOY = join(HOME, 'deploy')
const page = readFileSync(join(HOME, 'docs/deploy.md'), 'utf8')
const read = (name: string) => readFileSync(join(DEPLOY, name), 'utf8')
const files = readdirSync(DEPLOY)
const offline = stepsOf(page, 'offline')
const typed = offline.map(({ commands }) => commands).join('')
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

/** nginx's word on a file that belongs into its `http`, with a certificate made for it and folders that may be written. */
function nginxSays(site: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'fullcover-nginx-'))
  try {
    const pair = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]
    spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=test', ...pair])
    const here = site
      .replace(/(ssl_certificate_key) \S+;/g, `$1 ${folder}/key.pem;`)
      .replace(/(ssl_certificate) \S+;/g, `$1 ${folder}/cert.pem;`)
      .replace(/(access_log|error_log|proxy_cache_path) \/\S+?([\w.-]+)( |;)/g, `$1 ${folder}/$2$3`)
    writeFileSync(
      join(folder, 'nginx.conf'),
      `pid ${folder}/pid;\nerror_log ${folder}/error;\nevents {}\nhttp {\n${here}\n}\n`,
    )
    return spawnSync('nginx', ['-t', '-c', join(folder, 'nginx.conf')], { encoding: 'utf8' }).stderr
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the page and the files beside it', () => {
  test.each(files)('%s is named on the page', name => {
    expect(page).toContain(name)
  })

  test('every file the page names is there', () => {
    const named = [...page.matchAll(/deploy\/([\w.-]+\w)/g)].map(([, name]) => name!)
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter(name => !files.includes(name))).toEqual([])
  })

  test('every step from nothing has its box, in order, and is typed by the trial', () => {
    const headings = [...page.matchAll(/^### (\d+)\. (.+)$/gm)].map(([, number, title]) => `${number}. ${title}`)
    const steps = headings.slice(0, 9)
    expect([...new Set(offline.map(({ title }) => title))]).toEqual(steps)
    const boxes = page.split('\n## Backups')[0]!.match(/^```sh run/gm)
    expect(offline).toHaveLength(boxes!.length - 1)
  })

  test('with a network or without, the same packages are installed', () => {
    const online = stepsOf(page, 'online').find(({ commands }) => commands.includes('apt-get update'))!.commands
    const named = /--no-install-recommends (.+)$/m.exec(online)![1]!.split(' ')
    expect(named).toEqual(WANTED)
  })

  test('every program the commands ask for is on a bare Debian or in those packages', () => {
    const words = [...typed.matchAll(/^(?:\w+=\S+ )?([a-z][\w-]+) /gm)].map(([, word]) => word!)
    const bare = [
      'apt-get',
      'cd',
      'for',
      'install',
      'ln',
      'rm',
      'runuser',
      'sed',
      'sha256sum',
      'systemctl',
      'tar',
      'useradd',
    ]
    const installed = ['fullcover', 'nginx', 'openssl']
    expect([...new Set(words)].filter(word => ![...bare, ...installed].includes(word))).toEqual([])
  })
})

describe('the settings of a county', () => {
  const lines = read('fullcover.env')
    .split('\n')
    .filter(line => line && !line.startsWith('#'))
  const settings = Object.fromEntries(
    lines.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

  test('each is one of the server’s, and the server reads them without a fault', () => {
    const known = [...readFileSync(join(HOME, '.env.example'), 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(
      ([, name]) => name,
    )
    expect(Object.keys(settings).filter(name => !known.includes(name))).toEqual([])
    expect(readConfig(settings)).toMatchObject({ host: '127.0.0.1', demo: false, data_dir: '/var/lib/fullcover' })
  })

  test('what nginx says of who asks is believed, cookies go over TLS alone, and nobody else reaches the port', () => {
    expect(settings).toMatchObject({ TRUST_PROXY: '127.0.0.1', TLS: 'on', HOST: '127.0.0.1' })
    expect(read('fullcover.nginx.conf')).toContain(`server ${settings.HOST}:${settings.PORT};`)
  })

  test('the service may write where its settings point, and the page makes those folders', () => {
    for (const unit of ['fullcover.service', 'fullcover-backup.service']) {
      const writes = /^ReadWritePaths=(.+)$/m.exec(read(unit))![1]!.split(' ')
      expect(writes).toEqual([settings.DATA_DIR, settings.BACKUP_DIR])
      for (const folder of writes) expect(typed).toMatch(new RegExp(`install -d .*${folder}\\b`))
    }
  })
})

describe('nginx before the server', () => {
  const site = read('fullcover.nginx.conf')

  test('whoever writes an address of their own is not believed: no place sets headers apart from the one', () => {
    const server = site.slice(site.lastIndexOf('\nserver {'))
    expect(server).toMatch(/proxy_set_header X-Forwarded-For \$remote_addr;/)
    expect(server.slice(server.indexOf('  location')).match(/proxy_set_header/g)).toBeNull()
  })

  test('only tiles are kept, and only after asking who may read them', () => {
    const keeping = [...site.matchAll(/location ([^{]+)\{([^}]*)\}/g)].filter(([, , rules]) =>
      /proxy_cache \w+_tiles/.test(rules!),
    )
    expect(keeping.map(([, place]) => place!.trim())).toHaveLength(1)
    expect(keeping[0]![2]).toContain('auth_request /may-read-plan;')
  })

  test.runIf(has('nginx'))('nginx itself takes both files', () => {
    for (const name of ['fullcover.nginx.conf', 'report-proxy.nginx.conf'])
      expect(nginxSays(read(name))).toContain('test is successful')
  })
})

test.runIf(has('systemd-analyze'))('systemd itself takes the units', () => {
  const units = files.filter(name => /\.(service|timer)$/.test(name)).map(name => join(DEPLOY, name))
  const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...units], { encoding: 'utf8' })
  const faults = stderr
    .split('\n')
    .filter(line => line && !/is not executable|Failed to (open|create|connect)|bus/i.test(line))
  expect(faults).toEqual([])
})
