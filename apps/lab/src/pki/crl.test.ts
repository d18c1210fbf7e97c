import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testLab } from '../test-lab.ts'
import { type AuthorityId, authorityIds } from './authorities.ts'
import { openssl, papers } from './test-openssl.ts'

const { server, pki, faults } = await testLab()
const authorities = await pki.authorities()
const paper = await papers()
// What is cut off has to be cut off on a wire.
const url = await server.listen({ host: '127.0.0.1', port: 0 })
after(async () => {
  await server.close()
  await paper.clear()
})

/** The address in a token's certificate, below the lab. */
async function listOf(id: string): Promise<string> {
  const token = await pki.token(id)
  const pem = await paper.put('of.pem', token?.certificate.toString() ?? '')
  const { said } = await openssl('x509', '-in', pem, '-noout', '-ext', 'crlDistributionPoints')
  return /http:\/\/127\.0\.0\.1:3010(\S+)/.exec(said)?.[1] ?? ''
}

async function read(path: string, by: AuthorityId): Promise<string> {
  const response = await server.inject(path)
  assert.equal(response.headers['content-type'], 'application/pkix-crl')
  const list = await paper.put('list.der', response.rawPayload)
  const issuer = await paper.put('issuer.pem', authorities[by].certificate.toString())
  return (await openssl('crl', '-inform', 'DER', '-in', list, '-CAfile', issuer, '-noout', '-text')).said
}

const serialOf = async (id: string) => (await pki.token(id))?.certificate.serialNumber ?? ''

for (const by of authorityIds) {
  test(`openssl verifies the list of ${by}`, async () => {
    assert.match(await read(`/pki/crl/${by}.crl`, by), /verify OK/)
  })
}

test('A list names what was revoked or suspended, with the reason, and nothing else', async () => {
  const [revoked, suspended, good] = await Promise.all(
    ['usb-thu-hoi-bkav', 'usb-tam-dung-ca2', 'gom-song-thuong-ca2'].map(serialOf),
  )
  const bkav = await read(await listOf('usb-thu-hoi-bkav'), 'bkav')
  assert.match(bkav, new RegExp(`Serial Number: ${revoked}[\\s\\S]*Key Compromise`))
  const ca2 = await read(await listOf('usb-tam-dung-ca2'), 'ca2')
  assert.match(ca2, new RegExp(`Serial Number: ${suspended}[\\s\\S]*Certificate Hold`))
  assert.ok(!ca2.includes(good ?? ''))
})

test('openssl refuses a revoked certificate by its list alone', async () => {
  const token = await pki.token('thu-hoi-theo-crl-vnpt')
  const leaf = await paper.put('revoked.pem', token?.certificate.toString() ?? '')
  const above = authorities.vnpt.certificate.toString()
  const root = authorities['national-root'].certificate.toString()
  const list = await paper.put('vnpt.der', (await server.inject(await listOf('thu-hoi-theo-crl-vnpt'))).rawPayload)
  const pem = `${list}.pem`
  await openssl('crl', '-inform', 'DER', '-in', list, '-out', pem)
  const trust = await paper.put('trust.pem', above + root)
  const { ok, said } = await openssl('verify', '-crl_check', '-CRLfile', pem, '-CAfile', trust, leaf)
  assert.equal(ok, false)
  assert.match(said, /certificate revoked/)
})

test('For one persona the list has run out, for another it cannot be had; everybody else’s is in order', async () => {
  const text = await read(await listOf('crl-het-han-ca2'), 'ca2')
  assert.match(text, /verify OK/)
  const until = new Date(/Next Update: (.*)/.exec(text)?.[1] ?? '')
  assert.ok(until < new Date(), String(until))
  await assert.rejects(fetch(url + (await listOf('thu-hoi-khong-biet-bkav'))))
  const ordinary = new Date(/Next Update: (.*)/.exec(await read('/pki/crl/ca2.crl', 'ca2'))?.[1] ?? '')
  assert.ok(ordinary > new Date())
})

test('An authority’s certificate lies where the certificates below it say', async () => {
  for (const id of authorityIds) {
    const { rawPayload, headers } = await server.inject(`/pki/ca/${id}.crt`)
    assert.equal(headers['content-type'], 'application/pkix-cert')
    assert.ok(rawPayload.equals(authorities[id].certificate.raw))
  }
  const token = await pki.token('duc-anh-vnpt')
  assert.match(token?.certificate.infoAccess ?? '', /CA Issuers - URI:http:\/\/127\.0\.0\.1:3010\/pki\/ca\/vnpt\.crt/)
})

test('Lists and certificates of nobody are not found', async () => {
  for (const path of ['/pki/crl/moon.crl', '/pki/crl/vnpt', '/pki/crl/vnpt/duc-anh-vnpt.crl', '/pki/ca/moon.crt'])
    assert.equal((await server.inject(path)).statusCode, 404, path)
})

test('When lists are out of order none can be read, and responders go on', async () => {
  faults.set({ upstream: 'crl', fault: 'down' })
  await assert.rejects(fetch(`${url}/pki/crl/vnpt.crl`))
  assert.equal((await server.inject('/pki/ca/vnpt.crt')).statusCode, 200)
  faults.clear('crl')
  assert.equal((await server.inject('/pki/crl/vnpt.crl')).statusCode, 200)
})
