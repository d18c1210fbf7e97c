import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

/** Generated files whose sources are all in the project or its dependencies, with the script that writes them. */
const GENERATED = [
  { file: 'packages/identifiers/src/places.generated.json', by: 'scripts/make-places.ts' },
  { file: 'docs/security.md', by: 'scripts/make-limits-table.ts' },
]

/** Generated files that differ from what their script writes now; they are left as they were. */
export async function generatedViolations(generated = GENERATED): Promise<string[]> {
  return generated.flatMap(({ file, by }) => {
    const before = readFileSync(file, 'utf8')
    const { status, stderr } = spawnSync(process.execPath, [by], { encoding: 'utf8' })
    const after = readFileSync(file, 'utf8')
    if (after !== before) writeFileSync(file, before)
    if (status !== 0) return [`${by} fails: ${stderr.trim()}`]
    return after === before ? [] : [`${file} is out of date: run node ${by}`]
  })
}
