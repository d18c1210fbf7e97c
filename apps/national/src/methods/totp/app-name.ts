import { z } from 'zod'
import type { Handle } from '../../accounts/handles-store.ts'

const LONGEST = 40

const detail = z.object({ name: z.string() })

export type NameParsed = { kind: 'ok'; value: string } | { kind: 'refused'; reason: 'too-long' }

/** How people call the phone an app is on; it may be left out. */
export function parseAppName(text: string): NameParsed {
  if (text.length > 10 * LONGEST) return { kind: 'refused', reason: 'too-long' }
  const value = text
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
  return [...value].length > LONGEST ? { kind: 'refused', reason: 'too-long' } : { kind: 'ok', value }
}

export function detailOf(name: string): Pick<Handle, 'detail'> {
  return name === '' ? {} : { detail: JSON.stringify({ name }) }
}

export function nameOf(handle: Pick<Handle, 'detail'>): string | undefined {
  return handle.detail === undefined ? undefined : detail.parse(JSON.parse(handle.detail)).name
}
