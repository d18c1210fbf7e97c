import { gunzipSync } from 'node:zlib'
import type { AgentPackage } from '@motcua/contracts/agent.ts'
import { unzipSync } from 'fflate'
import { unpackTar } from 'modern-tar'

/** A packed file as the tests look at it; `text` is empty for machine code. */
export type Packed = { bytes: Uint8Array; mode: number; text: string }

/** A package by paths: all of it, and of the folder that holds the program. */
export type Unpacked = { files: Map<string, Packed>; home: Map<string, Packed> }

const HOME = /^(opt\/motcua-agent|MotCua Agent\.app\/Contents\/Resources)\//

/** Opens what the build wrote; the folder at the top of a tarball or ZIP is left out of the paths. */
export async function openPackage(archive: Buffer, { kind }: Pick<AgentPackage, 'kind'>): Promise<Unpacked> {
  const files = new Map(await read(archive, kind))
  const inHome = [...files].filter(([path]) => HOME.test(path))
  const home = new Map(inHome.map(([path, file]) => [path.replace(HOME, ''), file]))
  return { files, home: home.size > 0 ? home : files }
}

async function read(archive: Buffer, kind: AgentPackage['kind']): Promise<[string, Packed][]> {
  switch (kind) {
    case 'deb':
      return (await fromTar(memberOf(archive, 'data.tar.gz'))).map(([path, file]) => [path.replace('./', ''), file])
    case 'tar.gz':
      return (await fromTar(archive)).map(([path, file]) => [withoutTop(path), file])
    case 'zip':
      return fromZip(archive)
  }
}

const withoutTop = (path: string) => path.slice(path.indexOf('/') + 1)

async function fromTar(archive: Uint8Array): Promise<[string, Packed][]> {
  const entries = await unpackTar(gunzipSync(archive), { strict: true })
  return entries.flatMap(({ header, data }): [string, Packed][] =>
    data && header.type === 'file' ? [[header.name, packed(data, header.mode ?? 0)]] : [],
  )
}

function fromZip(archive: Buffer): [string, Packed][] {
  const modes = modesIn(archive)
  return Object.entries(unzipSync(archive)).map(([path, bytes]) => [
    withoutTop(path),
    packed(bytes, modes.get(path) ?? 0),
  ])
}

function packed(bytes: Uint8Array, mode: number): Packed {
  return { bytes, mode: mode & 0o777, text: isText(bytes) ? Buffer.from(bytes).toString('utf8') : '' }
}

const isText = (bytes: Uint8Array) => bytes.length < 8_000_000 && !bytes.subarray(0, 512).includes(0)

/** The permissions of a ZIP's central directory (APPNOTE 4.3.12), which fflate does not tell. */
export function modesIn(archive: Buffer): Map<string, number> {
  const found = new Map<string, number>()
  const END_WITHOUT_COMMENT = 22
  let at = archive.readUInt32LE(archive.length - END_WITHOUT_COMMENT + 16)
  for (let left = archive.readUInt16LE(archive.length - END_WITHOUT_COMMENT + 10); left > 0; left--) {
    const lengths = [28, 30, 32].map(offset => archive.readUInt16LE(at + offset))
    const [nameLength = 0] = lengths
    found.set(archive.toString('utf8', at + 46, at + 46 + nameLength), archive.readUInt32LE(at + 38) >>> 16)
    at += lengths.reduce((sum, length) => sum + length, 46)
  }
  return found
}

/** ar(5): names of 16 characters, sizes at 48; a header of 60 bytes ends with a grave accent and a line feed. */
export function membersOf(archive: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let at = 8; at < archive.length; ) {
    if (archive.toString('latin1', at + 58, at + 60) !== '`\n') throw new Error(`no member begins at ${at}`)
    const size = Number(archive.toString('latin1', at + 48, at + 58))
    found.set(archive.toString('latin1', at, at + 16).trim(), archive.subarray(at + 60, at + 60 + size))
    at += 60 + size + (size % 2)
  }
  return found
}

function memberOf(archive: Buffer, name: string): Buffer {
  const member = membersOf(archive).get(name)
  if (!member) throw new Error(`${name} is missing`)
  return member
}
