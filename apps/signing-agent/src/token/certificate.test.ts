import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testAuthority } from '@motcua/pki/test-authority.ts'
import { listCertificates } from '../commands/list-certificates.ts'
import { toyOffer, toyToken } from '../test-agent.ts'
import { certificateFacts, isReadable } from './certificate.ts'
import { allTokens } from './tokens.ts'

const authority = testAuthority()

test('a certificate with a date that is none is not readable, so that one of them hides no others', () => {
  const { der } = authority.issueDer({ validTo: new Date('2060-01-01T00:00:00Z') })
  assert.equal(isReadable(der), true)
  const broken = Buffer.from(der)
  broken.write('20601399', broken.indexOf('20600101'), 'latin1')
  assert.equal(isReadable(broken), false)
})

test('signs that steer a terminal or turn the text around are seen as such, in names and in labels', async () => {
  const name = '\u001b]0;x\u0007\u202eNguyễn'
  const { certificate } = authority.issue({ subject: [['CN', name]] })
  assert.equal(certificateFacts(certificate.der).name, '�]0;x��Nguyễn')
  const tokens = allTokens([toyToken(toyOffer('one', certificate.der, { label: 'to\u001b[2Jken' }))])
  const { certificates } = await listCertificates(tokens, { clock: () => new Date(), offersExpired: false })
  assert.deepEqual(
    certificates.map(({ token }) => token.label),
    ['to�[2Jken'],
  )
})
