import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'

/** Whatever a change of may change a package: the agent, what it imports of ours, the versions it is built with, this. */
const INPUTS = [
  'apps/signing-agent/**/*',
  'packages/{contracts,identifiers,pki}/src/**/*',
  'scripts/agent/**/*',
  'package-lock.json',
]

/** One value for everything the packages are made of: while it stays, building again would give the same. */
export function hashOfInputs(): string {
  const files = globSync(INPUTS, { withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map(entry => `${entry.parentPath}/${entry.name}`)
  const hash = createHash('sha256')
  for (const path of files.sort())
    hash.update(`${path}\0`).update(createHash('sha256').update(readFileSync(path)).digest())
  return hash.digest('hex')
}
