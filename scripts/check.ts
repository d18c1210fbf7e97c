import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { generatedViolations } from './checks/generated.ts'
import { cycles, refusedImports } from './checks/import-rules.ts'
import { messageViolations } from './checks/messages.ts'
import { readSources } from './checks/modules.ts'
import { sizeViolations } from './checks/sizes.ts'
import { worldViolations } from './checks/world-rules.ts'

/** Fewer files than this and the reader of sources is broken, not the project small. */
const LEAST_FILES = 100

const files = readSources()
if (files.length < LEAST_FILES) throw new Error(`only ${files.length} source files found`)

const checks: Record<string, Promise<string[]>> = {
  types: program('tsc', ['-p', 'tsconfig.json', '--pretty', 'false']),
  'lint and format': program('biome', [
    'check',
    '--diagnostic-level=error',
    '--max-diagnostics=100',
    '--reporter=github',
  ]),
  imports: Promise.resolve([...refusedImports(files), ...cycles(files)]),
  'who touches the world': Promise.resolve(worldViolations(files)),
  'sizes and names': Promise.resolve(sizeViolations(files)),
  messages: messageViolations(),
  'generated files': generatedViolations(),
}

let found = 0
for (const [name, violations] of Object.entries(checks)) {
  const lines = await violations
  found += lines.length
  console.log(lines.length === 0 ? `✔ ${name}` : `✖ ${name}\n${lines.map(line => `    ${line}`).join('\n')}`)
}
console.log(found === 0 ? `${files.length} files, nothing to mend` : `${found} to mend`)
process.exit(found === 0 ? 0 : 1)

/** What a program of our dependencies prints when it is not content. */
async function program(name: string, args: string[]): Promise<string[]> {
  const child = spawn(`node_modules/.bin/${name}`, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const status = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), status])
  if (code === 0) return []
  const lines = (out || err).split('\n').filter(line => line.trim() !== '')
  return lines.length > 0 ? lines : [`${name} ended with status ${code}`]
}
