import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { type Entry, file, program } from './archives.ts'
import { binaryFormat } from './binary-format.ts'
import type { Library } from './bundle.ts'
import type { Content, Obtain } from './registry-packages.ts'
import { nameOf, type RegistryPackage, type Target } from './targets.ts'

export type Bundle = { main: Uint8Array; libraries: Library[] }

/** The program's folder, the same on every system, or why it cannot be made. */
export type Assembled = { kind: 'assembled'; entries: Entry[] } | { kind: 'unobtainable'; because: string }

const KOFFI = /^(package\.json|index\.c?js|src\/koffi\/index\.c?js|src\/koffi\/src\/static\.c?js|LICENSE\.txt)$/
/** Our Node is made for glibc. */
const NATIVE = /^(package\.json|index\.js|(?!musl_)\w+\/koffi\.node)$/

/**
 * `bin/node`, `agent/main.mjs`, `node_modules/` with what is native, `licenses/`, README.txt. The runtime is the program's
 * own, so that no Node on the computer matters.
 */
export async function assemble(target: Target, bundle: Bundle, obtain: Obtain): Promise<Assembled> {
  const runtime = await obtain(target.runtime, path => path === target.node)
  const license = await obtain(target.license, path => path === 'LICENSE')
  const koffi = await obtain(target.koffi, path => KOFFI.test(path))
  const native = await obtain(target.native, path => NATIVE.test(path))
  for (const each of [runtime, license, koffi, native]) if (each.kind === 'unobtainable') return each
  const files = (obtained: typeof runtime) => (obtained.kind === 'obtained' ? obtained.files : [])
  checkMachine(target, [...files(runtime), ...files(native)])
  const texts = [{ name: 'node', license: only(files(license)) }, koffiLicense(files(koffi)), ...bundle.libraries]
  return {
    kind: 'assembled',
    entries: [
      program(target.node, only(files(runtime)).bytes),
      file('agent/main.mjs', bundle.main),
      ...modules(target.koffi, files(koffi)),
      ...modules(target.native, files(native)),
      ...texts.map(({ name, license }) =>
        file(`licenses/${name.replace(/^@/, '').replace('/', '-')}.txt`, license.bytes),
      ),
      file('README.txt', await readFile(new URL('./files/README.txt', import.meta.url))),
    ],
  }
}

/** @throws where the registry's package for a system holds the machine code of another. */
function checkMachine(target: Target, files: Content[]): void {
  const made = { system: target.system, architecture: target.architecture }
  const code = files.filter(({ path }) => path === target.node || path.endsWith('.node'))
  const wrong = code.find(({ bytes }) => !isDeepStrictEqual(binaryFormat(bytes), made))
  if (code.length !== 2 || wrong) throw new Error(`the parts for ${nameOf(target)} are not for it: ${wrong?.path}`)
}

const modules = ({ name }: RegistryPackage, files: Content[]) =>
  files
    .filter(({ path }) => path !== 'LICENSE.txt')
    .map(({ path, bytes }) => file(`node_modules/${name}/${path}`, bytes))

function koffiLicense(files: Content[]): Library {
  return { name: 'koffi', license: only(files.filter(({ path }) => path === 'LICENSE.txt')) }
}

/** @throws where a package is not made as it was when this was written. */
function only(files: Content[]): Content {
  const [first, ...others] = files
  if (!first || others.length > 0) throw new Error(`one file was expected, found ${files.map(({ path }) => path)}`)
  return first
}
