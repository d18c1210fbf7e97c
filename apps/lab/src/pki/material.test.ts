import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { systemRandom } from '@motcua/kit/random.ts'
import { authorityIds, issuing, roots } from './authorities.ts'
import { type Authorities, labAuthorities } from './material.ts'
import { openssl, papers } from './test-openssl.ts'

const paper = await papers()
after(() => paper.clear())

const DAY = 86_400_000
type Start = { name: string; port?: number; days?: number }
const start = ({ name, port = 3010, days = 0 }: Start) =>
  labAuthorities({
    folder: join(paper.folder, name),
    baseUrl: `http://127.0.0.1:${port}`,
    clock: () => new Date(Date.now() + days * DAY),
    random: systemRandom,
  })

const prints = (all: Authorities, ids: readonly (keyof Authorities)[] = authorityIds) =>
  ids.map(id => all[id].certificate.fingerprint256)
const keys = (all: Authorities, ids: readonly (keyof Authorities)[] = authorityIds) =>
  ids.map(id => all[id].key.export({ type: 'pkcs8', format: 'pem' }))

test('Ten first starts at once, and the next one, have the same authorities', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => start({ name: 'at-once' })))
  for (const one of [...all, await start({ name: 'at-once' })])
    assert.deepEqual(prints(one), prints(all[0] as Authorities))
})

test('So have processes that start at once', async () => {
  const code = `
    import { labAuthorities } from ${JSON.stringify(new URL('./material.ts', import.meta.url).href)}
    const clock = () => new Date()
    const { randomBytes: random } = await import('node:crypto')
    const all = await labAuthorities({ folder: process.argv[1], baseUrl: 'http://127.0.0.1:3010', clock, random })
    console.log(Object.values(all).map(one => one.certificate.fingerprint256).join())`
  const run = () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, join(paper.folder, 'processes')])
    return text(child.stdout)
  }
  const said = await Promise.all([run(), run(), run()])
  assert.match(said[0] ?? '', /:/)
  assert.equal(new Set(said).size, 1)
})

test('The roots know nothing of each other, and everybody below has an address at the lab', async () => {
  const all = await start({ name: 'roots' })
  for (const id of roots) assert.equal(all[id].certificate.infoAccess, undefined)
  for (const id of issuing) assert.match(all[id].certificate.infoAccess ?? '', /http:\/\/127\.0\.0\.1:3010\/pki\//)
  assert.equal(new Set(keys(all)).size, authorityIds.length)
})

test('At another port the roots stay, and the authorities keep their keys under certificates that name it', async () => {
  const before = await start({ name: 'moved' })
  const moved = await start({ name: 'moved', port: 4010 })
  assert.deepEqual(prints(moved, roots), prints(before, roots))
  assert.deepEqual(keys(moved), keys(before))
  for (const id of issuing) assert.match(moved[id].certificate.infoAccess ?? '', /127\.0\.0\.1:4010/)
  assert.deepEqual(prints(await start({ name: 'moved', port: 4010 })), prints(moved))
})

test('What is soon to end is renewed: first responders, then authorities over their keys, at last the roots', async () => {
  const now = await start({ name: 'renewed' })
  assert.deepEqual(prints(await start({ name: 'renewed', days: 365 })), prints(now))
  const responders = await start({ name: 'renewed', days: 1_060 })
  assert.deepEqual(prints(responders, roots), prints(now, roots))
  assert.notEqual(responders.vnpt.responder.certificate.fingerprint256, now.vnpt.responder.certificate.fingerprint256)
  const late = await start({ name: 'renewed', days: 18 * 365 - 30 })
  assert.notDeepEqual(prints(late, roots), prints(now, roots))
  for (const id of issuing) assert.ok(late[id].certificate.validToDate.getTime() > Date.now() + 20 * 365 * DAY, id)
})

test('What can no longer be read is made anew', async () => {
  const before = await start({ name: 'torn' })
  await writeFile(join(paper.folder, 'torn/authorities.1.json'), '{"baseUrl":')
  const after = await start({ name: 'torn' })
  assert.notDeepEqual(prints(after), prints(before))
  assert.deepEqual(prints(await start({ name: 'torn' })), prints(after))
})

test('The portals’ anchors are whole chains in two folders, and nothing there is for others to read', async () => {
  await start({ name: 'trust' })
  const folder = join(paper.folder, 'trust')
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(one => one.isFile())
  assert.equal(files.length, 1 + authorityIds.length)
  for (const one of files) assert.equal((await stat(join(one.parentPath, one.name))).mode & 0o777, 0o600, one.name)
  for (const [kind, anchor] of [
    ['national', 'national-root.crt'],
    ['government', 'government-root.crt'],
  ] as const) {
    const trust = join(folder, 'trust', kind)
    const all = (await readdir(trust)).map(name => join(trust, name))
    const { ok, said } = await openssl('verify', '-x509_strict', '-CAfile', join(trust, anchor), ...all)
    assert.ok(ok, said)
    for (const file of all) assert.doesNotMatch(await readFile(file, 'utf8'), /PRIVATE/)
  }
})
