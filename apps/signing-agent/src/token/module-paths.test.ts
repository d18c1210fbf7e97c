import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '../test-tokens.ts'
import { findModules } from './module-paths.ts'

test('a link that a removed driver left behind does not keep the agent from starting', () => {
  const home = temporaryFolder(after)
  const folder = join(home, '.uid')
  mkdirSync(folder)
  const there = join(folder, 'fptca_v4.so')
  writeFileSync(there, '')
  symlinkSync(join(folder, 'gone.so'), join(folder, 'viettel-ca_v6.so'))
  const found = findModules({ platform: 'linux', home, windows: '', programs: [] })
  assert.deepEqual(
    found.filter(path => path.startsWith(home)),
    [there],
  )
})
