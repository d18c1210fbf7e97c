import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Account, AccountKind, AttributeName } from './account.ts'
import type { Certified } from './certified.ts'
import { type Holder, type HolderRefusal, holderOf, sameHolder } from './holder.ts'
import { numbersOf } from './holder-accounts.ts'
import { certifiedAs } from './test-certified.ts'

type Subject = Partial<Certified['subject']>
const [CCCD, CMND, MST, MNS] = ['030190004517', '141230888', '0800000016', '1047665']
const person: Subject = { commonName: 'Nguyễn Thị Thử', idNumbers: [CCCD] }
const enterprise: Subject = { commonName: 'CÔNG TY TNHH THỬ', taxCodes: [MST] }
const agency: Subject = { commonName: 'Sở Y tế', organization: 'UBND tỉnh Hải Dương', budgetCodes: [MNS] }

describe('whom a certificate names', () => {
  const named = (subject: Subject, as: AccountKind, authority: Certified['authority'] = 'national') =>
    holderOf(certifiedAs(subject, authority), as)

  it('is a citizen by all their numbers, that of 12 digits first, whatever tax code stands beside', () => {
    const subject = { ...person, idNumbers: [CMND, CCCD, CMND], taxCodes: [MST], organization: 'Bệnh viện' }
    assert.deepEqual(named(subject, 'citizen'), {
      ...{ kind: 'holder', holder: { kind: 'citizen', idNumbers: [CCCD, CMND], fullName: 'Nguyễn Thị Thử' } },
    })
  })

  it('is an enterprise by its tax code, a branch by its own', () => {
    for (const taxCode of [MST, '0314409058002']) {
      assert.deepEqual(named({ ...enterprise, taxCodes: [taxCode, taxCode] }, 'enterprise'), {
        ...{ kind: 'holder', holder: { kind: 'enterprise', taxCode, name: 'CÔNG TY TNHH THỬ' } },
      })
    }
  })

  it('is an agency by MNS or MST, with the body above it where O names another', () => {
    const above = { name: 'Sở Y tế', governingUnit: 'UBND tỉnh Hải Dương' }
    assert.deepEqual(named({ ...agency, taxCodes: [MST] }, 'agency', 'government'), {
      ...{ kind: 'holder', holder: { kind: 'agency', taxCode: MST, budgetCode: MNS, ...above } },
    })
    const own = { ...agency, budgetCodes: [], taxCodes: [MST], organization: ' Sở  Y tế' }
    assert.deepEqual(named(own, 'agency', 'government'), {
      ...{ kind: 'holder', holder: { kind: 'agency', taxCode: MST, name: 'Sở Y tế' } },
    })
  })

  const refusals: [string, HolderRefusal, Subject, AccountKind, Certified['authority']?][] = [
    ['a citizen by the government’s root', 'wrong-authority', person, 'citizen', 'government'],
    ['an enterprise by the government’s root', 'wrong-authority', enterprise, 'enterprise', 'government'],
    ['an agency by the national root', 'wrong-authority', agency, 'agency'],
    ['a citizen by an enterprise’s', 'no-person', enterprise, 'citizen'],
    [
      'a citizen by a passport alone',
      'no-number',
      { ...person, idNumbers: [], passportNumbers: ['B1234567'] },
      'citizen',
    ],
    ['a citizen by a name alone', 'no-number', { ...person, idNumbers: [] }, 'citizen'],
    ['a citizen with two CCCD', 'several-numbers', { ...person, idNumbers: [CCCD, '001190004517'] }, 'citizen'],
    ['a citizen without a name', 'no-name', { ...person, commonName: undefined }, 'citizen'],
    ['a citizen whose name is none', 'no-name', { ...person, commonName: 'UID=CCCD:030190004517' }, 'citizen'],
    ['an enterprise by its staff’s', 'staff-certificate', { ...enterprise, idNumbers: [CCCD] }, 'enterprise'],
    ['an enterprise by a foreigner’s', 'staff-certificate', { ...enterprise, passportNumbers: ['B1'] }, 'enterprise'],
    ['an enterprise by a citizen’s', 'not-an-organization', person, 'enterprise'],
    ['an enterprise without MST', 'no-number', { ...enterprise, taxCodes: [] }, 'enterprise'],
    ['an enterprise with two MST', 'several-numbers', { ...enterprise, taxCodes: [MST, '0800000023'] }, 'enterprise'],
    ['an enterprise without a name', 'no-name', { ...enterprise, commonName: ' \u200b ' }, 'enterprise'],
    ['an enterprise with an endless name', 'no-name', { ...enterprise, commonName: 'A'.repeat(301) }, 'enterprise'],
    ['an agency by its staff’s', 'staff-certificate', { ...agency, idNumbers: [CCCD] }, 'agency', 'government'],
    ['an agency by a person’s', 'staff-certificate', person, 'agency', 'government'],
    ['an agency without a number', 'no-number', { ...agency, budgetCodes: [] }, 'agency', 'government'],
    ['an agency with two MNS', 'several-numbers', { ...agency, budgetCodes: [MNS, '1047666'] }, 'agency', 'government'],
    ['an agency with two MST', 'several-numbers', { ...agency, taxCodes: [MST, '0800000023'] }, 'agency', 'government'],
    ['an agency without a name', 'no-name', { ...agency, commonName: '017' }, 'agency', 'government'],
  ]
  for (const [what, reason, subject, as, authority] of refusals) {
    it(`is not ${what}: ${reason}`, () => {
      assert.deepEqual(named(subject, as, authority), { kind: 'refused', reason })
    })
  }

  it('is nobody where anything in it was not understood, whatever else it says', () => {
    for (const as of ['citizen', 'enterprise', 'agency'] as const) {
      const subject = { citizen: person, enterprise, agency }[as]
      const authority = as === 'agency' ? 'government' : 'national'
      assert.deepEqual(named({ ...subject, unreadable: true }, as, authority), {
        kind: 'refused',
        reason: 'unreadable',
      })
    }
  })
})

describe('whether a certificate names the holder of an account', () => {
  function account(
    kind: AccountKind,
    known: Partial<Record<AttributeName, string>>,
    source: 'certificate' | 'self-asserted' = 'certificate',
  ): Account {
    const obtainedAt = new Date('2026-11-23T03:00:00Z')
    const attributes = Object.fromEntries(
      Object.entries(known).map(([name, value]) => [
        name,
        { value, source, verified: source === 'certificate', obtainedAt },
      ]),
    )
    const rest = {
      id: 'a',
      status: 'active',
      identityAssuranceLevel: 3,
      technicalId: 't',
      createdAt: obtainedAt,
    } as const
    return { kind, attributes, ...rest }
  }
  const citizen = (...idNumbers: string[]): Holder => ({ kind: 'citizen', idNumbers, fullName: 'A B' })
  const office = (numbers: { budgetCode?: string; taxCode?: string }, name = 'Sở Y tế'): Holder => ({
    ...{ kind: 'agency', name, ...numbers },
  })

  it('tells a citizen by CCCD, and by CMND only where one of the two has no CCCD', () => {
    const both = account('citizen', { citizenIdNumber: CCCD, identityCardNumber: CMND })
    assert.equal(sameHolder(citizen(CCCD), both), true)
    assert.equal(sameHolder(citizen(CMND), both), true)
    assert.equal(sameHolder(citizen(CCCD, '111111111'), both), true)
    assert.equal(sameHolder(citizen('001190004517', CMND), both), false)
    assert.equal(sameHolder(citizen('111111111'), both), false)
    assert.equal(sameHolder(citizen(CCCD), account('citizen', { identityCardNumber: CMND })), false)
  })

  it('does not count a number that somebody only stated', () => {
    assert.equal(sameHolder(citizen(CCCD), account('citizen', { citizenIdNumber: CCCD }, 'self-asserted')), false)
  })

  it('tells an enterprise by its tax code, and a branch from the enterprise', () => {
    const own = account('enterprise', { taxCode: MST })
    assert.equal(sameHolder({ kind: 'enterprise', taxCode: MST, name: 'Tên mới' }, own), true)
    assert.equal(sameHolder({ kind: 'enterprise', taxCode: `${MST}001`, name: 'X' }, own), false)
  })

  it('tells an agency by MNS, and by an MST that units share only together with its name', () => {
    const own = account('agency', { budgetCode: MNS, taxCode: MST, organizationName: 'Sở Y tế' })
    assert.equal(sameHolder(office({ budgetCode: MNS }, 'Sở Y Tế mới'), own), true)
    assert.equal(sameHolder(office({ budgetCode: '1047666', taxCode: MST }), own), false)
    assert.equal(sameHolder(office({ taxCode: MST }, 'SỞ Y TẾ'), own), true)
    assert.equal(sameHolder(office({ taxCode: MST }, 'Trung tâm Y tế'), own), false)
    assert.equal(sameHolder(office({ taxCode: '0800000023' }), own), false)
  })

  it('never takes one kind of holder for another', () => {
    const own = account('enterprise', { taxCode: MST, organizationName: 'Sở Y tế', citizenIdNumber: CCCD })
    assert.equal(sameHolder(office({ taxCode: MST }), own), false)
    assert.equal(sameHolder(citizen(CCCD), own), false)
  })
})

describe('the numbers an account has to itself', () => {
  const sought: Holder = { kind: 'agency', name: 'Sở Y tế', budgetCode: MNS, taxCode: MST }

  it('are of an agency its code, in one form, and its MNS, which leaves a shared MST to the others', () => {
    for (const code of ['000.00.17.G22', 'G22.17']) {
      assert.deepEqual(numbersOf(sought, { code, name: 'x' }), [
        { kind: 'organization-code', number: 'G22.17' },
        { kind: 'budget-code', number: MNS },
      ])
    }
  })

  it('are its MST where it has nothing else', () => {
    const { budgetCode: _, ...bare } = sought
    assert.deepEqual(numbersOf(bare, undefined), [{ kind: 'tax-code', number: MST }])
  })
})
