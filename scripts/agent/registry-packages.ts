import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { unpackTar } from 'modern-tar'
import type { RegistryPackage } from './targets.ts'

/** A file by its path within a package or an archive. */
export type Content = { path: string; bytes: Uint8Array }

type Asked = (path: string) => boolean

export type Obtained = { kind: 'obtained'; files: Content[] } | { kind: 'unobtainable'; because: string }

/** The files of a package whose path is asked for. */
export type Obtain = (wanted: RegistryPackage, asked: Asked) => Promise<Obtained>

/**
 * Takes packages from node_modules where npm installed, and so verified, that very version; else from `cache`, where
 * each is fetched once by npm as this machine has it set up. What lies there is verified whenever it is read.
 */
export function registryPackages({ cache, signal }: { cache: string; signal: AbortSignal }): Obtain {
  return async (wanted, asked) => {
    const installed = join('node_modules', wanted.name)
    if ((await installedVersion(installed)) === wanted.version)
      return { kind: 'obtained', files: await readFolder(installed, asked) }
    const archive = join(cache, `${wanted.name.replace('/', '-').replace('@', '')}-${wanted.version}.tgz`)
    const refused = (await isGenuine(archive, wanted)) ? undefined : await fetchTo(archive, wanted, signal)
    return refused ?? { kind: 'obtained', files: await readArchive(archive, asked) }
  }
}

async function installedVersion(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : JSON.parse(text).version
}

async function readFolder(folder: string, asked: Asked): Promise<Content[]> {
  const names = await readdir(folder, { recursive: true })
  const paths = names.map(name => name.replaceAll('\\', '/')).filter(asked)
  return Promise.all(paths.sort().map(async path => ({ path, bytes: await readFile(join(folder, path)) })))
}

/** npm puts everything under `package/`. */
async function readArchive(archive: string, asked: Asked): Promise<Content[]> {
  const options = { strict: true, filter: ({ name }: { name: string }) => asked(withoutTop(name)) }
  const entries = await unpackTar(gunzipSync(await readFile(archive)), options)
  return entries
    .flatMap(({ header, data }) => (data ? [{ path: withoutTop(header.name), bytes: data }] : []))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

const withoutTop = (name: string) => name.slice(name.indexOf('/') + 1)

async function isGenuine(archive: string, { integrity }: RegistryPackage): Promise<boolean> {
  if (!existsSync(archive)) return false
  const digest = createHash('sha512').update(await readFile(archive))
  return `sha512-${digest.digest('base64')}` === integrity
}

type Refused = Extract<Obtained, { kind: 'unobtainable' }>

async function fetchTo(archive: string, wanted: RegistryPackage, signal: AbortSignal): Promise<Refused | undefined> {
  await mkdir(join(archive, '..'), { recursive: true })
  const folder = await mkdtemp(`${archive}-`)
  try {
    const failure = await npmPack(wanted, folder, signal)
    const [file] = await readdir(folder)
    if (failure !== undefined || !file) return { kind: 'unobtainable', because: failure ?? 'npm pack left no file' }
    if (!(await isGenuine(join(folder, file), wanted)))
      return { kind: 'unobtainable', because: `${wanted.name}@${wanted.version} is not what was pinned` }
    await rename(join(folder, file), archive)
    return undefined
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Returns what went wrong, in npm's words. */
async function npmPack({ name, version }: RegistryPackage, folder: string, signal: AbortSignal) {
  const npm = process.env.npm_execpath
  const [file, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const args = ['pack', `${name}@${version}`, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error']
  const child = spawn(file ?? 'npm', [...first, ...args, '--fetch-retries=1'], {
    ...{ signal, stdio: ['ignore', 'ignore', 'pipe'], shell: file === 'npm' && process.platform === 'win32' },
  })
  const status = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [said, code] = await Promise.all([text(child.stderr), status])
  if (code === 0) return undefined
  return `npm could not fetch ${name}@${version}: ${said.split('\n').find(line => line.includes('error')) ?? `status ${code}`}`
}
