import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openDb } from '@motcua/kit/db.ts'
import { type TestDb, testDb } from '@motcua/kit/test-db.ts'
import { nationalMigrations } from './db/migrations.ts'
import type { NationalTables } from './db/tables.ts'
import { testRelyingParty } from './oidc/test-relying-party.ts'
import { haiDuong, locationOf, register, signIn, type TestPortal, testPortal } from './test-portal.ts'

type Gate = TestDb<NationalTables> & { open(): Promise<void>; close(): Promise<void> }

/** A socket in front of the database's own, which can be shut: to the portal that is a server that has stopped. */
async function gateBefore(behind: TestDb<NationalTables>): Promise<Gate> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-gate-'))
  const url = new URL(behind.url)
  const sockets = url.searchParams.get('host') ?? ''
  const name = (await readdir(sockets)).find(file => /^\.s\.PGSQL\.\d+$/.test(file)) ?? ''
  const through = new Set<Socket>()
  let server: Server | undefined
  const gate = {
    async open() {
      if (server) return
      server = createServer(near => {
        const far = connect(join(sockets, name))
        for (const socket of [near, far]) {
          through.add(socket)
          socket.on('error', () => undefined).on('close', () => through.delete(socket))
        }
        near.pipe(far).pipe(near)
      })
      await new Promise<void>(resolve => server?.listen(join(folder, name), resolve))
    },
    async close() {
      const closing = server
      server = undefined
      for (const socket of through) socket.destroy()
      await new Promise(resolve => (closing ? closing.close(resolve) : resolve(undefined)))
    },
  }
  await gate.open()
  url.searchParams.set('host', folder)
  const db = openDb<NationalTables>(url.href)
  return {
    ...{ db, url: url.href, ...gate },
    async stop() {
      await db.destroy()
      await gate.close()
      await behind.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

describe('while the database is away', () => {
  let gate: Gate
  let portal: TestPortal
  before(async () => {
    gate = await gateBefore(await testDb<NationalTables>(nationalMigrations))
    portal = await testPortal({ database: Promise.resolve(gate) })
  })
  after(async () => {
    await gate.open()
    await portal.stop()
  })

  it('says so at every door with 503, never 500, and goes on by itself afterwards', async () => {
    const by = portal.browser()
    const { who } = await register({ portal, by })
    const rp = await testRelyingParty(portal.server, haiDuong)
    const { address } = await rp.begin()
    const interaction = locationOf(await by.get(address)) ?? ''
    const form = await by.get('/dang-nhap')
    await gate.close()
    const secret = Buffer.from(`${haiDuong.clientId}:${haiDuong.clientSecret}`).toString('base64')
    const headers = { authorization: `Basic ${secret}`, 'content-type': 'application/x-www-form-urlencoded' }
    const asked = (url: string, payload: string) => portal.server.inject({ method: 'POST', url, headers, payload })
    const away = await Promise.all([
      by.get('/tai-khoan'),
      by.get(interaction),
      by.submit(form, { username: who.idNumber, password: 'x' }),
      by.post('/dang-xuat', {}),
      portal.server.inject('/readyz'),
      asked('/oauth2/token', 'grant_type=authorization_code&code=x&redirect_uri=x'),
      asked('/oauth2/introspect', 'token=x'),
      by.get('/oauth2/userinfo', { authorization: 'Bearer x', accept: 'application/json' }),
    ])
    assert.deepEqual(
      away.map(answer => answer.statusCode),
      Array(away.length).fill(503),
    )
    assert.match(away[0]?.body ?? '', /<h1/)
    assert.equal(away[5]?.json<{ error: string }>().error, 'temporarily_unavailable')
    const stranger = await portal.browser().get(address)
    assert.equal(new URL(locationOf(stranger) ?? '').searchParams.get('error'), 'temporarily_unavailable')
    assert.equal((await portal.browser().get('/dieu-khoan')).statusCode, 200, 'what needs no database is served')
    await gate.open()
    assert.equal((await by.get('/tai-khoan')).statusCode, 200)
    assert.equal((await portal.server.inject('/readyz')).statusCode, 200)
    const later = portal.browser()
    assert.equal(locationOf(await signIn({ national: portal.national, by: later, who })), '/tai-khoan')
  })
})
