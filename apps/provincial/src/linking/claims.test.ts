import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readClaims } from './claims.ts'

const now = new Date('2026-11-23T03:00:00Z')
const claims = {
  LoaiTaiKhoan: '1',
  HoVaTen: 'Nguyễn  Thị Thử',
  SoDinhDanh: '030190004517',
  NgayThangNamSinh: '19900812',
}

describe('claims of the national portal', () => {
  it('are read into canonical forms, also where numbers come as numbers', () => {
    const read = readClaims(
      { ...claims, LoaiTaiKhoan: 1, GioiTinh: 1, SoDienThoai: '0900000001', SoCMND: 141230888 },
      now,
    )
    assert.deepEqual(read, {
      kind: 'read',
      person: {
        ...{ fullName: 'Nguyễn Thị Thử', dateOfBirth: '1990-08-12', sex: 'male', phone: '+84900000001' },
        idNumbers: ['030190004517', '141230888'],
      },
    })
  })

  for (const missing of ['HoVaTen', 'SoDinhDanh', 'NgayThangNamSinh'] as const) {
    const bad = ['', ' ', '4', { a: 1 }, null]
    for (const value of missing === 'NgayThangNamSinh' ? bad : [undefined, ...bad]) {
      it(`are not enough when ${missing} is ${JSON.stringify(value)}`, () => {
        assert.deepEqual(readClaims({ ...claims, [missing]: value }, now), { kind: 'unusable', because: 'incomplete' })
      })
    }
  }

  it('tell no date of birth where a certificate vouches', () => {
    const { NgayThangNamSinh: _, ...certified } = claims
    const read = readClaims(certified, now)
    assert.ok(read.kind === 'read')
    assert.equal(read.person.dateOfBirth, undefined)
    assert.deepEqual(read.person.idNumbers, ['030190004517'])
  })

  for (const date of ['12081990', '1990-08-12', '19901332', '20270101', '900812']) {
    it(`do not take ${date} for a date of birth`, () => {
      assert.equal(readClaims({ ...claims, NgayThangNamSinh: date }, now).kind, 'unusable')
    })
  }

  for (const type of ['2', 3, '3']) {
    it(`of account type ${type} are not a citizen’s`, () => {
      assert.deepEqual(readClaims({ ...claims, LoaiTaiKhoan: type }, now), {
        kind: 'unusable',
        because: 'not-a-citizen',
      })
    })
  }

  it('leave out a phone or e-mail that is out of form instead of inventing one', () => {
    const read = readClaims({ ...claims, SoDienThoai: '113', ThuDienTu: 'TechID@' }, now)
    assert.ok(read.kind === 'read')
    assert.deepEqual([read.person.phone, read.person.email], [undefined, undefined])
  })

  it('never read TechID as anything', () => {
    const one = readClaims({ ...claims, TechID: 'a' }, now)
    assert.deepEqual(one, readClaims({ ...claims, TechID: 'b' }, now))
  })

  it('may be anything at all without an exception', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(claims), 'GioiTinh', 'SoDienThoai'), fc.anything()),
        given => {
          readClaims(given, now)
        },
      ),
    )
  })
})
