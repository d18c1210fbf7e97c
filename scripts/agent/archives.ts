import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type AsyncZippable, strToU8, zip as zipInWorkers } from 'fflate'
import { packTar, type TarEntry } from 'modern-tar'
import type { Content } from './registry-packages.ts'

/** A file of a package; `mode` is what Unix calls permissions. */
export type Entry = Content & { mode: 0o644 | 0o755 }

/** The same for every file and every build, so that the same inputs give the same bytes. */
const YEAR = 2026
const LEVEL = 6

export const file = (path: string, bytes: Uint8Array | string): Entry => {
  return { path, bytes: typeof bytes === 'string' ? strToU8(bytes) : bytes, mode: 0o644 }
}
export const program = (path: string, bytes: Uint8Array | string): Entry => ({ ...file(path, bytes), mode: 0o755 })

const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)

/** A tar in gzip, folders before what is in them, all owned by root. `prefix` stands before every path. */
export async function tarGz(entries: Entry[], prefix = ''): Promise<Uint8Array> {
  const all = [...foldersOf(entries), ...entries].sort(byPath)
  return promisify(gzip)(await packTar(all.map(each => tarEntry(each, prefix))), { level: LEVEL })
}

type Folder = { path: string }

/** dpkg makes no folder that its archive does not name. */
function foldersOf(entries: Entry[]): Folder[] {
  const found = entries.flatMap(({ path }) =>
    path
      .split('/')
      .slice(0, -1)
      .map((_, n, parts) => parts.slice(0, n + 1)),
  )
  return [...new Set(found.map(parts => `${parts.join('/')}/`))].map(path => ({ path }))
}

function tarEntry(entry: Entry | Folder, prefix: string): TarEntry {
  const same = { name: prefix + entry.path, mtime: new Date(Date.UTC(YEAR, 0)), uid: 0, gid: 0 }
  const owner = { uname: 'root', gname: 'root' }
  if (!('bytes' in entry)) return { header: { ...same, ...owner, type: 'directory', mode: 0o755, size: 0 } }
  const { bytes, mode } = entry
  return { header: { ...same, ...owner, type: 'file', mode, size: bytes.length }, body: bytes }
}

/** A ZIP with Unix permissions, which macOS and Linux apply and Windows ignores. */
export function zip(entries: Entry[]): Promise<Uint8Array> {
  const UNIX = 3
  const REGULAR_FILE = 0o100_000
  const contents: AsyncZippable = {}
  for (const { path, bytes, mode } of entries.toSorted(byPath))
    contents[path] = [bytes, { os: UNIX, attrs: ((REGULAR_FILE | mode) << 16) >>> 0 }]
  // The format keeps local time: written and read in whatever zone, it is this.
  const options = { level: LEVEL, mtime: new Date(YEAR, 0) } as const
  return new Promise((resolve, reject) =>
    zipInWorkers(contents, options, (error, bytes) => (error ? reject(error) : resolve(bytes))),
  )
}

/** A Debian package: an `ar` of a version, the control files and the files (deb(5)). */
export async function deb({ control, files }: { control: Entry[]; files: Entry[] }): Promise<Uint8Array> {
  return ar([
    file('debian-binary', '2.0\n'),
    file('control.tar.gz', await tarGz(control, './')),
    file('data.tar.gz', await tarGz(files, './')),
  ])
}

/** The common variant of ar(5) that dpkg reads: names of up to 16 characters, everything padded to even lengths. */
function ar(members: Content[]): Uint8Array {
  return Buffer.concat([
    strToU8('!<arch>\n'),
    ...members.flatMap(({ path, bytes }) => {
      const seconds = Date.UTC(YEAR, 0) / 1_000
      const fields = [
        path.padEnd(16),
        `${seconds}`.padEnd(12),
        '0     ',
        '0     ',
        '100644  ',
        `${bytes.length}`.padEnd(10),
      ]
      return [strToU8(`${fields.join('')}\`\n`), bytes, strToU8(bytes.length % 2 ? '\n' : '')]
    }),
  ])
}
