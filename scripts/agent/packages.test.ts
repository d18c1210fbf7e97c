import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { type AgentPackage, agentManifest } from '@motcua/contracts/agent.ts'
import { binaryFormat, isSigned } from './binary-format.ts'
import { agentVersion, buildAgentPackages } from './build.ts'
import { nameOf, targets } from './targets.ts'
import { openPackage, type Unpacked } from './trial-unpack.ts'

/**
 * What cannot be run on this machine is looked at: whether every package has what its scripts name, for the right
 * machine. The runtimes of other systems are fetched in CI; elsewhere those count that an earlier build has kept.
 */
if (process.env.CI !== 'true') process.env.npm_config_offline = 'true'
const folder = await mkdtemp(join(tmpdir(), 'motcua-packages-'))
after(() => rm(folder, { recursive: true, force: true }))
const cache = resolve(process.env.MOTCUA_DATA ?? 'data', 'agent-runtimes')
const options = { folder, cache, wanted: targets(), print: () => undefined, signal: new AbortController().signal }
const built = await buildAgentPackages(options)
assert(built.kind === 'built')

type Check = (unpacked: Unpacked, about: AgentPackage) => void
const checks = new Map<string, Check>()
const each = (title: string, check: Check) => checks.set(title, check)

test('the manifest names every package with its size and checksum, and nothing else lies there', async () => {
  const manifest = agentManifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  assert.equal(manifest.version, agentVersion())
  for (const { file, bytes, sha256 } of manifest.packages) {
    const content = await readFile(join(folder, file))
    assert.equal(content.length, bytes, file)
    assert.equal(createHash('sha256').update(content).digest('hex'), sha256, file)
  }
  const expected = ['built.json', 'manifest.json', ...manifest.packages.map(({ file }) => file)]
  assert.deepEqual((await readdir(folder)).sort(), expected.sort())
})

test('built again of the same content nothing is done, and the portal keeps what it offers', async () => {
  const wanted = targets().filter(target => !built.missing.some(each => each.target === nameOf(target)))
  assert.equal((await buildAgentPackages({ ...options, wanted })).kind, 'current')
})

each('runtime and native part are for that very machine', ({ home }, { system, architecture }) => {
  const code = [...home].filter(([path]) => /^bin\/node|\.node$/.test(path))
  assert.equal(code.length, 2)
  for (const [path, { bytes }] of code) {
    assert.deepEqual(binaryFormat(bytes), { system, architecture }, path)
    if (system === 'macos' && architecture === 'arm64') assert.ok(isSigned(bytes), path)
  }
})

each('the program, its license texts and the instructions are there', ({ home }) => {
  for (const path of [
    'agent/main.mjs',
    'node_modules/koffi/index.js',
    'README.txt',
    'licenses/node.txt',
    'licenses/koffi.txt',
  ])
    assert.ok((home.get(path)?.bytes.length ?? 0) > 50, path)
})

each('what is run is executable where that counts, and nothing else is', ({ files }, { system }) => {
  if (system === 'windows') return
  const executable = [...files].filter(([, { mode }]) => mode & 0o111).map(([path]) => path)
  for (const path of executable)
    assert.match(path, /(^|\/)(node|motcua-agent|(un)?install\.sh|cai-dat\.command|go-bo\.command)$/)
  const started = [...files].filter(([, { text }]) => text.startsWith('#!')).map(([path]) => path)
  assert.ok(started.length >= 2)
  for (const path of started) assert.ok(executable.includes(path), path)
})

each('nothing of ours names this machine or links to its sources', ({ files }) => {
  for (const [path, { text }] of files) {
    assert.doesNotMatch(path, /\.map$|\.ts$/)
    assert.ok(!text.includes(process.cwd()) && !text.includes(`${homedir()}/`), path)
    assert.doesNotMatch(text, /sourceMappingURL=/, path)
  }
})

each('every file that a script, menu entry or property list names exists', ({ files, home }, { system, kind }) => {
  const has = (path: string) => assert.ok(files.has(path), `${path} is named and missing`)
  const text = (path: string) => files.get(path)?.text ?? assert.fail(`${path} is missing`)
  switch (system) {
    case 'linux':
      return kind === 'deb' ? checkDeb(text, has) : checkTarball(text, has)
    case 'windows':
      return checkWindows(text, has)
    case 'macos': {
      const [, started = ''] =
        /<key>CFBundleExecutable<\/key><string>([^<]+)/.exec(text('MotCua Agent.app/Contents/Info.plist')) ?? []
      has(`MotCua Agent.app/Contents/MacOS/${started}`)
      assert.match(home.get('vn.motcua.agent.plist')?.text ?? '', /MotCua Agent\.app\/Contents\/MacOS\/motcua-agent"/)
      for (const script of ['cai-dat.command', 'go-bo.command']) assert.match(text(script), /MotCua Agent\.app/)
      for (const path of launched(text('MotCua Agent.app/Contents/MacOS/motcua-agent'), /\$here\/([\w./]+)/g))
        has(`MotCua Agent.app/Contents/Resources/${path}`)
    }
  }
})

for (const target of targets()) {
  const name = nameOf(target)
  const because = built.missing.find(each => each.target === name)?.because
  test(name, { skip: because ?? false }, async t => {
    const packages = built.manifest.packages.filter(each => nameOf(each) === name)
    assert.deepEqual(packages.map(({ kind }) => kind).sort(), [...target.kinds].sort())
    for (const about of packages) {
      const unpacked = await openPackage(await readFile(join(folder, about.file)), about)
      for (const [title, check] of checks) await t.test(`${about.kind}: ${title}`, () => check(unpacked, about))
    }
  })
}

type Text = (path: string) => string
type Has = (path: string) => void

const launched = (text: string, pattern: RegExp) => {
  const found = [...text.matchAll(pattern)].map(([, path = '']) => path.replaceAll('\\', '/'))
  assert.ok(found.length > 0)
  return found
}

function checkDeb(text: Text, has: Has): void {
  for (const desktop of ['etc/xdg/autostart/motcua-agent.desktop', 'usr/share/applications/motcua-agent.desktop'])
    for (const path of launched(text(desktop), /^Exec="\/([^"]+)"$/gm)) has(path)
  for (const path of launched(text('usr/bin/motcua-agent'), /exec \/(\S+)/g)) has(path)
  for (const path of launched(text('opt/motcua-agent/motcua-agent'), /\$here\/([\w./]+)/g))
    has(`opt/motcua-agent/${path}`)
  has(
    `usr/share/icons/hicolor/scalable/apps/${/^Icon=(.+)$/m.exec(text('usr/share/applications/motcua-agent.desktop'))?.[1]}.svg`,
  )
}

function checkTarball(text: Text, has: Has): void {
  for (const path of launched(text('motcua-agent'), /\$here\/([\w./]+)/g)) has(path)
  for (const path of launched(text('install.sh'), /\$home\/([\w./-]+)/g)) has(path)
}

function checkWindows(text: Text, has: Has): void {
  for (const script of ['cai-dat.cmd', 'go-bo.cmd', 'motcua-agent.cmd'])
    for (const path of launched(text(script), /%~dp0([\w\\.]+)/g)) has(path)
  for (const path of launched(text('motcua-agent.vbs'), /folder & "\\([\w\\.]+)"/g)) has(path)
  for (const script of ['install.ps1', 'uninstall.ps1']) {
    assert.ok(text(script).startsWith('\uFEFF'), 'PowerShell 5 reads it as UTF-8')
    for (const path of launched(text(script), /Join-Path \$target '([\w\\.-]+)'/g)) has(path)
  }
  for (const path of ['cai-dat.cmd', 'install.ps1', 'motcua-agent.vbs']) assert.doesNotMatch(text(path), /[^\r]\n/)
}
