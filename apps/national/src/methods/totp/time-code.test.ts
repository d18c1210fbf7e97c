import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { systemRandom } from '@motcua/kit/random.ts'
import { TOTP, URI } from 'otpauth'
import { codeAt, drawSecret, keyUri, matchingStep, stepAt } from './time-code.ts'

/** `12345678901234567890` in Base32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('a time-based code', () => {
  // RFC 6238 Appendix B, SHA-1; the last six of its eight digits (RFC 4226 §5.3: modulo 10^digits).
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const) {
    it(`is ${code} ${seconds} seconds after 1970, as RFC 6238 says`, () => {
      const now = new Date(seconds * 1000)
      assert.equal(codeAt(RFC_SECRET, stepAt(now)), code)
      assert.equal(matchingStep(RFC_SECRET, { code, now }), stepAt(now))
    })
  }

  it('is good one step early and one step late, and not two', () => {
    const now = new Date('2026-11-23T03:00:07Z')
    const at = stepAt(now)
    const found = [-3, -2, -1, 0, 1, 2, 3].map(drift =>
      matchingStep(RFC_SECRET, { code: codeAt(RFC_SECRET, at + drift), now }),
    )
    assert.deepEqual(found, [undefined, undefined, at - 1, at, at + 1, undefined, undefined])
  })

  it('is of another secret nobody’s, and no other text is one', () => {
    const now = new Date('2026-11-23T03:00:07Z')
    const code = codeAt(drawSecret(systemRandom), stepAt(now))
    for (const other of [
      code === codeAt(RFC_SECRET, stepAt(now)) ? '' : code,
      '',
      '1',
      '0'.repeat(100),
      'abcdef',
      '１２３４５６',
    ])
      assert.equal(matchingStep(RFC_SECRET, { code: other, now }), undefined, other)
  })
})

describe('a secret', () => {
  it('has 160 bits and is never the same', () => {
    const secrets = Array.from({ length: 500 }, () => drawSecret(systemRandom))
    for (const secret of secrets) assert.match(secret, /^[A-Z2-7]{32}$/)
    assert.equal(new Set(secrets).size, 500)
  })

  it('is taken over by an app with everything it needs, whatever the label', () => {
    const secret = drawSecret(systemRandom)
    const read = URI.parse(keyUri({ secret, issuer: 'Một Cửa', label: '030******517' }))
    assert.ok(read instanceof TOTP)
    const { issuer, label, algorithm, digits, period } = read
    assert.deepEqual(
      { issuer, label, algorithm, digits, period, secret: read.secret.base32 },
      {
        ...{ issuer: 'Một Cửa', label: '030******517', algorithm: 'SHA1', digits: 6, period: 30 },
        secret,
      },
    )
  })
})
