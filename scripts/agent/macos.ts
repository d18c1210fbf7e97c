import { type Entry, file, program, zip } from './archives.ts'
import { filled, under } from './template.ts'

const APP = 'MotCua Agent.app/Contents'

type Made = { entries: Entry[]; version: string; architecture: 'x64' | 'arm64' }

/** The application without a Dock icon, and the scripts that make it start with the session. */
export async function macosZip({ entries, version, architecture }: Made) {
  const values = { VERSION: version }
  const all = [
    file(`${APP}/Info.plist`, filled('macos/Info.plist', values)),
    program(`${APP}/MacOS/motcua-agent`, filled('macos/motcua-agent', {})),
    ...under(`${APP}/Resources`, [
      ...entries,
      file('vn.motcua.agent.plist', filled('macos/vn.motcua.agent.plist', {})),
    ]),
    program('cai-dat.command', filled('macos/cai-dat.command', {})),
    program('go-bo.command', filled('macos/go-bo.command', {})),
    ...entries.filter(({ path }) => path === 'README.txt'),
  ]
  return {
    file: `motcua-agent-${version}-macos-${architecture}.zip`,
    bytes: await zip(under(`motcua-agent-${version}`, all)),
  }
}
