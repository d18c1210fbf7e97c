import assert from 'node:assert/strict'
import { createVerify, X509Certificate } from 'node:crypto'
import { after, test } from 'node:test'
import { openssl, papers } from '../pki/test-openssl.ts'
import { testSignatures } from '../test-lab.ts'
import { certificateIn, signaturesIn, statusIn, transactionIn } from './test-mss.ts'

const lab = await testSignatures()
const paper = await papers()
after(async () => {
  await lab.close()
  await paper.clear()
})
const [vinaphone, viettel] = await Promise.all(['vinaphone', 'viettel'].map(id => lab.operator(id)))
if (!vinaphone || !viettel) throw new Error('two operators')

const confirm = async (phone: string, pin: string) => {
  const [prompt] = (await lab.server.inject(`/api/phones/${phone}/prompts`)).json()
  return lab.server.inject({
    method: 'POST',
    url: `/api/phones/${phone}/prompts/${prompt?.id}`,
    payload: { action: 'confirm', pin },
  })
}

test('VinaPhone hands over CMS of our content that openssl verifies up to the national root', async () => {
  const begun = await vinaphone.begin({ phone: '+84828114088', content: 'của chúng tôi' })
  assert.equal(statusIn(begun), '100')
  const id = transactionIn(begun)
  assert.equal(statusIn(await vinaphone.status(id)), '504')
  assert.equal((await confirm('0828114088', '246810')).statusCode, 204)
  const heard = await vinaphone.status(id)
  assert.equal(statusIn(heard), '502')
  const cms = await paper.put('cms.der', signaturesIn(heard)[0] ?? Buffer.alloc(0))
  const root = await paper.put('root.pem', (await lab.pki.authorities())['national-root'].certificate.toString())
  const { ok, said } = await openssl('cms', '-verify', '-in', cms, '-inform', 'DER', '-CAfile', root, '-purpose', 'any')
  assert.ok(ok, said)
  assert.match(said, /của chúng tôi/)
})

test('Viettel hands over the bare value, and names the certificate that it verifies with', async () => {
  const begun = await viettel.begin({ phone: '84961122334', content: 'của chúng tôi' })
  assert.equal(statusIn(begun), '100')
  assert.equal((await confirm('0961122334', '135790')).statusCode, 204)
  const heard = await viettel.status(transactionIn(begun))
  assert.equal(statusIn(heard), '500')
  const certificate = new X509Certificate(certificateIn(await viettel.profile('+84961122334')))
  assert.match(certificate.subject, /Đỗ Đức Anh/)
  const [value = Buffer.alloc(0)] = signaturesIn(heard)
  assert.ok(createVerify('sha256').update('của chúng tôi').verify(certificate.publicKey, value))
})
