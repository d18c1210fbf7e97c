import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Installs packages of the system with apt where that is allowed: root, or sudo without a password, on Debian and
 * Ubuntu. Announced first; MOTCUA_NO_SYSTEM=1 forbids it. Returns why it could not.
 */
export function installed(packages: string[], announced: () => void): { because: string } | undefined {
  if (process.env.MOTCUA_NO_SYSTEM === '1') return { because: 'MOTCUA_NO_SYSTEM=1 forbids installing it' }
  const prefix = privilege()
  if (!existsSync('/usr/bin/apt-get') || !prefix) return { because: 'it cannot be installed here' }
  announced()
  return apt(prefix, ['update', '-qq']) && apt(prefix, ['install', '-y', '-qq', '--no-install-recommends', ...packages])
    ? undefined
    : { because: 'apt-get could not install it; its output above says why' }
}

function privilege(): string[] | undefined {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined
}

function apt(prefix: string[], args: string[]): boolean {
  const [file = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
  return spawnSync(file, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}
