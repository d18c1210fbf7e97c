import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { matchesGlob } from 'node:path'

/** Whatever a change of may change a package: the agent, what it imports of ours, the versions it is built with, this. */
const INPUTS = [
  'apps/signing-agent/**/*',
  'packages/{contracts,identifiers,kit,pki,ui}/src/**/*.ts',
  'scripts/agent/**/*',
  'package-lock.json',
]

/** Whether a change of that file of ours is seen. */
export const isInput = (path: string): boolean => INPUTS.some(pattern => matchesGlob(path, pattern))

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
