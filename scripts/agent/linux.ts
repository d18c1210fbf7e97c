import { createHash } from 'node:crypto'
import { deb, type Entry, file, program, tarGz } from './archives.ts'
import { filled, under } from './template.ts'

/** As Debian calls the processors. */
const DEBIAN = { x64: 'amd64', arm64: 'arm64' } as const
const HOME = 'opt/motcua-agent'

type Made = { entries: Entry[]; version: string; architecture: 'x64' | 'arm64' }

/** The Debian package: the program in /opt, its command, its menu entry, and its start with the session. */
export async function debianPackage({ entries, version, architecture }: Made) {
  const files = [...under(HOME, [...entries, launcher()]), ...integration(entries)]
  const control = filled('linux/control', {
    VERSION: version,
    ARCHITECTURE: DEBIAN[architecture],
    KIBIBYTES: String(Math.ceil(files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1_024)),
  })
  return {
    file: `motcua-agent_${version}_${DEBIAN[architecture]}.deb`,
    bytes: await deb({ control: [file('control', control), file('md5sums', md5sums(files)), conffiles()], files }),
  }
}

const launcher = () => program('motcua-agent', filled('linux/motcua-agent', {}))

function integration(entries: Entry[]): Entry[] {
  const readme = entries.filter(({ path }) => path === 'README.txt')
  return [
    program('usr/bin/motcua-agent', filled('linux/command', { HOME: `/${HOME}` })),
    file('usr/share/applications/motcua-agent.desktop', filled('linux/menu.desktop', { HOME: `/${HOME}` })),
    file(AUTOSTART, filled('linux/autostart.desktop', { HOME: `/${HOME}` })),
    file('usr/share/icons/hicolor/scalable/apps/motcua-agent.svg', filled('linux/motcua-agent.svg', {})),
    file('usr/share/doc/motcua-agent/copyright', filled('linux/copyright', {})),
    ...under('usr/share/doc/motcua-agent', readme),
  ]
}

const AUTOSTART = 'etc/xdg/autostart/motcua-agent.desktop'
/** An administrator's change to it survives an upgrade. */
const conffiles = () => file('conffiles', `/${AUTOSTART}\n`)

function md5sums(files: Entry[]): string {
  const lines = files.map(({ path, bytes }) => `${createHash('md5').update(bytes).digest('hex')}  ${path}\n`)
  return lines.sort((a, b) => (a.slice(34) < b.slice(34) ? -1 : 1)).join('')
}

/** For every other distribution, and for who may install nothing: everything stays in the person's own folders. */
export async function tarball({ entries, version, architecture }: Made) {
  const scripts = ['install.sh', 'uninstall.sh'].map(name => program(name, raw(name)))
  const templates = ['menu.desktop', 'autostart.desktop', 'motcua-agent.svg']
  const all = [
    ...entries,
    launcher(),
    ...scripts,
    ...under(
      'share',
      templates.map(name => file(name, raw(name))),
    ),
  ]
  return {
    file: `motcua-agent-${version}-linux-${architecture}.tar.gz`,
    bytes: await tarGz(under(`motcua-agent-${version}`, all)),
  }
}

/** install.sh fills in where it has put the program. */
const raw = (name: string) => filled(`linux/${name}`, { HOME: '@HOME@' })
