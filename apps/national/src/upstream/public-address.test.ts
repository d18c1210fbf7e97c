import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isPublicAddress } from './public-address.ts'

const inside = [
  ...['127.0.0.1', '10.1.2.3', '169.254.169.254', '100.64.0.1', '0.0.0.0', '255.255.255.255'],
  ...['::1', '::', '::7f00:1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:0:7f00:1', '64:ff9b::7f00:1'],
  ...['fec0::1', 'fd00::1', 'fe80::1', '5f00::1', 'ff02::1', '100::1', '2002:7f00:1::', '2001:db8::1', '3fff::1'],
]
for (const address of inside) {
  it(`does not take ${address} for one of the public internet`, () => assert.equal(isPublicAddress(address), false))
}

it('takes what providers have been given', () => {
  for (const address of ['203.162.4.1', '8.8.8.8', '2400:6e60::1', '2001:ee0::1'])
    assert.equal(isPublicAddress(address), true, address)
})
