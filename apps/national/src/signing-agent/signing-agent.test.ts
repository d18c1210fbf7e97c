import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { AgentPackage } from '@motcua/contracts/agent.ts'
import { AGENT_PORTS } from '@motcua/contracts/agent.ts'
import { type TestPortal, testPortal } from '../test-portal.ts'
import { systemOf } from './systems.ts'

const agents = {
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
  macos: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
  linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  android: 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
}

describe('downloads of the signing agent', () => {
  let folder: string
  let portal: TestPortal
  const contents = new Map<string, Buffer>()

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'motcua-packages-'))
    portal = await testPortal({ config: { agent: { ports: AGENT_PORTS, packages: folder } } })
  })
  after(async () => {
    await portal.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function packed(file: string, about: Pick<AgentPackage, 'system' | 'kind'>): Promise<AgentPackage> {
    const body = Buffer.from(`${file} `.repeat(50_000))
    contents.set(file, body)
    await writeFile(join(folder, file), body)
    const sha256 = createHash('sha256').update(body).digest('hex')
    return { file, ...about, architecture: 'x64', bytes: body.length, sha256 }
  }

  async function publish(changes: object = {}): Promise<AgentPackage[]> {
    const packages = [
      await packed('agent_1.2.3_amd64.deb', { system: 'linux', kind: 'deb' }),
      await packed('agent-1.2.3-windows-x64.zip', { system: 'windows', kind: 'zip' }),
    ]
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ version: '1.2.3', packages, ...changes }))
    return packages
  }

  const show = (agent: string, query = '') => portal.browser().get(`/cong-cu-ky${query}`, { 'user-agent': agent })
  const order = (body: string) => [...body.matchAll(/<section class="card" id="(\w+)"/g)].map(([, id]) => id)

  it('are not pretended to be there while there is no manifest, or one that is none', async () => {
    assert.match((await show(agents.linux)).body, /Gói cài đặt đang được chuẩn bị/)
    await publish()
    for (const broken of ['', '{', '{"version":"1.2.3"}', '[]']) {
      await writeFile(join(folder, 'manifest.json'), broken)
      const { body, statusCode } = await show(agents.linux)
      assert.equal(statusCode, 200)
      assert.match(body, /Gói cài đặt đang được chuẩn bị/)
      assert.equal((await portal.browser().get('/cong-cu-ky/agent_1.2.3_amd64.deb')).statusCode, 404)
    }
  })

  it('show that for this computer first, with version, size and checksum', async () => {
    const [deb, zip] = await publish()
    const onWindows = (await show(agents.windows)).body
    assert.deepEqual(order(onWindows), ['windows', 'macos', 'linux'])
    assert.match(onWindows, /Phiên bản 1\.2\.3/)
    for (const one of [deb, zip]) assert.ok(onWindows.includes(one?.sha256 ?? '-'))
    assert.match(
      onWindows,
      /id="windows">.*\(máy này\).*class="button primary" href="\/cong-cu-ky\/agent-1\.2\.3-windows/s,
    )
    assert.match(onWindows, /id="macos">.*?chưa có gói/s)
    assert.deepEqual(order((await show(agents.linux)).body), ['linux', 'windows', 'macos'])
    assert.deepEqual(order((await show(agents.linux, '?he=macos')).body), ['macos', 'windows', 'linux'])
    const onPhone = (await show(agents.android)).body
    assert.doesNotMatch(onPhone, /máy này\)/)
  })

  it('arrive whole, as files to keep, from an address that changes with their content', async () => {
    const [deb] = await publish()
    const { body } = await show(agents.linux)
    const href = /href="(\/cong-cu-ky\/agent_[^"]+)"/.exec(body)?.[1] ?? ''
    const file = await portal.browser().get(href)
    assert.equal(file.statusCode, 200)
    assert.ok(file.rawPayload.equals(contents.get('agent_1.2.3_amd64.deb') ?? Buffer.alloc(0)))
    assert.equal(file.headers['content-length'], String(deb?.bytes))
    assert.equal(file.headers['content-disposition'], 'attachment; filename="agent_1.2.3_amd64.deb"')
    assert.match(String(file.headers['cache-control']), /immutable/)
    const plain = await portal.browser().get('/cong-cu-ky/agent_1.2.3_amd64.deb')
    assert.equal(plain.headers['cache-control'], 'no-cache')
    const again = await portal.browser().get(href, { 'if-none-match': `"${deb?.sha256}"` })
    assert.equal(again.statusCode, 304)
  })

  it('are what the manifest names and nothing else', async () => {
    await publish()
    await writeFile(join(folder, 'secret.txt'), 'secret')
    const names = ['manifest.json', 'secret.txt', '..%2Fsecret.txt', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', 'constructor']
    for (const name of names) assert.equal((await portal.browser().get(`/cong-cu-ky/${name}`)).statusCode, 404, name)
    const [deb] = await publish()
    await publish({ packages: [{ ...deb, file: '../secret.txt' }] })
    assert.match((await show(agents.linux)).body, /đang được chuẩn bị/)
  })

  it('leave out what is not whole', async () => {
    const [deb, zip] = await publish()
    await writeFile(join(folder, deb?.file ?? ''), 'half')
    const { body } = await show(agents.linux)
    assert.ok(!body.includes(deb?.sha256 ?? '-') && body.includes(zip?.sha256 ?? '-'))
    assert.equal((await portal.browser().get(`/cong-cu-ky/${deb?.file}`)).statusCode, 404)
  })

  it('come with a guide, in both languages', async () => {
    const by = portal.browser()
    assert.match((await by.get('/cong-cu-ky/huong-dan')).body, /Hướng dẫn dùng USB ký số.*Setup/s)
    await by.get('/ngon-ngu?sang=en')
    assert.match((await by.get('/cong-cu-ky/huong-dan')).body, /Guide to USB tokens/)
  })
})

describe('the system a browser runs on', () => {
  it('is what it says, by its hint before its name', () => {
    for (const system of ['windows', 'macos', 'linux'] as const)
      assert.equal(systemOf({ 'user-agent': agents[system] }), system)
    assert.equal(systemOf({ 'user-agent': agents.linux, 'sec-ch-ua-platform': '"Windows"' }), 'windows')
    assert.equal(systemOf({ 'user-agent': agents.linux, 'sec-ch-ua-platform': '"Chrome OS"' }), undefined)
  })

  it('is none of phones, and where nothing is said', () => {
    const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15'
    for (const headers of [{ 'user-agent': agents.android }, { 'user-agent': iphone }, { 'user-agent': 'curl/8' }, {}])
      assert.equal(systemOf(headers), undefined)
  })
})
