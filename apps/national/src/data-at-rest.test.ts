import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { sql } from 'kysely'
import { pdfOf } from './complaints/attachments/test-files.ts'
import { aCase, aStatement, complaining } from './complaints/test-complaint.ts'
import { type AddableMethod, addMethod } from './flows/add-method/add-method.ts'
import { aPersonThere, aVisit } from './flows/identity-provider/test-visit.ts'
import { registerByMobile } from './flows/register/mobile.ts'
import { signInByPassword } from './flows/sign-in/password.ts'
import { going } from './flows/test-account.ts'
import { codeAt, stepAt } from './methods/totp/time-code.ts'
import { aVisitor, type TestNational, testNational } from './test-national.ts'

const PASSWORD = 'Lua-Chin-Vang-2026'
const person = {
  idNumber: '030190777123',
  fullName: 'Đặng Thị Giấu Kín',
  dateOfBirth: '12/08/1990',
  phone: '0977123777',
  email: 'giau.kin@thu.example',
}
const posted = aPersonThere({
  ...{
    subject: 'a-subject-of-the-post',
    fullName: 'Đặng Văn Giấu',
    idNumber: '030191777124',
    dateOfBirth: '1991-02-04',
  },
  ...{ phone: { value: '+84977124777', verified: true }, email: { value: 'van.giau@thu.example', verified: true } },
})
const visitor = { ...aVisitor('a browser'), place: '203.0.113.77', device: 'An unmistakable browser 77' }
const complaint = {
  ...{
    idNumber: '030192777555',
    fullName: 'Vũ Thị Uất Ức',
    statement: 'Chuyện riêng không ai được đọc: tám mươi tám.',
  },
  ...{ phone: '0977555777', email: 'uat.uc@thu.example' },
}
const [attached, attachedName] = [pdfOf('Trong tệp là chuyện riêng.', 200_000), 'giấy tờ riêng tư.pdf']
const appName = 'Máy tính bảng của Giấu'
const secrets = [
  ...[person.idNumber, person.fullName, 'Giấu', '1990-08-12', '977123777', person.email, PASSWORD],
  ...[visitor.place, visitor.device],
  ...[posted.subject, posted.idNumber, posted.dateOfBirth, '977124777', 'van.giau@thu.example'],
  ...Object.values(complaint).map(value => value.replace(/^0/, '')),
  ...['Trong tệp là chuyện riêng.', attachedName],
]

describe('a copy of the database', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
    await goThroughEverything()
  })
  after(() => national.stop())

  it('shows no person in any table', async () => {
    const tables = await tablesAsText()
    for (const secret of secrets) {
      for (const form of [secret, Buffer.from(secret).toString('hex')])
        assert.ok(!tables.includes(form), `${secret} can be read`)
    }
    assert.ok(tables.includes('account-opened'), 'the search itself finds what is not sealed')
  })

  it('shows no person in any of its files, the write-ahead log included', async () => {
    await sql`checkpoint`.execute(national.db)
    const { rows } = await sql<{ data_directory: string }>`show data_directory`.execute(national.db)
    const found = new Set<string>()
    for await (const file of filesBelow(rows[0]?.data_directory ?? '')) {
      for (const needle of [...secrets, 'account-opened']) if (file.includes(needle)) found.add(needle)
    }
    assert.deepEqual([...found], ['account-opened'])
  })

  /** Registered, signed in, and half-way through another registration, by the post too, so that every kind of row exists. */
  async function goThroughEverything() {
    const { advance } = engine(registerByMobile(national.parts), national.parts)
    const signIn = engine(signInByPassword(national.parts), national.parts)
    const register = (flowId: string, at: { version: number; step: string }, fields: Record<string, string>) =>
      advance({ flowId, ...at, fields, visitor })
    const one = crypto.randomUUID()
    await register(one, { version: 0, step: 'details' }, { ...person, ...(await national.captcha()) })
    const otp = national.code(`+84${person.phone.slice(1)}`)
    await register(one, { version: 1, step: 'otp' }, { action: 'confirm', otp })
    const passwords = { password: PASSWORD, confirmation: PASSWORD }
    const end = await register(one, { version: 2, step: 'password' }, passwords)
    assert.equal(end.kind, 'ended')
    const fields = { username: person.idNumber, password: PASSWORD }
    const two = { flowId: crypto.randomUUID(), version: 0, step: 'password', fields, visitor }
    const signingIn = await signIn.advance(two)
    assert.equal(signingIn.kind === 'at' && signingIn.state.step, 'prove')
    await addingAnApp()
    for (const last of ['confirm', 'opened']) {
      const visit = aVisit(national, { visitor })
      await visit.as(posted)
      if (last === 'opened') await visit.submit('confirm', { email: posted.email?.value ?? '' })
    }
    await complain()
  }

  /** One complaint taken in with a file, another half-way through. */
  async function complain() {
    const { end } = await aCase(national, aStatement(complaint), attached)
    assert.equal(end.kind, 'ended')
    national.later(61)
    const halfWay = complaining(national, visitor)
    await halfWay.hold(attachedName, attached)
    const standing = await halfWay.state(aStatement(complaint))
    assert.equal(standing.kind === 'at' && standing.state.step, 'contact')
  }

  /** Its secret and the recovery codes are kept; another one is in its flow. */
  async function addingAnApp() {
    const { account_id: accountId } = await national.db
      .selectFrom('handles')
      .select('account_id')
      .executeTakeFirstOrThrow()
    const method = national.parts.methods.find(({ id }) => id === 'totp') as AddableMethod
    for (const last of ['kept', 'in its flow']) {
      const { submit } = going(national, addMethod(national.parts, { method, accountId }), visitor)
      const at = await submit('form', { name: appName })
      assert.ok(at.kind === 'at' && at.state.step === 'prove')
      const { secret } = at.state.pending as { secret: string }
      secrets.push(secret)
      if (last !== 'kept') continue
      const otp = codeAt(secret, stepAt(national.parts.clock()))
      const end = await submit('prove', { otp })
      assert.ok(end.kind === 'ended' && end.as.kind === 'added' && end.as.recoveryCodes.length === 10)
      secrets.push(...end.as.recoveryCodes)
    }
  }

  async function tablesAsText(): Promise<string> {
    const names = await sql<{ name: string }>`
      select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(national.db)
    let text = ''
    for (const { name } of names.rows) {
      const rows = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(national.db)
      text += rows.rows.map(one => one.row).join('\n')
    }
    return text
  }
})

async function* filesBelow(folder: string): AsyncGenerator<Buffer> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    // A server at work removes files between listing and reading.
    if (entry.isFile()) yield await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0))
  }
}
