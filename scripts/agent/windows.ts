import { type Entry, file, zip } from './archives.ts'
import { filled, under } from './template.ts'

const SCRIPTS = ['cai-dat.cmd', 'go-bo.cmd', 'motcua-agent.cmd', 'motcua-agent.vbs']
const POWERSHELL = ['install.ps1', 'uninstall.ps1']

/** A folder to unpack; `cai-dat.cmd` in it installs for the person, without asking for an administrator. */
export async function windowsZip({ entries, version }: { entries: Entry[]; version: string }) {
  const readme = filled('README.txt', {}, 'windows-marked')
  const all = [
    ...entries.filter(({ path }) => path !== 'README.txt'),
    file('README.txt', readme),
    ...SCRIPTS.map(name => file(name, filled(`windows/${name}`, { VERSION: version }, 'windows'))),
    ...POWERSHELL.map(name => file(name, filled(`windows/${name}`, { VERSION: version }, 'windows-marked'))),
  ]
  return { file: `motcua-agent-${version}-windows-x64.zip`, bytes: await zip(under(`motcua-agent-${version}`, all)) }
}
