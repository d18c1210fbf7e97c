import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { days, pemOf, TEST_TIME, testAuthority } from '@motcua/pki/test-authority.ts'
import { chainOf } from '@motcua/pki/trust.ts'
import pino from 'pino'
import { Registry } from 'prom-client'
import { trustMeasures, warnOfExpiry } from './expiry.ts'
import { isOfLab, readTrustFolder } from './trust-folder.ts'

const national = testAuthority({ subject: [['CN', 'Root of the nation']] })
const below = national.authority({ subject: [['CN', 'TEST-CA']], validTo: days(TEST_TIME, 59) })
const government = testAuthority({ subject: [['CN', 'Root of the Government']] })

describe('the trust folder', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'motcua-trust-'))
  })
  after(() => rm(folder, { recursive: true }))
  const put = (name: string, content: string | Buffer) => writeFile(join(folder, name), content)
  beforeEach(async () => {
    await rm(folder, { recursive: true })
    await mkdir(join(folder, 'national'), { recursive: true })
    await mkdir(join(folder, 'government'))
    await put('national/root-and-ca.pem', pemOf(national.certificate) + pemOf(below.certificate))
    await put('government/root.der', government.certificate.der)
    await put('README.md', 'From rootca.gov.vn')
    await put('national/notes.txt', 'No certificate')
  })

  it('is read with its two roots and what hangs on them, in any form', async () => {
    const store = await readTrustFolder(folder)
    const at = TEST_TIME
    const [citizen, officer] = [below.issue().certificate, government.issue().certificate]
    assert.equal(authorityOf(chainOf(citizen, { store, at })), 'national')
    assert.equal(authorityOf(chainOf(officer, { store, at })), 'government')
  })
  const authorityOf = (chained: ReturnType<typeof chainOf>) =>
    chained.kind === 'chained' ? chained.authority : chained

  const spoiled: Record<string, { spoil: () => Promise<unknown>; says: RegExp }> = {
    'is not there': { spoil: () => rm(folder, { recursive: true }), says: /ENOENT/ },
    'lacks one of the two': { spoil: () => rm(join(folder, 'government'), { recursive: true }), says: /ENOENT/ },
    'holds no root of one': { spoil: () => rm(join(folder, 'government/root.der')), says: /no root in .*government/ },
    'holds only what hangs on a root': {
      spoil: () => put('national/root-and-ca.pem', pemOf(below.certificate)),
      says: /no root in .*national/,
    },
    'holds a file that is no certificate': {
      spoil: () => put('national/a.crt', 'x'),
      says: /a\.crt is no certificate/,
    },
    'holds one root for both': {
      spoil: () => put('government/root.der', national.certificate.der),
      says: /one anchor cannot be both/,
    },
  }
  for (const [name, { spoil, says }] of Object.entries(spoiled)) {
    it(`is refused in words where it ${name}`, async () => {
      await spoil()
      await assert.rejects(readTrustFolder(folder), says)
      await mkdir(folder, { recursive: true })
    })
  }

  it('tells operators when the first certificate of each authority expires', async () => {
    const registry = new Registry()
    trustMeasures(await readTrustFolder(folder))(registry)
    const shown = await registry.metrics()
    const line = (authority: string, { validTo }: { validTo: Date }) =>
      `motcua_trust_expiry_timestamp_seconds{authority="${authority}"} ${validTo.getTime() / 1000}`
    assert.ok(shown.includes(line('national', below.certificate)), shown)
    assert.ok(shown.includes(line('government', government.certificate)))
  })

  it('warns daily of what expires within 60 days, or has expired', async () => {
    const store = await readTrustFolder(folder)
    const warnings = async (now: Date) => {
      const lines: string[] = []
      const log = pino({}, { write: line => void lines.push(line) })
      await warnOfExpiry({ store, log, clock: () => now }).run()
      return lines.map(line => JSON.parse(line)).map(({ name, msg }) => [name, msg])
    }
    assert.deepEqual(await warnings(days(TEST_TIME, -2)), [])
    assert.deepEqual(await warnings(TEST_TIME), [['TEST-CA', 'a trusted certificate expires soon']])
    assert.deepEqual(await warnings(days(TEST_TIME, 60)), [['TEST-CA', 'a trusted certificate has expired']])
  })

  it('knows the lab’s certificates by their names', () => {
    const named = (...subject: [string, string][]) => isOfLab(testAuthority({ subject: subject as never }).certificate)
    assert.ok(named(['CN', 'VNPT-CA'], ['O', 'Một Cửa, bàn thử nghiệm']))
    assert.ok(named(['CN', 'Vietnam National Root CA (lab)']))
    assert.ok(!named(['CN', 'Vietnam National Root CA'], ['O', 'Labour Federation']))
  })
})
