import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** Tests run as root in a container, without a graphics card, and the browser itself must call nobody. */
const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

/** The Chromium that `npm test` announces, or the system's own. */
export function startChromium(): Promise<Browser> {
  const named = process.env.MOTCUA_CHROMIUM
  const executablePath = named ?? PLACES.find(path => existsSync(path))
  if (executablePath === undefined) throw new Error('no Chromium found; name one in MOTCUA_CHROMIUM')
  return chromium.launch({ executablePath, args: FLAGS })
}
