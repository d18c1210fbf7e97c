import { globSync } from 'node:fs'

/** Where tests may lie. Those of `tests/browser` run last and one after another, since each drives a browser. */
const PLACES = [
  'packages/**/*.test.ts',
  'apps/**/*.test.ts',
  'scripts/**/*.test.ts',
  'bench/**/*.test.ts',
  'tests/**/*.test.ts',
]

export type TestFiles = { parallel: string[]; serial: string[] }

/** The test files whose path contains one of the given words; all when none is given. */
export function findTestFiles(words: string[]): TestFiles {
  const all = globSync(PLACES, { exclude: ['**/node_modules/**'] }).sort()
  const wanted = words.map(word => word.replace(/^\.\//, ''))
  const chosen = wanted.length === 0 ? all : all.filter(file => wanted.some(word => file.includes(word)))
  return {
    parallel: chosen.filter(file => !isSerial(file)),
    serial: chosen.filter(isSerial),
  }
}

function isSerial(file: string): boolean {
  return file.startsWith('tests/browser/')
}
