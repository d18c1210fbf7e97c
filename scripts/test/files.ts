import { globSync } from 'node:fs'

/** Where tests may lie. */
const PLACES = [
  'packages/**/*.test.ts',
  'apps/**/*.test.ts',
  'scripts/**/*.test.ts',
  'bench/**/*.test.ts',
  'tests/**/*.test.ts',
]

/**
 * `serial` ones start whole installations of real processes or build packages, of which only one is built at a time;
 * `browser` ones drive a browser. Both run last and one after another.
 */
export type TestFiles = { parallel: string[]; serial: string[]; browser: string[] }

/** The test files whose path contains one of the given words; all when none is given. */
export function findTestFiles(words: string[]): TestFiles {
  const all = globSync(PLACES, { exclude: ['**/node_modules/**'] }).sort()
  const wanted = words.map(word => word.replace(/^\.\//, ''))
  const chosen = wanted.length === 0 ? all : all.filter(file => wanted.some(word => file.includes(word)))
  return {
    parallel: chosen.filter(file => !isAlone(file) && !drivesBrowser(file)),
    serial: chosen.filter(isAlone),
    browser: chosen.filter(drivesBrowser),
  }
}

function isAlone(file: string): boolean {
  return file.startsWith('tests/faults/') || /^scripts\/agent\/(packages|running)/.test(file)
}

function drivesBrowser(file: string): boolean {
  return file.startsWith('tests/browser/') || file.includes('/gallery/')
}
