import type { Reading } from '@motcua/sign-in/form/form.ts'

const SHAPE = /^[a-z][a-z0-9._-]*$/
const SHORTEST = 4
const LONGEST = 32

/**
 * Reads a login name as chosen: letters without diacritics, digits, `.`, `_`, `-`; a letter first, so that it never
 * looks like an ID number. Case does not count; the canonical form is in lower case.
 */
export function parseLoginName(text: string): Reading<string> {
  const name = text.trim().toLowerCase()
  if (name === '') return { kind: 'refused', reason: 'empty' }
  if (name.length < SHORTEST) return { kind: 'refused', reason: 'too-short', least: SHORTEST }
  if (name.length > LONGEST) return { kind: 'refused', reason: 'too-long', most: LONGEST }
  return SHAPE.test(name) ? { kind: 'ok', value: name } : { kind: 'refused', reason: 'malformed' }
}

/** What somebody typed to sign in: an ID number (spaces and dots between digits allowed) or a login name. */
export function readSignInName(text: string): { kind: 'id-number' | 'login-name'; value: string } | undefined {
  const typed = text.trim().toLowerCase().slice(0, 100)
  if (typed === '') return undefined
  const digits = typed.replace(/[\s.-]/g, '')
  return /^\d+$/.test(digits) ? { kind: 'id-number', value: digits } : { kind: 'login-name', value: typed }
}
