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

type Question = Awaited<ReturnType<typeof questionOf>>

/** What openssl makes of an answer when it trusts the root and nothing else. */
async function judged({ path, issuer, leaf, root }: Question, response: Buffer): Promise<string> {
  const answer = await paper.put('response.der', response)
  const files = ['-reqin', path, '-issuer', issuer, '-cert', leaf, '-respin', answer, '-CAfile', root]
  return (await openssl('ocsp', ...files, '-no_nonce')).said
}

async function askedAbout(id: string): Promise<string> {
  const { certificate, order } = await tokenOf(id)
  const question = await questionOf(certificate.toString(), order.by)
  const response = await post(order.by, question.der)
  assert.equal(response.headers['content-type'], 'application/ocsp-response')
  return judged(question, response.rawPayload)
}

const right: [string, RegExp][] = [
  ['thu-ha-newtel', /asked\.pem: good/],
  ['duc-anh-vnpt', /asked\.pem: good/],
  ['sim-khoa-pin-viettel', /asked\.pem: good/],
  ['so-tu-phap-vgca', /asked\.pem: good/],
  ['thu-ha-fpt', /asked\.pem: good/],
  ['usb-thu-hoi-bkav', /asked\.pem: revoked[\s\S]*Reason: keyCompromise/],
  ['usb-tam-dung-ca2', /asked\.pem: revoked[\s\S]*Reason: certificateHold/],
  ['usb-sai-khoa-vnpt', /asked\.pem: good/],
]
for (const [id, verdict] of right) {
  test(`openssl believes the answer about ${id}, with its nonce: ${verdict.source}`, async () => {
    const said = await askedAbout(id)
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
    assert.match(await askedAbout(id), verdict)
  })
}

test('An authority is vouched for by its root’s responder', async () => {
  const question = await questionOf(authorities.vnpt.certificate.toString(), 'national-root')
  const said = await judged(question, (await post('national-root', question.der)).rawPayload)
  assert.match(said, /asked\.pem: good[\s\S]*Response verify OK/)
})

test('By GET the same is said, also where the request’s Base64 has slashes', async () => {
  const { certificate } = await tokenOf('duc-anh-vnpt')
  const seen = new Set<string>()
  // Where one stands is chance, as the nonce is: at the end of the whole text in one of 64.
  for (let tries = 0; !(seen.has('end') && seen.has('within')) && tries < 1_000; tries += 1) {
    const question = await questionOf(certificate.toString(), 'vnpt')
    const text = question.der.toString('base64')
    const place = text.endsWith('/') ? 'end' : text.includes('/') ? 'within' : 'nowhere'
    if (seen.has(place)) continue
    seen.add(place)
    for (const written of [text, encodeURIComponent(text)]) {
      const response = await server.inject(`/pki/ocsp/vnpt/${written}`)
      assert.match(await judged(question, response.rawPayload), /asked\.pem: good[\s\S]*Response verify OK/, written)
    }
  }
  // Of a key or a serial number that has one itself, none is without.
  assert.ok(seen.has('end') && seen.has('within'))
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
  assert.match(await askedAbout('ocsp-cham-vnpt'), /asked\.pem: good/, 'and is true where it is waited for')
})

test('Every authority is named for what it is', () => {
  assert.equal(commonNameOf('newtel'), 'NEWTEL-CA v2')
  assert.equal(commonNameOf('government-root'), 'Co quan chung thuc so Chinh phu')
})
