import { type DirectoryEntry, directoryEntry, MOST_ORGANIZATIONS } from '@motcua/contracts/organization-directory.ts'
import { organizationLevels, parseOrganizationCode } from '@motcua/identifiers/organization-code.ts'
import { parseTaxCode } from '@motcua/identifiers/tax-code.ts'

/** `problems`: one line each, with the number of its row from 1 where it is of one. */
export type DirectoryRead = { kind: 'read'; entries: DirectoryEntry[] } | { kind: 'refused'; problems: string[] }

type RowRead = { kind: 'read'; entry: DirectoryEntry } | { kind: 'refused'; problems: string[] }

/**
 * Reads a directory (contracts/organization-directory.ts), whole or not at all. Codes and tax codes come out in their
 * canonical forms; one organisation under two codes, or twice under both forms of one, is refused.
 */
export function readDirectory(text: string): DirectoryRead {
  const rows = listed(text)
  if (!Array.isArray(rows)) return { kind: 'refused', problems: [rows.problem] }
  const read = rows.map(rowOf)
  const problems = read.flatMap((row, at) => told(row.kind === 'refused' ? row.problems : [], at))
  const entries = read.flatMap(row => (row.kind === 'read' ? [row.entry] : []))
  if (problems.length === 0) problems.push(...twice(entries))
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'read', entries }
}

/** Known by this whatever form its code is written in. */
export function organizationKey(code: string): string {
  const parsed = parseOrganizationCode(code)
  return parsed.kind === 'ok' ? organizationLevels(parsed.value).join('.') : code
}

function listed(text: string): unknown[] | { problem: string } {
  const json = parsed(text)
  if (json instanceof SyntaxError) return { problem: `no JSON: ${json.message}` }
  if (!Array.isArray(json)) return { problem: 'no array' }
  if (json.length > MOST_ORGANIZATIONS) return { problem: `${json.length} rows, more than ${MOST_ORGANIZATIONS}` }
  // It would take everything away; whoever wants that has the database.
  return json.length === 0 ? { problem: 'no rows' } : json
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError('unreadable')
  }
}

function rowOf(row: unknown): RowRead {
  const shaped = directoryEntry.safeParse(row)
  if (!shaped.success) {
    return { kind: 'refused', problems: shaped.error.issues.map(({ path, message }) => [...path, message].join(' ')) }
  }
  const { code, taxCode, ...rest } = shaped.data
  const [readCode, readTaxCode] = [
    parseOrganizationCode(code),
    taxCode === undefined ? undefined : parseTaxCode(taxCode),
  ]
  const problems = [
    ...Object.entries(shaped.data).flatMap(([name, text]) =>
      text !== undefined && CONTROL.test(text) ? [`${name} has control characters`] : [],
    ),
    ...(readCode.kind === 'refused' ? [`code ${readCode.reason}: ${code}`] : []),
    ...(readTaxCode?.kind === 'refused' ? [`taxCode ${readTaxCode.reason}: ${taxCode}`] : []),
  ]
  if (readCode.kind === 'refused' || readTaxCode?.kind === 'refused' || problems.length > 0)
    return { kind: 'refused', problems }
  const entry = { ...rest, code: readCode.value, ...(readTaxCode ? { taxCode: readTaxCode.value } : {}) }
  return { kind: 'read', entry }
}

const CONTROL = /\p{Cc}/u

function twice(entries: DirectoryEntry[]): string[] {
  const first = new Map<string, number>()
  return entries.flatMap(({ code }, at) => {
    const key = organizationKey(code)
    const before = first.get(key)
    if (before === undefined) first.set(key, at)
    return before === undefined ? [] : told([`${code} is the organisation of row ${before + 1}`], at)
  })
}

function told(problems: string[], at: number): string[] {
  return problems.map(problem => `row ${at + 1}: ${problem}`)
}
