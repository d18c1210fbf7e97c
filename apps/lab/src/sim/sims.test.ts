import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { after, test } from 'node:test'
import { international } from '../cast.ts'
import { personas } from '../personas.ts'
import { commonNameOf, rootOf } from '../pki/authorities.ts'
import { openssl, papers } from '../pki/test-openssl.ts'
import { testLab } from '../test-lab.ts'
import { simsOf } from './sims.ts'

const { server, pki } = await testLab()
const authorities = await pki.authorities()
const paper = await papers()
after(() => paper.clear())

async function simOf(phone: string) {
  const sim = await pki.sim(phone)
  if (!sim) throw new Error(`no SIM of ${phone}`)
  return sim
}

test('Every phone with a PIN for its SIM has one that signs, and whoever expects something of one has one', () => {
  const withPin = personas.flatMap(({ phones }) => phones.filter(({ simPin }) => simPin !== undefined))
  assert.deepEqual(
    simsOf(personas).map(({ phone }) => phone),
    withPin.map(({ number }) => international(number)),
  )
  for (const { id, phones, sims = {}, expects } of personas) {
    const has = phones.some(({ simPin }) => simPin !== undefined)
    assert.equal(has, !['none', 'no-sim'].includes(expects.sim), id)
    for (const number of Object.keys(sims))
      assert.ok(
        phones.some(one => one.number === number && one.simPin),
        number,
      )
  }
})

for (const { phone, order, owner } of simsOf(personas)) {
  test(`The certificate on the SIM ${phone} was rightly issued, as openssl sees it, and is as ${owner.id}’s story tells`, async () => {
    const { certificate } = await simOf(phone)
    const root = await paper.put('root.pem', authorities[rootOf(order.by)].certificate.toString())
    const above = await paper.put('ca.pem', authorities[order.by].certificate.toString())
    const leaf = await paper.put('leaf.pem', certificate.toString())
    // A day after it began: what has expired since is judged by its own time.
    const at = String(Math.floor(certificate.validFromDate.getTime() / 1000) + 86_400)
    const { ok, said } = await openssl(
      'verify',
      '-x509_strict',
      '-attime',
      at,
      '-CAfile',
      root,
      '-untrusted',
      above,
      leaf,
    )
    assert.ok(ok, said)
    const { subject, validToDate, serialNumber } = certificate
    const number = owner.subject === 'citizen' ? `CCCD:${owner.idNumber}` : `MST:${owner.taxCode}`
    const status = await pki.statusOf(order.by, serialNumber.toLowerCase())
    const isOwn = subject.includes(owner.fullName) && subject.includes(number)
    assert.equal(isOwn, owner.expects.sim !== 'foreign')
    assert.equal(validToDate < new Date(), owner.expects.sim === 'expired')
    assert.equal(status.kind === 'withdrawn', owner.expects.sim === 'revoked')
  })
}

test('VinaPhone’s SIMs are by VNPT-CA or NEWTEL-CA, Viettel’s by Viettel-CA; there are RSA and elliptic keys of both', async () => {
  const sims = await Promise.all(pki.sims.map(({ phone }) => simOf(phone)))
  const kinds = (operator: string) => {
    const own = sims.filter(sim => sim.operator === operator)
    return {
      issuers: [...new Set(own.map(({ order }) => commonNameOf(order.by)))].sort(),
      keys: [...new Set(own.map(({ certificate }) => certificate.publicKey.asymmetricKeyType))].sort(),
    }
  }
  assert.deepEqual(kinds('vinaphone'), { issuers: ['NEWTEL-CA v2', 'VNPT-CA'], keys: ['ec', 'rsa'] })
  assert.deepEqual(kinds('viettel'), { issuers: ['Viettel-CA'], keys: ['ec', 'rsa'] })
})

test('A SIM that was replaced is the second one; the list of its authority names the first', async () => {
  const [sim, same] = await Promise.all([simOf('+84942860317'), simOf('+84942860317')])
  assert.equal(sim.device, 1)
  assert.ok(same.certificate.raw.equals(sim.certificate.raw))
  const list = await paper.put('vnpt.crl', (await server.inject('/pki/crl/vnpt.crl')).rawPayload)
  const { said } = await openssl('crl', '-inform', 'DER', '-in', list, '-noout', '-text')
  assert.match(said, /Superseded/)
  assert.ok(!said.includes(sim.certificate.serialNumber))
  await pki.replaceSim('+84942860317')
  const again = await paper.put('vnpt.crl', (await server.inject('/pki/crl/vnpt.crl')).rawPayload)
  assert.ok(
    (await openssl('crl', '-inform', 'DER', '-in', again, '-noout', '-text')).said.includes(
      sim.certificate.serialNumber,
    ),
  )
  assert.equal((await simOf('+84942860317')).device, 2)
})

test('A new SIM is of the same person and another key', async () => {
  const before = await simOf('+84961122334')
  const now = await pki.replaceSim('+84961122334')
  assert.equal(now?.certificate.subject, before.certificate.subject)
  assert.notEqual(now?.key, before.key)
  assert.ok(
    now && now.certificate.validFromDate > before.certificate.validFromDate,
    'it begins later, by whole seconds',
  )
  assert.ok(now?.certificate.checkPrivateKey(createPrivateKey(now.key)))
  assert.equal(await pki.replaceSim('+84357204415'), undefined)
})

test('The registry says who serves a number: by the phone, not by its digits, and of test numbers by their oddness', async () => {
  const basic = `Basic ${Buffer.from('portal:registry%20secret').toString('base64')}`
  const issued = await server.inject({
    ...{ method: 'POST', url: '/subscriber-registry/oauth2/token', payload: 'grant_type=client_credentials' },
    headers: { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' },
  })
  const headers = { authorization: `Bearer ${issued.json().access_token}` }
  const ask = async (phone: string) =>
    (
      await server.inject({ method: 'POST', url: '/subscriber-registry/v1/operators', headers, payload: { phone } })
    ).json()
  assert.deepEqual(await ask('+84978415026'), { result: 'found', operator: 'vinaphone' })
  assert.deepEqual(await ask('+84961122334'), { result: 'found', operator: 'viettel' })
  assert.deepEqual(await ask('+84905172638'), { result: 'found', operator: 'mobifone' })
  assert.deepEqual(await ask('+84886000402'), { result: 'found', operator: 'vinaphone' })
  assert.deepEqual(await ask('+84886000401'), { result: 'found', operator: 'viettel' })
  assert.deepEqual(await ask('+84593348120'), { result: 'unknown-number' })
  assert.deepEqual(await ask('+84900000001'), { result: 'unknown-number' })
  assert.deepEqual(await ask('0978415026'), { error: 'invalid-request' })
})
