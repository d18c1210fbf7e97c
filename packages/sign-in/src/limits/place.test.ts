import assert from 'node:assert/strict'
import { isIPv4 } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { placeOf } from './place.ts'
import { rangeOf } from './range.ts'

const table: [address: string, place: string][] = [
  ['203.0.113.9', '203.0.113.9'],
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::FFFF:203.0.113.9', '203.0.113.9'],
  ['::ffff:cb00:7109', '203.0.113.9'],
  ['0:0:0:0:0:ffff:203.0.113.9', '203.0.113.9'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['::203.0.113.9', '0:0:0:0::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0DB8:0000:0000:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64'],
  ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['1:2::3:4:5:203.0.113.9', '1:2:0:3::/64'],
  ['64:ff9b::203.0.113.9', '64:ff9b:0:0::/64'],
  ['1::', '1:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['fe80::1%25\n', 'fe80:0:0:0::/64'],
  ['', 'unknown'],
  ['unknown', 'unknown'],
  ['203.0.113.999', 'unknown'],
  ['203.0.113.9:443', 'unknown'],
  ['[2001:db8::1]', 'unknown'],
  ['2001:db8::1::2', 'unknown'],
  ['%eth0', 'unknown'],
]

for (const [address, place] of table)
  test(`the place of ${JSON.stringify(address)} is ${place}`, () => assert.equal(placeOf(address), place))

test('every IPv6 address of one /64, however written, is one place, and of another /64 another', () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 2n ** 64n - 1n),
      fc.bigInt(0n, 2n ** 64n - 1n),
      fc.bigInt(0n, 2n ** 64n - 1n),
      (net, a, b) => {
        fc.pre(net !== 0n)
        assert.equal(placeOf(written(net, a)), placeOf(written(net, b).toUpperCase()))
        assert.notEqual(placeOf(written(net, a)), placeOf(written(net ^ 1n, a)))
      },
    ),
  )
})

function written(net: bigint, host: bigint): string {
  const digits = ((net << 64n) | host).toString(16).padStart(32, '0')
  return digits.replace(/(.{4})(?=.)/g, '$1:')
}

test('any generated address has a place of a known form, and any other text is unknown', () => {
  fc.assert(
    fc.property(fc.ipV6(), address =>
      assert.match(placeOf(address), /^([0-9a-f]{1,4}(:[0-9a-f]{1,4}){3}::\/64|[\d.]+)$/),
    ),
  )
  fc.assert(fc.property(fc.ipV4(), address => assert.equal(placeOf(address), address)))
  fc.assert(
    fc.property(fc.string(), text => {
      const place = placeOf(text)
      assert.ok(place === 'unknown' || place.endsWith('::/64') || isIPv4(place))
    }),
  )
})

for (const [address, range] of [
  ['203.0.113.9', '203.0.113.0/24'],
  ['::ffff:203.0.113.200', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:db8:1:ffff::', '2001:db8:1::/48'],
  ['::1', '0:0:0::/48'],
  ['', 'unknown'],
] as const)
  test(`the range of ${JSON.stringify(address)} is ${range}`, () => assert.equal(rangeOf(placeOf(address)), range))

test('every address lies in a range that is not its place, and what is no address stays what it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), address =>
      assert.match(rangeOf(placeOf(address)), /^((\d+\.){3}0\/24|([0-9a-f]{1,4}:){3}:\/48)$/),
    ),
  )
  assert.equal(rangeOf('place of visitor 1'), 'place of visitor 1')
})
