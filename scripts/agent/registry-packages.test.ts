import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { file, tarGz } from './archives.ts'
import { assemble } from './program.ts'
import { type Obtain, registryPackages } from './registry-packages.ts'
import { targets } from './targets.ts'

const cache = await mkdtemp(join(tmpdir(), 'motcua-registry-'))
after(() => rm(cache, { recursive: true, force: true }))
process.env.npm_config_offline = 'true'
process.env.npm_config_cache = join(cache, 'npm')
const obtain = registryPackages({ cache, signal: new AbortController().signal })

const archive = await tarGz([file('package/bin/tool', 'tool'), file('package/README.md', 'read me')])
const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`
const tool = { name: '@nobody/tool', version: '1.0.0', integrity }

test('what was fetched before is read without the network, only what was asked for', async () => {
  await writeFile(join(cache, 'nobody-tool-1.0.0.tgz'), archive)
  const obtained = await obtain(tool, path => path.startsWith('bin/'))
  assert(obtained.kind === 'obtained')
  assert.deepEqual(
    obtained.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]),
    [['bin/tool', 'tool']],
  )
})

test('what is not as it was pinned is never used, and without the network that is told', async () => {
  await writeFile(join(cache, 'nobody-tool-1.0.0.tgz'), await tarGz([file('package/bin/tool', 'another tool')]))
  const obtained = await obtain(tool, () => true)
  assert(obtained.kind === 'unobtainable')
  assert.match(obtained.because, /could not fetch @nobody\/tool@1\.0\.0/)
})

test('what is installed is taken from where npm put it', async () => {
  const { version } = JSON.parse(await readFile('node_modules/zod/package.json', 'utf8'))
  const obtained = await obtain({ name: 'zod', version, integrity }, path => path === 'LICENSE')
  assert(obtained.kind === 'obtained')
  assert.deepEqual(obtained.files, [{ path: 'LICENSE', bytes: await readFile('node_modules/zod/LICENSE') }])
})

test('no package is made with the machine code of another system', async () => {
  const elf = Buffer.alloc(64)
  elf.write('\x7fELF', 'latin1')
  elf.writeUInt16LE(0x3e, 18)
  const everything = [
    'bin/node',
    'bin/node.exe',
    'LICENSE',
    'LICENSE.txt',
    'win32_x64/koffi.node',
    'linux_x64/koffi.node',
  ]
  const invented: Obtain = async ({ name }, asked) => {
    const own = everything.filter(path => asked(path) && !(name.includes('win32') && path.startsWith('linux')))
    return { kind: 'obtained', files: own.map(path => ({ path, bytes: elf })) }
  }
  const windows = targets().find(({ system }) => system === 'windows')
  assert(windows)
  await assert.rejects(
    assemble(windows, { main: elf, libraries: [] }, invented),
    /the parts for windows-x64 are not for it/,
  )
})
