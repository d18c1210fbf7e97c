import { readFileSync } from 'node:fs'
import type { Entry } from './archives.ts'

/** What is filled in where a template says `@NAME@`. */
export type Values = Record<string, string>

/** How a system wants its text: Windows PowerShell takes a file without a byte order mark for the local code page. */
type Lines = 'unix' | 'windows' | 'windows-marked'

/** A text of `files/`, filled in. @throws where something is left to fill in. */
export function filled(name: string, values: Values, lines: Lines = 'unix'): string {
  const text = readFileSync(new URL(`./files/${name}`, import.meta.url), 'utf8')
  const whole = text.replace(/@([A-Z_]+)@/g, (_, key: string) => {
    const value = values[key]
    if (value === undefined) throw new Error(`${name} asks for ${key}, which nobody gives`)
    return value
  })
  switch (lines) {
    case 'unix':
      return whole
    case 'windows':
      return whole.replaceAll('\n', '\r\n')
    case 'windows-marked':
      return `\uFEFF${whole.replaceAll('\n', '\r\n')}`
  }
}

/** Entries under another folder. */
export const under = (folder: string, entries: Entry[]): Entry[] =>
  entries.map(entry => ({ ...entry, path: `${folder}/${entry.path}` }))
