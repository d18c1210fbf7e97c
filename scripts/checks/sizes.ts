import type { SourceFile } from './modules.ts'

const FILE_LINES = 300
/** A test file is a list, read a test at a time. */
const TEST_LINES = 400
const FUNCTION_LINES = 50
/** Tables to look things up in, not code to read. */
const LONG_BY_NATURE =
  /(messages|words|personas|cast)[\w-]*\.ts$|\/messages\/|\/migrations\/|\/catalogues?\/|^packages\/contracts\//
/** Pages made of one of everything, only to be looked at and tested. */
const EXAMPLES = /\/gallery\//
/** Said alone or as the last word these tell nothing; common passwords and the terms of service are things of the field. */
const FORBIDDEN =
  /(?:^|\/)(?:[\w-]+-(?!of-))?(utils?|helpers?|manager|services?|impl|handlers?|info|data|base|core|common)(?=[./]|$)/
const NAMED_SO_IN_THE_FIELD = ['terms-of-service']

/** Files above 300 lines, functions above 50, and names that say nothing. */
export function sizeViolations(files: SourceFile[]): string[] {
  return files.flatMap(file => [...longFile(file), ...longFunctions(file), ...emptyName(file)])
}

function longFile({ path, text }: SourceFile): string[] {
  const lines = text.split('\n').length - 1
  const most = path.endsWith('.test.ts') ? TEST_LINES : FILE_LINES
  if (lines <= most || LONG_BY_NATURE.test(path)) return []
  return [`${path} has ${lines} lines (at most ${most}: a file is read in one go)`]
}

/** Lines of a function that lie in no function within it, so that a store counts as the statements it holds. */
function longFunctions({ path, text }: SourceFile): string[] {
  return functionsIn(text.split('\n'))
    .filter(({ own }) => own > FUNCTION_LINES && !EXAMPLES.test(path))
    .map(({ name, start, own }) => `${path}:${start + 1} ${name} has ${own} lines (at most ${FUNCTION_LINES})`)
}

type Found = { name: string; start: number; end: number; own: number }

const BEGINS =
  /^(\s*)(?:export )?(?:default )?(?:(?:async )?function\*? (\w+)|const (\w+) = (?:async )?(?:\([^)]*\)|\w+)[^=]*=> \{$|(?!(?:if|for|while|switch|catch)\b)(?:async )?(\w+)\((?:(?!=>).)*\)[^()]*\{$|(\w+): (?:async )?(?:\([^)]*\)|\w+)[^=]*=> \{$)/

/** The formatter closes what a line begins at that line's own indentation. */
function functionsIn(lines: string[]): Found[] {
  const found = lines.flatMap((line, start): Found[] => {
    const [whole, indent, ...names] = BEGINS.exec(line) ?? []
    const end = whole === undefined ? -1 : lines.findIndex((each, at) => at >= start && each.startsWith(`${indent}}`))
    if (end < 0) return []
    return [{ name: names.find(each => each) ?? '', start, end, own: end - start + 1 }]
  })
  return found.map(outer => ({ ...outer, own: outer.own - linesWithin(outer, found) }))
}

/** Of the functions directly inside, not of those inside them in turn. */
function linesWithin(outer: Found, all: Found[]): number {
  const inside = all.filter(each => each.start > outer.start && each.end < outer.end)
  const direct = inside.filter(each => !inside.some(other => each.start > other.start && each.end < other.end))
  return direct.reduce((sum, { start, end }) => sum + end - start + 1, 0)
}

function emptyName({ path }: SourceFile): string[] {
  const name = FORBIDDEN.exec(path)?.[1]
  if (!name || NAMED_SO_IN_THE_FIELD.some(each => path.includes(each))) return []
  return [`${path} is named ${name} (a name says what is in it)`]
}
