import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { isInput } from './inputs.ts'
import type { Content } from './registry-packages.ts'

const MAIN = 'apps/signing-agent/src/main.ts'

/** What CommonJS libraries inside an ES module ask Node's own modules with. */
const REQUIRE = `import { createRequire as createRequireHere } from 'node:module'
const require = createRequireHere(import.meta.url)`

/** The agent as one JavaScript file, readable, without maps or paths of this machine; and whose code is in it. */
export async function bundleAgent(): Promise<{ main: Uint8Array; libraries: Library[] }> {
  const { outputFiles, metafile } = await build({
    ...{ entryPoints: [MAIN], bundle: true, write: false, metafile: true, logLevel: 'silent' },
    ...{ platform: 'node', format: 'esm', target: 'node24', charset: 'utf8' },
    // Native: it lies beside the bundle as npm would install it.
    external: ['koffi'],
    banner: { js: REQUIRE },
    // The whole texts are in `licenses/`.
    legalComments: 'none',
  })
  const [output] = outputFiles
  if (!output) throw new Error('esbuild wrote nothing')
  const unseen = Object.keys(metafile.inputs).find(path => !path.startsWith('node_modules/') && !isInput(path))
  if (unseen) throw new Error(`the agent imports ${unseen}, a change of which would not be seen: add it to inputs.ts`)
  return { main: output.contents, libraries: await librariesIn(Object.keys(metafile.inputs)) }
}

export type Library = { name: string; license: Content }

async function librariesIn(inputs: string[]): Promise<Library[]> {
  const names = inputs.flatMap(path => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
  return Promise.all([...new Set(names)].sort().map(licensed))
}

/** @throws where a library has no license text: it must not be handed on then. */
async function licensed(name: string): Promise<Library> {
  const folder = join('node_modules', name)
  const path = (await readdir(folder)).find(each => /^licen[cs]e/i.test(each))
  if (!path) throw new Error(`${name} has no license text`)
  return { name, license: { path, bytes: await readFile(join(folder, path)) } }
}
