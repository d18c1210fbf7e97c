import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testLab } from '../test-lab.ts'
import { type AuthorityId, commonNameOf, rootOf } from './authorities.ts'
import { openssl, papers } from './test-openssl.ts'

const lab = await testLab()
const { server, pki, faults } = lab
const authorities = await pki.authorities()
const paper = await papers()
// What is cut off has to be cut off on a wire.
const url = await server.listen({ host: '127.0.0.1', port: 0 })
after(async () => {
  await server.close()
  await paper.clear()
})

const type = { 'content-type': 'application/ocsp-request' }
const post = (by: string, payload: Buffer) =>
  server.inject({ method: 'POST', url: `/pki/ocsp/${by}`, headers: type, payload })

const ask = (by: string, body: Buffer, at = url) =>
  fetch(`${at}/pki/ocsp/${by}`, { method: 'POST', headers: type, body: Uint8Array.from(body) })

/** What openssl asks of a certificate, with the files it needs to judge the answer. */
async function questionOf(pem: string, by: AuthorityId, ...more: string[]) {
  const issuer = await paper.put(`${by}.pem`, authorities[by].certificate.toString())
  const root = await paper.put(`${by}-root.pem`, authorities[rootOf(by)].certificate.toString())
  const leaf = await paper.put('asked.pem', pem)
  const path = join(paper.folder, 'request.der')
  const { ok, said } = await openssl('ocsp', '-issuer', issuer, '-cert', leaf, '-reqout', path, ...more)
  assert.ok(ok, said)
  return { issuer, root, leaf, path, der: await readFile(path) }
}

async function tokenOf(id: string) {
  const token = await pki.token(id)
  if (!token) throw new Error(`no token ${id}`)
  return token
}

/** As a portal that only knows the root: asks by POST, and has openssl judge what comes back. */
async function judged(id: string): Promise<string> {
  const { certificate, order } = await tokenOf(id)
  const question = await questionOf(certificate.toString(), order.by)
  const response = await post(order.by, question.der)
  assert.equal(response.headers['content-type'], 'application/ocsp-response')
  const answer = await paper.put('response.der', response.rawPayload)
  const { issuer, root, leaf, path } = question
  const files = ['-reqin', path, '-issuer', issuer, '-cert', leaf, '-respin', answer, '-CAfile', root]
  return (await openssl('ocsp', ...files)).said
}

const right: [string, RegExp][] = [
  ['thu-ha-newtel', /asked\.pem: good/],
  ['duc-anh-vnpt', /asked\.pem: good/],
  ['sim-khoa-pin-viettel', /asked\.pem: good/],
  ['so-tu-phap-vgca', /asked\.pem: good/],
  ['thu-ha-fpt', /asked\.pem: good/],
  ['usb-thu-hoi-bkav', /asked\.pem: revoked[\s\S]*Reason: superseded/],
  ['usb-tam-dung-ca2', /asked\.pem: revoked[\s\S]*Reason: certificateHold/],
  ['usb-sai-khoa-vnpt', /asked\.pem: good/],
]
for (const [id, verdict] of right) {
  test(`openssl believes the answer about ${id}, with its nonce: ${verdict.source}`, async () => {
    const said = await judged(id)
    assert.match(said, /Response verify OK/)
    assert.doesNotMatch(said, /WARNING/)
    assert.match(said, verdict)
  })
}

const wrong: [string, RegExp][] = [
  ['ocsp-chung-thu-khac-vnpt', /ERROR: No Status found/],
  ['ocsp-cu-vnpt', /status expired/i],
  ['ocsp-khong-ky-fpt', /Response Verify Failure/],
  ['ocsp-nguoi-la-newtel', /Response Verify Failure/],
  ['ocsp-khong-biet-viettel', /asked\.pem: unknown/],
  ['usb-tu-ky-usb', /unauthorized/],
  ['usb-ca-gia-newtel', /asked\.pem: unknown/],
]
for (const [id, verdict] of wrong) {
  test(`The answer about ${id} lets nobody in: ${verdict.source}`, async () => {
    const said = await judged(id)
    assert.match(said, verdict)
    assert.doesNotMatch(
      said,
      /asked\.pem: good[\s\S]*Response verify OK|Response verify OK[\s\S]*asked\.pem: good(?![\s\S]*expired)/,
    )
  })
}

test('An authority is vouched for by its root’s responder', async () => {
  const { root, issuer, leaf, path, der } = await questionOf(authorities.vnpt.certificate.toString(), 'national-root')
  const answer = await paper.put('response.der', (await post('national-root', der)).rawPayload)
  const files = ['-reqin', path, '-issuer', issuer, '-cert', leaf, '-respin', answer, '-CAfile', root]
  const { said } = await openssl('ocsp', ...files)
  assert.match(said, /Response verify OK[\s\S]*asked\.pem: good/)
})

test('By GET the same is said, also where the request’s Base64 has slashes', async () => {
  const { certificate } = await tokenOf('duc-anh-vnpt')
  const texts = new Set<boolean>()
  for (let tries = 0; texts.size < 2 && tries < 200; tries += 1) {
    const { der, root, issuer, leaf, path } = await questionOf(certificate.toString(), 'vnpt')
    const text = der.toString('base64')
    if (texts.has(text.includes('/'))) continue
    texts.add(text.includes('/'))
    for (const written of [text, encodeURIComponent(text)]) {
      const response = await server.inject(`/pki/ocsp/vnpt/${written}`)
      const answer = await paper.put('response.der', response.rawPayload)
      const files = ['-reqin', path, '-issuer', issuer, '-cert', leaf, '-respin', answer, '-CAfile', root]
      assert.match((await openssl('ocsp', ...files)).said, /Response verify OK[\s\S]*asked\.pem: good/, written)
    }
  }
  assert.equal(texts.size, 2)
})

test('Without a nonce there is none in the answer, and SHA-256 names the issuer as well as SHA-1', async () => {
  const { certificate } = await tokenOf('duc-anh-vnpt')
  const plain = await questionOf(certificate.toString(), 'vnpt', '-no_nonce')
  const answer = await paper.put('plain.der', (await post('vnpt', plain.der)).rawPayload)
  assert.doesNotMatch((await openssl('ocsp', '-respin', answer, '-resp_text', '-noverify')).said, /Nonce/)
  const issuer = await paper.put('vnpt.pem', authorities.vnpt.certificate.toString())
  const path = join(paper.folder, 'sha256.der')
  await openssl('ocsp', '-sha256', '-issuer', issuer, '-serial', '0x4711', '-reqout', path)
  const strange = await paper.put('strange.der', (await post('vnpt', await readFile(path))).rawPayload)
  const { said } = await openssl('ocsp', '-respin', strange, '-resp_text', '-noverify')
  assert.match(said, /Cert Status: unknown/)
})

test('Several certificates in one question are each answered for', async () => {
  const good = await paper.put('good.pem', (await tokenOf('duc-anh-vnpt')).certificate.toString())
  const bad = await paper.put('bad.pem', (await tokenOf('da-dang-ky-vnpt')).certificate.toString())
  const { der } = await questionOf(
    (await tokenOf('usb-sai-khoa-vnpt')).certificate.toString(),
    'vnpt',
    '-cert',
    good,
    '-cert',
    bad,
  )
  const answer = await paper.put('three.der', (await post('vnpt', der)).rawPayload)
  const { said } = await openssl('ocsp', '-respin', answer, '-resp_text', '-noverify')
  assert.equal(said.match(/Cert Status: good/g)?.length, 3)
})

const statusOf = async (payload: Buffer) =>
  (await openssl('ocsp', '-respin', await paper.put('refusal.der', payload), '-noverify')).said

test('What is no question is called malformed, and another authority’s certificate is refused', async () => {
  for (const rubbish of [Buffer.alloc(0), Buffer.from('30030201', 'hex'), Buffer.alloc(5_000, 0x30)])
    assert.match(await statusOf((await post('vnpt', rubbish)).rawPayload), /malformedrequest/)
  const { der } = await questionOf((await tokenOf('duc-anh-vnpt')).certificate.toString(), 'vnpt')
  assert.match(await statusOf((await post('fpt', der)).rawPayload), /unauthorized/)
  assert.equal((await post('nobody', der)).statusCode, 404)
  assert.equal((await post('vnpt', Buffer.alloc(20_000))).statusCode, 413)
})

test('A responder that is out of order breaks for everybody, and works again when repaired', async () => {
  const { der } = await questionOf((await tokenOf('duc-anh-vnpt')).certificate.toString(), 'vnpt')
  faults.set({ upstream: 'ocsp', fault: 'garbage' })
  assert.match((await post('vnpt', der)).payload, /<html>/)
  assert.equal((await server.inject('/pki/crl/vnpt.crl')).statusCode, 200, 'lists are another system')
  faults.set({ upstream: 'ocsp', fault: 'down' })
  await assert.rejects(ask('vnpt', der))
  faults.clear('ocsp')
  assert.equal((await post('vnpt', der)).headers['content-type'], 'application/ocsp-response')
})

test('For the persona whose responder is down nothing comes back', async () => {
  const { certificate, order } = await tokenOf('thu-hoi-khong-biet-bkav')
  const { der } = await questionOf(certificate.toString(), order.by)
  await assert.rejects(ask(order.by, der))
})

test('For the persona whose responder is slow, the lab’s closing ends the wait without an answer', async () => {
  const slow = await testLab(undefined, { slowMs: 3_600_000 })
  const { certificate } = (await slow.pki.token('ocsp-cham-vnpt')) ?? (await tokenOf('ocsp-cham-vnpt'))
  const { der } = await questionOf(certificate.toString(), 'vnpt')
  const at = await slow.server.listen({ host: '127.0.0.1', port: 0 })
  const asked = ask('vnpt', der, at)
  setTimeout(() => slow.waiting.end(), 200)
  await assert.rejects(asked)
  await slow.server.close()
  assert.match(await judged('ocsp-cham-vnpt'), /asked\.pem: good/, 'and is true where it is waited for')
})

test('Every authority is named for what it is', () => {
  assert.equal(commonNameOf('newtel'), 'NEWTEL-CA v2')
  assert.equal(commonNameOf('government-root'), 'Co quan chung thuc so Chinh phu')
})
