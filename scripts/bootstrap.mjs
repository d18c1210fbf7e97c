// Begins `npm start`, `npm test` and `npm run check`: installs what is missing, then runs the given script on the
// pinned Node. Runs on Node 18 and newer itself, so it is plain JavaScript without dependencies.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NEEDED = 24
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [script = '', ...args] = process.argv.slice(2)

if (process.env.npm_lifecycle_event) endWithNpm()
if (!isInstalled()) await install()
const node = findNode()
if (node === undefined) {
  const package_ = `node-${process.platform}-${process.arch}`
  fail(`Node ${NEEDED} or newer is needed: the package ${package_} is not installed, and this is ${process.version}.`)
} else if (node === process.execPath) await runHere()
else process.exitCode = await runWith(node)

/** A signal to npm ends npm and the shell between us, but does not reach us: we see that they are gone. */
function endWithNpm() {
  const before = ancestors()
  const timer = setInterval(() => {
    if (ancestors() === before) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  timer.unref()
}

/** Our parent and, where the system tells it, its parent: the shell and npm. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`
  } catch {
    return String(process.ppid)
  }
}

/** What npm says it installed, against what the lockfile asks for. Optional packages may be missing. */
function isInstalled() {
  const wanted = packagesIn('package-lock.json')
  const present = packagesIn('node_modules/.package-lock.json')
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    if (!path.startsWith('node_modules/')) return true
    const found = present[path]
    if (!found) return optional === true
    return link || (found.version === version && found.integrity === integrity && existsSync(join(root, path)))
  })
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch {
    return undefined
  }
}

/** No install scripts: nothing here needs one, and none of a dependency's is run unread. */
async function install() {
  console.log('Installing what is missing (npm ci) …')
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const command = npm?.endsWith('.js') ? [process.execPath, npm, ...options] : ['npm', ...options]
  const status = await run(command, { shell: command[0] === 'npm' && process.platform === 'win32' })
  if (status !== 0) fail('npm ci failed; its output above says why.')
}

/** The pinned Node where it runs (its package cannot tell every C library), else this one if it is new enough. */
function findNode() {
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  const pinned = join(root, `node_modules/node-${process.platform}-${process.arch}`, binary)
  if (existsSync(pinned) && process.version === versionOf(pinned)) return process.execPath
  if (existsSync(pinned) && majorOf(versionOf(pinned)) >= NEEDED) return pinned
  return majorOf(process.version) >= NEEDED ? process.execPath : undefined
}

function versionOf(binary) {
  return spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? ''
}

function majorOf(version) {
  return Number(/^v(\d+)\./.exec(version)?.[1] ?? 0)
}

/** In this very process: one Node less in memory. */
async function runHere() {
  const path = resolve(root, script)
  process.chdir(root)
  process.argv.splice(1, process.argv.length, path, ...args)
  await import(pathToFileURL(path).href)
}

/** The channel tells the script when this process ends, even when it is killed. */
function runWith(binary) {
  return run([binary, resolve(root, script), ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
}

function run([file, ...fileArgs], options) {
  return new Promise(done => {
    const child = spawn(file, fileArgs, { cwd: root, stdio: 'inherit', ...options })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('error', error => fail(`${file}: ${error.message}`))
    child.on('exit', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
