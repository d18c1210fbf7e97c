import assert from 'node:assert/strict'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { simOperators } from '@motcua/contracts/sim-operators.ts'
import { systemClock } from '@motcua/kit/clock.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { openssl, papers } from '../pki/test-openssl.ts'
import { simAccess } from './access.ts'

const paper = await papers()
after(() => paper.clear())
const access = { port: 3013, apId: 'http://portal.example', apPassword: 'a secret' }
const folder = join(paper.folder, 'sim')
const inDays = (days: number) => () => new Date(systemClock().getTime() + days * 86_400_000)
const made = (days = 0) =>
  simAccess(
    { folder: paper.folder, baseUrl: 'http://127.0.0.1:3010', clock: inDays(days), random: systemRandom },
    access,
  )
const first = await made()

test('The operators’ file keeps the contract: one knows the portal by certificate, one by password', async () => {
  const [vinaphone, viettel] = simOperators.parse(JSON.parse(await readFile(join(folder, 'operators.json'), 'utf8')))
  assert.deepEqual(
    [vinaphone?.id, vinaphone?.url, vinaphone?.format, vinaphone?.apPassword, vinaphone?.client],
    [
      'vinaphone',
      'https://127.0.0.1:3013/vinaphone',
      'cms',
      undefined,
      { key: 'client.key', certificate: 'client.crt' },
    ],
  )
  assert.deepEqual(
    [viettel?.id, viettel?.url, viettel?.format, viettel?.apPassword, viettel?.client],
    ['viettel', 'https://127.0.0.1:3013/viettel', 'pkcs1', 'a secret', undefined],
  )
})

test('openssl takes both certificates for what they are, and for nothing else', async () => {
  const server = await paper.put('server.crt', first.server.certificate)
  const verify = async (purpose: string, file: string, ...more: string[]) =>
    (await openssl('verify', '-x509_strict', '-purpose', purpose, '-CAfile', join(folder, 'ca.crt'), ...more, file)).ok
  assert.ok(await verify('sslserver', server, '-verify_ip', '127.0.0.1'))
  assert.ok(await verify('sslserver', server, '-verify_hostname', 'localhost'))
  assert.ok(!(await verify('sslserver', server, '-verify_ip', '127.0.0.2')))
  assert.ok(await verify('sslclient', join(folder, 'client.crt')))
  assert.ok(!(await verify('sslclient', server)))
  assert.ok(!(await verify('sslserver', join(folder, 'client.crt'))))
})

test('It stays the same as long as it lasts, and is made anew before it ends', async () => {
  assert.equal((await made()).client.certificate, first.client.certificate)
  const later = await made(10 * 365 - 30)
  assert.notEqual(later.client.certificate, first.client.certificate)
  assert.equal(await readFile(join(folder, 'client.crt'), 'utf8'), later.client.certificate)
})

test('Only its owner reads what lies there', async () => {
  for (const file of await readdir(folder)) assert.equal((await stat(join(folder, file))).mode & 0o777, 0o600, file)
})
