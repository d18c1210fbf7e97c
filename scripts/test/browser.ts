import { existsSync } from 'node:fs'
import { installed } from './apt.ts'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where a Chromium lies that the browser tests may drive; MOTCUA_CHROMIUM names another. */
export function findChromium(): string | undefined {
  return [process.env.MOTCUA_CHROMIUM ?? '', ...PLACES].find(path => path !== '' && existsSync(path))
}

/** Installs Chromium where it is missing and that is allowed (apt.ts). Returns its path, or why there is none. */
export function ensureChromium(print: (line: string) => void): { path: string } | { because: string } {
  const present = findChromium()
  if (present) return { path: present }
  const failed = installed(['chromium'], () =>
    print(
      'The browser tests need Chromium: installing the system package chromium with apt-get (MOTCUA_NO_SYSTEM=1 forbids it).',
    ),
  )
  const path = findChromium()
  if (path) return { path }
  return { because: `no Chromium found, and ${failed?.because ?? 'its package has none'}; name one in MOTCUA_CHROMIUM` }
}
