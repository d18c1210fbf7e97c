import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pemOf, testAuthority } from '@motcua/pki/test-authority.ts'
import { readSimOperators } from './sim-operators-file.ts'

let folder: string
let certificate: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-operators-'))
  certificate = pemOf(testAuthority().certificate)
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' })
  await writeFile(join(folder, 'ca.crt'), certificate)
  await writeFile(join(folder, 'other.key'), other)
  await writeFile(join(folder, 'note.txt'), 'no certificate')
})
after(() => rm(folder, { recursive: true }))

const vinaphone = {
  ...{ id: 'vinaphone', name: 'VinaPhone', url: 'https://mss.example/vinaphone', apId: 'portal' },
  ...{ apPassword: 'mật khẩu', format: 'cms', signatureProfile: 'urn:profile' },
}

async function read(content: unknown, lab: 'yes' | 'no' = 'no') {
  const file = join(folder, 'operators.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readSimOperators(file, { lab })
}

test('Operators are read with what the files beside theirs hold', async () => {
  assert.deepEqual(await read([vinaphone]), [vinaphone])
  assert.deepEqual(await read([{ ...vinaphone, ca: 'ca.crt' }]), [{ ...vinaphone, ca: certificate }])
  assert.deepEqual(await read([{ ...vinaphone, ca: join(folder, 'ca.crt') }]), [{ ...vinaphone, ca: certificate }])
})

const wrong: [string, unknown, RegExp][] = [
  ['no JSON, without quoting it', '[{"apPassword":"mật khẩu"', /^is no JSON$/],
  ['nobody', [], /Too small/],
  ['an operator twice', [vinaphone, vinaphone], /names an operator twice/],
  ['no word for who we are', [{ ...vinaphone, apPassword: undefined }], /0 needs a password or a certificate/],
  ['an unknown form of signatures', [{ ...vinaphone, format: 'xml' }], /0\.format/],
  ['a misspelt name', [{ ...vinaphone, password: 'x' }], /"password"/],
  ['a missing file', [{ ...vinaphone, ca: 'away.crt' }], /vinaphone: ENOENT.*away\.crt/],
  ['a file that is no certificate', [{ ...vinaphone, ca: 'note.txt' }], /vinaphone: .* is no good/],
  [
    'a key that is not the certificate’s',
    [{ ...vinaphone, client: { key: 'other.key', certificate: 'ca.crt' } }],
    /vinaphone: .* is no good/,
  ],
]
for (const [what, content, message] of wrong) {
  test(`A file with ${what} is refused`, async () => {
    await assert.rejects(read(content), ({ message: said }: Error) => {
      assert.match(said, message)
      assert.doesNotMatch(said, /mật khẩu/)
      return true
    })
  })
}

test('A service on this machine is refused, unless the lab is allowed, and elsewhere it is reached by https alone', async () => {
  for (const host of ['127.0.0.1:3013', 'localhost:3013', '[::1]:3013']) {
    for (const scheme of ['http', 'https']) {
      const operators = [{ ...vinaphone, url: `${scheme}://${host}/vinaphone` }]
      await assert.rejects(read(operators), /vinaphone points at the lab on this machine/)
      assert.equal((await read(operators, 'yes')).length, 1)
    }
  }
  const plain = [{ ...vinaphone, url: 'http://mss.example/vinaphone' }]
  for (const lab of ['yes', 'no'] as const)
    await assert.rejects(read(plain, lab), /vinaphone: its address must be https/)
})
