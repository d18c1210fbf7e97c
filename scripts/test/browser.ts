import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where a Chromium lies that the browser tests may drive; MOTCUA_CHROMIUM names another. */
export function findChromium(): string | undefined {
  return [process.env.MOTCUA_CHROMIUM ?? '', ...PLACES].find(path => path !== '' && existsSync(path))
}

/**
 * Installs Chromium with apt where it is missing and that is allowed: root, or sudo without a password, on Debian and
 * Ubuntu. Announced first; MOTCUA_NO_SYSTEM=1 forbids it. Returns its path, or why there is none.
 */
export function ensureChromium(print: (line: string) => void): { path: string } | { because: string } {
  const present = findChromium()
  if (present) return { path: present }
  if (process.env.MOTCUA_NO_SYSTEM === '1')
    return { because: 'no Chromium found, and MOTCUA_NO_SYSTEM=1 forbids installing it' }
  const prefix = privilege()
  if (!existsSync('/usr/bin/apt-get') || !prefix)
    return { because: 'no Chromium found; install it, or name one in MOTCUA_CHROMIUM' }
  print(
    'The browser tests need Chromium: installing the system package chromium with apt-get (MOTCUA_NO_SYSTEM=1 forbids it).',
  )
  const installed =
    apt(prefix, ['update', '-qq']) && apt(prefix, ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  const path = findChromium()
  return installed && path ? { path } : { because: 'apt-get could not install Chromium; its output above says why' }
}

function privilege(): string[] | undefined {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined
}

function apt(prefix: string[], args: string[]): boolean {
  const [file = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
  return spawnSync(file, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}
