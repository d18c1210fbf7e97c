import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import forge from 'node-forge'
import { freePorts } from '../../tests/free-ports.ts'
import { until } from '../../tests/until.ts'
import { buildAgentPackages } from './build.ts'
import { targets } from './targets.ts'

/** What this machine can run is run, out of the packages as they are handed out and with nothing else within reach. */
const folder = await mkdtemp(join(tmpdir(), 'motcua-running-'))
after(() => rm(folder, { recursive: true, force: true }))
const wanted = targets().filter(
  ({ system, architecture }) => system === process.platform && architecture === process.arch,
)
const skip = wanted.length === 0 && 'packages are run on Linux'
const cache = resolve(process.env.MOTCUA_DATA ?? 'data', 'agent-runtimes')
const packages = join(folder, 'packages')
if (!skip) {
  const signal = new AbortController().signal
  const built = await buildAgentPackages({ folder: packages, cache, wanted, print: () => undefined, signal })
  assert(built.kind === 'built' && built.missing.length === 0, JSON.stringify(built))
}

const file = async (ending: string) => {
  const name = (await readdir(packages)).find(each => each.endsWith(ending))
  return join(packages, name ?? assert.fail(`no ${ending}`))
}

/** No PATH, no HOME of anybody: a Node that is not the package's own cannot be found. */
const nothing = { PATH: '/nonexistent', HOME: folder, LANG: 'en_US.UTF-8' }

function run(program: string, args: string[], environment: Record<string, string> = nothing) {
  const { status, stdout, stderr } = spawnSync(program, args, { env: environment, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return stdout
}

async function unpackedTarball(): Promise<string> {
  const into = await mkdtemp(join(folder, 'tarball-'))
  run('/usr/bin/env', ['tar', '-xzf', await file('.tar.gz'), '-C', into], { PATH: process.env.PATH ?? '' })
  const [top = ''] = await readdir(into)
  return join(into, top)
}

/** A key of nobody with a certificate by itself, behind the PIN 123456. */
async function somebodysToken(): Promise<string> {
  const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair(2_048)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = publicKey
  certificate.validity.notAfter = new Date(certificate.validity.notBefore.getTime() + 86_400_000)
  certificate.setSubject([{ shortName: 'CN', value: 'Nobody' }])
  certificate.setIssuer([{ shortName: 'CN', value: 'Nobody' }])
  certificate.sign(privateKey, forge.md.sha256.create())
  const path = join(folder, 'nobody.p12')
  const asn1 = forge.pkcs12.toPkcs12Asn1(privateKey, certificate, '123456')
  await writeFile(path, forge.asn1.toDer(asn1).getBytes(), 'latin1')
  return path
}

/** Starts, answers with everything its page needs, lists a token, and ends when asked. */
async function works(program: string): Promise<void> {
  const port = await freePorts()
  const data = await mkdtemp(join(folder, 'data-'))
  const args = ['--p12', await somebodysToken(), '--port', String(port), '--data', data]
  const child = spawn(program, args, { env: nothing, stdio: ['ignore', 'ignore', 'inherit'] })
  try {
    const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
    const page = await until(() => at('/connect').catch(() => false as const), 20_000)
    assert.equal(page.status, 200)
    for (const path of ['/', '/page.js', '/page.css']) assert.equal((await at(path)).status, 200, path)
  } finally {
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [0, null])
  }
  const status = JSON.parse(run(program, ['status', '--json', ...args]))
  assert.deepEqual([status.version, status.files.length], ['1.0.0', 1])
  const listed = JSON.parse(run(program, ['list-certificates', '--json', ...args]))
  assert.equal(listed.certificates.length, 1)
}

test('the tarball, unpacked anywhere, starts and answers with nothing else installed', { skip }, async () => {
  await works(join(await unpackedTarball(), 'motcua-agent'))
})

test('its native part is loaded: a library that speaks no PKCS#11 is tried and told', { skip }, async () => {
  const home = await unpackedTarball()
  const native = `node_modules/@koromix/koffi-linux-${process.arch}/linux_${process.arch}/koffi.node`
  const args = ['list-certificates', '--json', '--module', join(home, native)]
  const sources = JSON.parse(run(join(home, 'motcua-agent'), args)).troubles.map(
    (each: { source: string }) => each.source,
  )
  assert.ok(sources.includes(join(home, native)), sources.join())
})

test('installed for one person it runs from their folders, and is removed without what they allowed', {
  skip,
}, async () => {
  const home = join(folder, 'nhà & của|tôi')
  const allowed = join(home, '.local/share/motcua-agent/sites.json')
  await mkdir(join(allowed, '..'), { recursive: true })
  await writeFile(allowed, '[]')
  const unpacked = await unpackedTarball()
  const environment = { PATH: process.env.PATH ?? '', HOME: home }
  run(join(unpacked, 'install.sh'), [], environment)
  run(join(unpacked, 'install.sh'), [], environment)
  await rm(unpacked, { recursive: true })
  await works(join(home, '.local/bin/motcua-agent'))
  const autostart = join(home, '.config/autostart/motcua-agent.desktop')
  assert.ok(existsSync(autostart))
  run(join(home, '.local/opt/motcua-agent/uninstall.sh'), [], environment)
  for (const path of [autostart, join(home, '.local/opt/motcua-agent'), join(home, '.local/bin/motcua-agent')])
    assert.ok(!existsSync(path), path)
  assert.ok(existsSync(allowed))
})

const noDpkg = !existsSync('/usr/bin/dpkg-deb') && 'dpkg is not on this machine'

test('dpkg reads the Debian package, finds every file as md5sums has it, and it runs', {
  skip: skip || noDpkg,
}, async () => {
  const into = await mkdtemp(join(folder, 'deb-'))
  const fields = run('/usr/bin/dpkg-deb', ['--field', await file('.deb')], { PATH: process.env.PATH ?? '' })
  assert.match(fields, /^Package: motcua-agent\nVersion: 1\.0\.0\nArchitecture: (amd64|arm64)\n/)
  run('/usr/bin/dpkg-deb', ['--raw-extract', await file('.deb'), into], { PATH: process.env.PATH ?? '' })
  const check = ['-C', into, 'md5sum', '--check', '--strict', '--quiet', 'DEBIAN/md5sums']
  run('/usr/bin/env', check, { PATH: process.env.PATH ?? '' })
  await works(join(into, 'opt/motcua-agent/motcua-agent'))
})
