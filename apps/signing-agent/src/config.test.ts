import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readConfig, type Surroundings } from './config.ts'
import { temporaryFolder } from './test-tokens.ts'
import { findModules, foldersOf } from './token/module-paths.ts'

const folder = temporaryFolder(after)
const nobody: Surroundings = { variables: {}, platform: 'linux', home: folder }
const file = join(folder, 'ha.p12')
writeFileSync(file, '')

const read = (args: string[], surroundings = nobody) => readConfig(args, surroundings)
const accepted = (args: string[], surroundings = nobody) => {
  const result = read(args, surroundings)
  assert.equal(result.kind, 'read')
  return result.config
}

test('without anything said it serves on the first free port and looks where tokens mostly are', () => {
  const { command, port, files, dataFolder, language } = accepted([])
  assert.deepEqual([command, port, files, language], [{ kind: 'serve' }, undefined, [], 'vi'])
  assert.equal(dataFolder, join(folder, '.local', 'share', 'motcua-agent'))
})

test('files, libraries, port and folder are taken from the command line and from the environment', () => {
  const variables = {
    MOTCUA_AGENT_P12: file,
    MOTCUA_AGENT_MODULES: file,
    MOTCUA_AGENT_PORT: '4000',
    LANG: 'en_US.UTF-8',
  }
  const fromThere = accepted(['--data', folder], { ...nobody, variables })
  const fromHere = accepted(['--p12', file, '--p12', file, '--module', file, '--port', '4000', '--data', folder])
  for (const { files, modules, port, dataFolder } of [fromThere, fromHere])
    assert.deepEqual([files, modules.includes(file), port, dataFolder], [[file], true, 4000, folder])
  assert.equal(fromThere.language, 'en')
})

test('each system keeps programs’ data where it keeps it', () => {
  const at = (platform: NodeJS.Platform, variables = {}) =>
    accepted([], { platform, home: '/home/ha', variables }).dataFolder
  assert.equal(at('linux', { XDG_DATA_HOME: '/data' }), '/data/motcua-agent')
  assert.equal(at('darwin'), '/home/ha/Library/Application Support/motcua-agent')
  assert.ok(at('win32', { APPDATA: '/roaming' }).endsWith('motcua-agent'))
})

test('what is wrong is named', () => {
  const cases: [string[], string, string][] = [
    [['--p12', join(folder, 'none.p12')], 'no-file', join(folder, 'none.p12')],
    [['--module', join(folder, 'none.so')], 'no-module', join(folder, 'none.so')],
    [['--port', '70000'], 'port', '70000'],
    [['--port', 'x'], 'port', 'x'],
    [['sign'], 'command', 'sign'],
    [['status', 'more'], 'command', 'status more'],
    [['sites', 'forget'], 'command', 'sites forget'],
  ]
  for (const [args, problem, what] of cases)
    assert.deepEqual(read(args), { kind: 'refused', language: 'vi', problem, what })
  const unknown = read(['--unknown'])
  assert.equal(unknown.kind === 'refused' && unknown.problem, 'option')
})

test('vendors’ libraries are found where they are installed, before the general one, each file once', () => {
  const own = join(folder, '.uid')
  mkdirSync(own)
  for (const name of ['viettel-ca_v6.so', 'libvnpt-pkcs11.so', 'opensc-pkcs11.so', 'libc.so', 'fptca_v4.dll'])
    writeFileSync(join(own, name), '')
  symlinkSync(join(own, 'viettel-ca_v6.so'), join(own, 'viettel-ca_v5.so'))
  const found = findModules({ platform: 'linux', home: folder, windows: '', programs: [] }).filter(path =>
    path.startsWith(own),
  )
  assert.equal(found.length, 3)
  assert.ok(found[2]?.endsWith('opensc-pkcs11.so'))
})

test('folders are those of the system', () => {
  const system = { home: '/home/ha', windows: 'C:\\Windows', programs: ['C:\\Program Files'] }
  const of = (platform: NodeJS.Platform) => foldersOf({ ...system, platform }).join(' ')
  assert.match(of('win32'), /System32.*Program Files/)
  assert.match(of('darwin'), /Applications/)
  assert.match(of('linux'), /\.uid.*x86_64-linux-gnu/)
})
