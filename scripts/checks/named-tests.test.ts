import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '../..')

/** As docs/security.md shortens them. */
const FOLDERS = {
  'agent/': 'apps/signing-agent/src/',
  'pki/': 'packages/pki/src/',
  'national/': 'apps/national/src/',
  'browser/': 'tests/browser/',
  'journeys/': 'tests/journeys/',
  'contracts/': 'tests/contracts/',
}

/** A file, and behind it the titles of tests, or of their cases, in italics. */
const NAMED = /`([\w/.-]+\.test\.ts)` (\*[^*|]+\*(?:, \*[^*|]+\*)*)/g

test('every test that docs/security.md names exists', async () => {
  const text = await readFile(join(ROOT, 'docs/security.md'), 'utf8')
  const named = [...text.matchAll(NAMED)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/\*([^*]+)\*/g)].map(([, title = '']) => ({ file, title })),
  )
  assert.ok(named.length > 50, 'the table can no longer be read')
  const missing: string[] = []
  for (const { file, title } of named) {
    const source = await readFile(join(ROOT, whole(file)), 'utf8').catch(() => '')
    if (!source.includes(title)) missing.push(`${file}: ${title}`)
  }
  assert.deepEqual(missing, [])
})

function whole(file: string): string {
  const found = Object.entries(FOLDERS).find(([short]) => file.startsWith(short))
  return found ? file.replace(...found) : file
}
