import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ensureSecrets, writePrivately } from './secrets.ts'

const folder = await mkdtemp(join(tmpdir(), 'motcua-secrets-'))
after(() => rm(folder, { recursive: true, force: true }))

test('an installation of before keeps its secrets and gains those that are new, once', async () => {
  const { insuranceClientSecret: _new, ...before } = await ensureSecrets(join(folder, 'new'))
  const old = join(folder, 'old')
  await writePrivately(old, 'secrets.json', JSON.stringify(before))
  const now = await ensureSecrets(old)
  assert.ok(now.insuranceClientSecret.length >= 32)
  assert.deepEqual({ ...now, insuranceClientSecret: undefined }, { ...before, insuranceClientSecret: undefined })
  assert.deepEqual(await ensureSecrets(old), now)
  assert.deepEqual(JSON.parse(await readFile(join(old, 'secrets.json'), 'utf8')), now)
  assert.equal((await stat(join(old, 'secrets.json'))).mode & 0o777, 0o600)
})
