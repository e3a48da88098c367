import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { copyFileSync, createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Ports of this machine that lead to the other's ssh, http and https; nothing leads out of it. */
export const PORTS = { ssh: 28522, http: 28580, https: 28543 }

const FORWARDS = [`${PORTS.ssh}-:22`, `${PORTS.http}-:80`, `${PORTS.https}-:443`]
const LONGEST_BOOT_MS = 15 * 60_000

/** A bare Debian 12 on a disk of its own, with what `files` names in /root; made from Debian's mirror, once in `work`. */
export function makeDisk(work: string, files: readonly string[]): void {
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const debian = join(work, 'debian')
  const beyond = '--include=linux-image-cloud-amd64,initramfs-tools,openssh-server'
  if (!existsSync(join(debian, 'made'))) {
    rmSync(debian, { recursive: true, force: true })
    run('debootstrap', beyond, 'bookworm', debian, 'http://deb.debian.org/debian')
    writeFileSync(join(debian, 'made'), '')
  }
  if (!existsSync(join(work, 'key'))) run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(work, 'key'))
  const root = join(work, 'root')
  rmSync(root, { recursive: true, force: true })
  run('cp', '-a', debian, root)
  mkdirSync(join(root, 'root/.ssh'), { recursive: true, mode: 0o700 })
  copyFileSync(join(work, 'key.pub'), join(root, 'root/.ssh/authorized_keys'))
  writeFileSync(join(root, 'etc/hostname'), 'bare\n')
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost bare\n')
  writeFileSync(join(root, 'etc/fstab'), '/dev/vda / ext4 defaults 0 1\n')
  const network = 'auto lo\niface lo inet loopback\nauto eth0\niface eth0 inet dhcp\n'
  writeFileSync(join(root, 'etc/network/interfaces'), network)
  for (const file of files) copyFileSync(file, join(root, 'root', file.slice(file.lastIndexOf('/') + 1)))
  const boot = (start: string) =>
    join(root, 'boot', readdirSync(join(root, 'boot')).find(name => name.startsWith(start))!)
  copyFileSync(boot('vmlinuz-'), join(work, 'vmlinuz'))
  copyFileSync(boot('initrd.img-'), join(work, 'initrd'))
  const disk = join(work, 'disk')
  rmSync(disk, { force: true })
  run('truncate', '-s', '16G', disk)
  run('mkfs.ext4', '-q', '-d', root, disk)
  rmSync(root, { recursive: true })
}

export interface Machine {
  /** Runs a script as root; everything it says goes to `heard`. Answers its exit code. */
  run(script: string, heard: (text: string) => void): Promise<number>
  /** Waits until somebody can sign in, that is until systemd has started what it starts. */
  up(): Promise<void>
  off(): void
}

/** Switches the machine on, with systemd as its first process and a network that reaches nowhere. */
export function switchOn(work: string, accel: string): Machine {
  const kernel = ['-kernel', join(work, 'vmlinuz'), '-initrd', join(work, 'initrd')]
  const command = 'root=/dev/vda rw console=ttyS0 net.ifnames=0 mitigations=off'
  // Emulated on several threads at once, a program that writes its own code (Node does) dies now and then.
  const processor = accel === 'kvm' ? ['kvm', '-cpu', 'host'] : ['tcg,thread=single', '-cpu', 'Nehalem']
  const hardware = ['-accel', ...processor, '-m', '4096', '-smp', '2']
  const disk = `file=${join(work, 'disk')},format=raw,if=virtio,cache=unsafe`
  const nic = `user,restrict=on,model=virtio-net-pci,${FORWARDS.map(one => `hostfwd=tcp:127.0.0.1:${one}`).join(',')}`
  const all = [...hardware, ...kernel, '-append', command, '-drive', disk, '-nic', nic, '-display', 'none']
  const qemu = spawn('qemu-system-x86_64', [...all, '-serial', 'stdio', '-monitor', 'none'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  qemu.stdout.pipe(createWriteStream(join(work, 'console.log')))
  return {
    run: (script, heard) => runOn(work, script, heard),
    up: () => waitFor(work, qemu),
    off: () => qemu.kill(),
  }
}

async function waitFor(work: string, qemu: ChildProcess): Promise<void> {
  const until = performance.now() + LONGEST_BOOT_MS
  while (performance.now() < until) {
    if (qemu.exitCode !== null) throw new Error('the machine went off; see console.log')
    if ((await runOn(work, 'systemctl is-system-running --wait >/dev/null; true', () => {})) === 0) return
    await setTimeout(3000)
  }
  throw new Error('the machine did not come up; see console.log')
}

function runOn(work: string, script: string, heard: (text: string) => void): Promise<number> {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'ConnectTimeout=30', 'LogLevel=ERROR']
  const where = ['-i', join(work, 'key'), '-p', `${PORTS.ssh}`, 'root@127.0.0.1', 'bash', '-s']
  const child = spawn('ssh', [...options.flatMap(one => ['-o', one]), ...where], { stdio: 'pipe' })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', heard)
  child.stdin.on('error', () => {})
  child.stdin.end(script)
  return new Promise(resolve => child.on('close', code => resolve(code ?? 1)))
}
