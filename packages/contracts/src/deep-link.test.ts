import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DeepLink, deepLinkPath, deepLinkUrl, readDeepLink } from './deep-link.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))

const links: fc.Arbitrary<DeepLink> = fc
  .record({
    national: fc.tuple(fc.integer({ min: 1, max: 9 }), digits(6)).map(([first, rest]) => `${first}.${rest}`),
    owner: fc.stringMatching(/^[A-Z][0-9]{2}$/),
    units: fc.tuple(digits(3), digits(2), digits(2)).map(groups => groups.join('.')),
    agency: fc.array(fc.stringMatching(/^[A-Z0-9]{2,3}$/), { maxLength: 4 }),
    service: digits(2),
    withNational: fc.boolean(),
    withService: fc.boolean(),
    fromNational: fc.boolean(),
  })
  .map(given => {
    const provincialCode = `${given.national}.${given.units}.${given.owner}`
    return {
      provincialCode,
      agencyCode: [given.owner, ...given.agency].join('.'),
      fromNational: given.fromNational,
      ...(given.withNational ? { nationalCode: given.national } : {}),
      ...(given.withService ? { serviceCode: `${provincialCode}.${given.service}` } : {}),
    }
  })

const birth: DeepLink = {
  provincialCode: '1.001193.000.00.00.H23',
  nationalCode: '1.001193',
  agencyCode: 'H23.20.26',
  serviceCode: '1.001193.000.00.00.H23.01',
  fromNational: true,
}

const queryOf = (url: string): Record<string, unknown> => Object.fromEntries(new URL(url).searchParams)

test('What is built is read back the same, for every link', () => {
  fc.assert(
    fc.property(links, link => {
      assert.deepEqual(readDeepLink(queryOf(deepLinkUrl('https://tinh.example', link))), { kind: 'ok', link })
    }),
  )
})

test('A link stays on the portal it was built for and goes to the reception page', () => {
  fc.assert(
    fc.property(links, link => {
      const url = new URL(deepLinkUrl('https://tinh.example', link))
      assert.equal(url.origin + url.pathname, 'https://tinh.example/nop-ho-so')
      assert.equal(url.pathname + url.search, deepLinkPath(link))
    }),
  )
})

test('The parameters are those of existing provincial portals', () => {
  assert.deepEqual(queryOf(deepLinkUrl('https://tinh.example', birth)), {
    MaTTHCDP: '1.001193.000.00.00.H23',
    MaTTHC: '1.001193',
    MaCoQuanThucHien: 'H23.20.26',
    MaDVC: '1.001193.000.00.00.H23.01',
    vnconnect: '1',
  })
})

test('A link as another portal writes it is read, and MDT changes nothing', () => {
  const query = {
    MaTTHCDP: '2.000815.000.00.00.H55',
    MaCoQuanThucHien: 'H55.242',
    vnconnect: '1',
    MaDVC: '2.000815.000.00.00.H55.02',
  }
  const reading = readDeepLink(query)
  assert.equal(reading.kind, 'ok')
  assert.deepEqual(readDeepLink({ ...query, MDT: 'MzQ1ZTQwMDc=' }), reading)
  assert.deepEqual(readDeepLink({ ...query, MDT: ['a', 'b'], utm: 'x' }), reading)
})

test('Whatever is put into one parameter, the link is refused or reads as exactly what was given', () => {
  const names = ['MaTTHCDP', 'MaTTHC', 'MaCoQuanThucHien', 'MaDVC', 'vnconnect']
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.anything())
  fc.assert(
    fc.property(fc.constantFrom(...names), anything, (name, value) => {
      const reading = readDeepLink({ ...queryOf(deepLinkUrl('https://tinh.example', birth)), [name]: value })
      if (reading.kind === 'refused') return
      const written = queryOf(deepLinkUrl('https://tinh.example', reading.link))
      assert.equal(written[name], value)
    }),
  )
})

const refused: [string, Record<string, unknown>, string, string][] = [
  ['no procedure', { MaTTHCDP: undefined }, 'MaTTHCDP', 'missing'],
  ['no agency', { MaCoQuanThucHien: undefined }, 'MaCoQuanThucHien', 'missing'],
  ['an empty procedure', { MaTTHCDP: '' }, 'MaTTHCDP', 'malformed'],
  ['a code with a line break', { MaTTHCDP: '1.001193.000.00.00.H23\n' }, 'MaTTHCDP', 'malformed'],
  ['a code that goes on', { MaTTHCDP: '1.001193.000.00.00.H23/../x' }, 'MaTTHCDP', 'malformed'],
  ['a repeated procedure', { MaTTHCDP: ['1.001193.000.00.00.H23', '2'] }, 'MaTTHCDP', 'repeated'],
  ['an agency of 36 characters', { MaCoQuanThucHien: `H23${'.100'.repeat(8)}.1` }, 'MaCoQuanThucHien', 'malformed'],
  ['an agency of another province', { MaCoQuanThucHien: 'H49.20' }, 'MaCoQuanThucHien', 'contradicts'],
  ['another national code', { MaTTHC: '1.001194' }, 'MaTTHC', 'contradicts'],
  ['a service of another procedure', { MaDVC: '2.000815.000.00.00.H23.01' }, 'MaDVC', 'contradicts'],
  ['vnconnect of another value', { vnconnect: 'true' }, 'vnconnect', 'malformed'],
  ['vnconnect twice', { vnconnect: ['1', '1'] }, 'vnconnect', 'repeated'],
]
for (const [what, change, parameter, reason] of refused) {
  test(`A link with ${what} is refused as ${reason}`, () => {
    const query = { ...queryOf(deepLinkUrl('https://tinh.example', birth)), ...change }
    assert.deepEqual(readDeepLink(query), { kind: 'refused', parameter, reason })
  })
}
