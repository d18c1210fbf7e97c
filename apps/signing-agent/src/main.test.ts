import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { temporaryFolder, testPair, testPkcs12 } from './test-tokens.ts'

const folder = temporaryFolder(after)
const main = join(import.meta.dirname, 'main.ts')
const env = { ...process.env, LANG: 'vi_VN.UTF-8', LC_ALL: '', XDG_DATA_HOME: folder, HOME: folder }

type Ran = { status: number; out: string; err: string }

function run(...args: string[]): Promise<Ran> {
  return new Promise(resolve => {
    const child = execFile(process.execPath, [main, ...args], { env }, (_, out, err) =>
      resolve({ status: child.exitCode ?? -1, out, err }),
    )
  })
}

/** An agent that runs, and the first line it prints. */
async function running(...args: string[]): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  after(() => child.kill())
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, line }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return String(port)
}

const portIn = (line: string) => /:(\d+)$/.exec(line)?.[1] ?? ''

test('it prints its address, and stops at once with Ctrl-C', async () => {
  const { child, line } = await running('--port', await freePort())
  assert.match(line, /^Công cụ ký điện tử, bản 1\.0\.0: http:\/\/127\.0\.0\.1:\d+$/)
  child.kill('SIGINT')
  assert.deepEqual(await once(child, 'exit'), [0, null])
})

test('a second agent on its port says what to do', async () => {
  const { line } = await running('--port', await freePort())
  const { status, err } = await run('--port', portIn(line))
  assert.equal(status, 1)
  assert.match(err, new RegExp(`Cổng ${portIn(line)} đang bận`))
})

test('a file that is not there is named before anything starts', async () => {
  const { status, err } = await run('--p12', join(folder, 'none.p12'))
  assert.deepEqual([status, err], [2, `Không thấy tệp PKCS#12: ${join(folder, 'none.p12')}\n`])
})

test('certificates are listed for people and for programs, personal numbers masked for both', async () => {
  const path = testPkcs12(folder, 'ha', {
    ...{ pair: testPair(folder, 'ha'), pin: '1234', options: ['-certpbe', 'NONE'] },
  })
  const [text, json] = await Promise.all([
    run('list-certificates', '--p12', path),
    run('list-certificates', '--p12', path, '--json'),
  ])
  for (const { out } of [text, json]) {
    assert.match(out, /Nguyễn Thị Thu Hà/)
    assert.doesNotMatch(out, /030190001517/)
  }
  assert.equal(JSON.parse(json.out).certificates[0].selectable, true)
})

test('a site that was never allowed cannot be forgotten', async () => {
  assert.match((await run('sites')).out, /Chưa có trang nào được phép/)
  const { status, err } = await run('sites', 'forget', 'https://a.example')
  assert.equal(status, 1)
  assert.match(err, /https:\/\/a\.example/)
})
