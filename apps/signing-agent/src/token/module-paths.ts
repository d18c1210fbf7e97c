import { readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

export type System = { platform: NodeJS.Platform; home: string; windows: string; programs: string[] }

/** PKCS#11 libraries of the tokens that Vietnamese authorities issue, most of them of Feitian and EnterSafe make. */
const VENDORS = [
  ...['vnptca_p11_v\\d+', 'vnpt-ca_(csp11|v34|cl_v1)', 'vnpt-pkcs11', 'viettel-ca_v\\d+', 'fptca_v\\d+'],
  ...['nca_v\\d+', 'newca_v\\d+', 'bkavca(v2s)?', 'ca2_v34', 'ca2(_ace)?_csp11', 'vina-ca[\\w.-]*', 'safe-ca[\\w.-]*'],
  ...['efy-ca_v\\d+', 'misaca_csp11_v\\d+', 'gclib', 'shuttlecsp11_3003', 'eps2003csp11', 'etpkcs11', 'st3csp11'],
  ...['wdsafe3', 'etoken'],
]
/** Reads cards that keep to the standards; last, so that a vendor's own library is preferred. */
const GENERAL = ['opensc-pkcs11']

const ENDINGS: Partial<Record<NodeJS.Platform, string>> = { win32: 'dll', darwin: '(dylib|so)' }

/** The libraries that are on this computer, vendors' own first, each file once. */
export function findModules(system: System): string[] {
  const folders = foldersOf(system).flatMap(opened)
  const found = [VENDORS, GENERAL].flatMap(names => {
    const wanted = new RegExp(`^(lib)?(${names.join('|')})\\.${ENDINGS[system.platform] ?? 'so'}$`, 'i')
    return folders.flatMap(folder =>
      entries(folder)
        .filter(name => wanted.test(name))
        .map(name => join(folder, name)),
    )
  })
  return [...new Map(found.flatMap(path => reached(path))).values()]
}

/** With where a link leads; none where it leads nowhere, as after a driver was removed. */
function reached(path: string): [real: string, path: string][] {
  try {
    return [[realpathSync(path), path]]
  } catch {
    return []
  }
}

/** Where they are sought; `*` is any folder. */
export function foldersOf({ platform, home, windows, programs }: System): string[] {
  switch (platform) {
    case 'win32':
      return [join(windows, 'System32'), ...programs.flatMap(folder => [join(folder, '*'), join(folder, '*', '*')])]
    case 'darwin':
      return [
        ...['/usr/local/lib', '/Library/PKCS11', join(home, '.uid')],
        ...['MacOS', 'Frameworks', 'Resources'].map(part => `/Applications/*/Contents/${part}`),
      ]
    default:
      return [
        ...[join(home, '.uid'), '/usr/lib', '/usr/lib64', '/usr/local/lib', '/usr/lib/pkcs11', '/usr/lib64/pkcs11'],
        ...['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/opt/*', '/opt/*/lib'],
      ]
  }
}

function opened(folder: string): string[] {
  const [before, ...after] = folder.split('*')
  if (before === undefined || after.length === 0) return [folder]
  return entries(before, 'folders').flatMap(name => opened(join(before, name) + after.join('*')))
}

function entries(folder: string, kind: 'files' | 'folders' = 'files'): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => kind === 'files' || entry.isDirectory())
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}
