import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, promisify } from 'node:util'
import type { DirectoryEntry } from '@motcua/contracts/organization-directory.ts'
import { importDirectory } from '../organizations/import-directory.ts'
import { organizationsStore } from '../organizations/organizations-store.ts'
import { type TestNational, testNational } from '../test-national.ts'
import { organizationsCommand } from './organizations-command.ts'

const department: DirectoryEntry = {
  ...{ code: '000.00.17.G22', name: 'Cục Kiểm soát thủ tục hành chính', governingUnit: 'Văn phòng Chính phủ' },
  ...{ address: 'Số 1 Hoàng Hoa Thám, Hà Nội', taxCode: '0800000016', budgetCode: '1047665' },
}
const office: DirectoryEntry = { code: '000.00.00.G22', name: 'Văn phòng Chính phủ', budgetCode: '1047001' }

describe('npm run admin:organizations', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(async () => {
    await national.db.deleteFrom('organizations').execute()
  })

  async function command(content: unknown, ...args: string[]) {
    const lines: string[] = []
    const read = async () => (typeof content === 'string' ? content : JSON.stringify(content))
    const parts = { db: national.db, read, write: (line: string) => lines.push(line) }
    const status = await organizationsCommand(args.length > 0 ? args : ['-'], parts)
    return { status, text: lines.join('\n') }
  }
  const all = () => organizationsStore(national.db).all()

  it('imports a directory and tells what it changed', async () => {
    assert.deepEqual(await command([department, office]), {
      ...{ status: 0, text: '2 added, 0 changed, 0 removed, 0 unchanged.' },
    })
    assert.deepEqual(await all(), [office, department])
    const renamed = { ...office, name: 'Văn phòng Chính phủ (mới)' }
    const third = { code: 'H23.20', name: 'Sở Y tế' }
    assert.equal((await command([renamed, third])).text, '1 added, 1 changed, 1 removed, 0 unchanged.')
    assert.deepEqual(await all(), [renamed, third])
    assert.equal((await command([renamed, third])).text, '0 added, 0 changed, 0 removed, 2 unchanged.')
  })

  it('forgets what a row no longer says', async () => {
    await command([department])
    const { code, name } = department
    assert.equal((await command([{ code, name }])).text, '0 added, 1 changed, 0 removed, 0 unchanged.')
    assert.deepEqual(await all(), [{ code, name }])
  })

  it('writes nothing with --dry-run and tells the same', async () => {
    await command([department])
    const { status, text } = await command([office], '--dry-run', '-')
    assert.equal(status, 0)
    assert.equal(text, '1 added, 0 changed, 1 removed, 0 unchanged; nothing was written (--dry-run).')
    assert.deepEqual(await all(), [department])
  })

  it('tells every bad row by its number, and writes none of the good ones', async () => {
    await command([office])
    const bad = [
      department,
      { ...office, code: '22.G' },
      { code: 'H23', name: '' },
      { code: 'H23.20', name: 'Sở Y tế', taxCode: '0800000017' },
      { code: 'H23.21', name: 'Sở Tài chính', budgetCode: '1' },
      { code: 'H23.22', name: 'Sở Công Thương', phone: '0220' },
      'H23.23',
      { code: 'H23.24', name: 'Sở\u0000' },
    ]
    const { status, text } = await command(bad)
    assert.equal(status, 65)
    const lines = text.split('\n')
    assert.deepEqual(
      lines.map(line => line.split(/[: ]/).slice(0, 2).join(' ')),
      [...[2, 3, 4, 5, 6, 7, 8].map(row => `row ${row}`), 'Nothing was'],
    )
    assert.match(lines[0] ?? '', /^row 2: code malformed: 22\.G$/)
    assert.match(lines[2] ?? '', /^row 4: taxCode wrong-check-digit: 0800000017$/)
    assert.deepEqual(await all(), [office])
  })

  it('takes one organisation only once, also where it stands under both forms of its code', async () => {
    const { status, text } = await command([office, department, { ...department, code: 'G22.17' }])
    assert.equal(status, 65)
    assert.match(text, /^row 3: G22\.17 is the organisation of row 2$/m)
    assert.deepEqual(await all(), [])
  })

  it('reads codes and tax codes as people write them, and keeps them in one form', async () => {
    assert.equal((await command([{ ...office, code: ' g22 ', taxCode: '0314409058-002' }])).status, 0)
    assert.deepEqual(await all(), [{ ...office, code: 'G22', taxCode: '0314409058002' }])
  })

  it('takes no text that is no directory, nor an empty one', async () => {
    await command([office])
    for (const content of ['', '{', '{"code":"H23"}', '[]', 'null', '7']) {
      const { status, text } = await command(content)
      assert.equal(status, 65, content)
      assert.match(text, /^no (JSON|array|rows)/, content)
    }
    assert.equal((await command(`\uFEFF${JSON.stringify([office])}`)).status, 0, 'a byte order mark is no fault')
    assert.deepEqual(await all(), [office])
  })

  it('tells no more than a screenful of problems', async () => {
    const { text } = await command(Array.from({ length: 250 }, () => ({ code: 'x', name: 'x' })))
    assert.match(text, /… and 150 more\.\nNothing was written\.$/)
    assert.equal(text.split('\n').length, 102)
  })

  it('imports as many as there are bodies in the country', async () => {
    const many = Array.from({ length: 12_000 }, (_, at) => ({
      ...{
        code: `H23.${String(at)
          .padStart(6, '0')
          .replace(/(..)(..)/, '$1.$2.')}`,
        name: `Đơn vị ${at}`,
      },
    }))
    assert.equal((await command(many)).text, '12000 added, 0 changed, 0 removed, 0 unchanged.')
    assert.equal((await command([office])).text, '1 added, 0 changed, 12000 removed, 0 unchanged.')
  })

  it('lets several import at once one after the other, so that one directory is left', async () => {
    const directories = Array.from({ length: 6 }, (_, at) => [
      ...[0, 1, 2].map(unit => ({ code: `H2${at}.1${unit}`, name: `Đơn vị ${unit}` })),
    ])
    for (let round = 0; round < 10; round++) {
      await Promise.all(directories.map(directory => importDirectory(national.db, directory)))
      const left = await all()
      assert.ok(
        directories.some(directory => isDeepStrictEqual(directory, left)),
        JSON.stringify(left),
      )
    }
  })

  it('explains itself to who calls it wrongly, and says which file cannot be read', async () => {
    for (const args of [['--dry-run'], ['a', 'b'], ['--delete', 'a'], ['']]) {
      const { status, text } = await command([office], ...args)
      assert.equal(status, 64, args.join(' '))
      assert.match(text, /FILE\.json/)
    }
    const read = () => Promise.reject(new Error('ENOENT'))
    const lines: string[] = []
    const write = (line: string) => lines.push(line)
    assert.equal(await organizationsCommand(['none.json'], { db: national.db, read, write }), 66)
    assert.deepEqual(lines, ['none.json cannot be read: ENOENT'])
  })

  it('runs with nothing but the address of the database, from a file or the standard input', async () => {
    const script = fileURLToPath(new URL('./organizations.ts', import.meta.url))
    const file = join(tmpdir(), `motcua-directory-${process.pid}.json`)
    await writeFile(file, JSON.stringify([office]))
    const env = { DATABASE_URL: national.url }
    after(() => rm(file))
    assert.match((await promisify(execFile)(process.execPath, [script, file], { env })).stdout, /^1 added/)
    const piped = promisify(execFile)(process.execPath, [script, '-'], { env })
    piped.child.stdin?.end(JSON.stringify([department]))
    assert.match((await piped).stdout, /^1 added, 0 changed, 1 removed/)
  })
})
