import { type Content, type Html, html } from './html.ts'

export type Language = 'vi' | 'en'
export const languages: readonly Language[] = ['vi', 'en']

/** One language's texts. `{name}` is filled with a value, `**words**` are strong. */
export type Messages<K extends string> = Record<K, string>
/** The same keys in both languages; the compiler refuses a missing or a surplus one. */
export type Both<K extends string> = { vi: Messages<K>; en: Messages<K> }

export type Values = Record<string, Content | number>
export type Say<K extends string> = (key: K, values?: Values) => Html

/** Speaks one language for pages: placeholders are escaped unless they are markup. A value that is missing is a bug. */
export function sayIn<K extends string>(language: Language, messages: Both<K>): Say<K> {
  const texts = messages[language]
  return (key, values = {}) =>
    html`${texts[key].split('**').map((part, index) => {
      const words = filled(part, key, values)
      return index % 2 === 1 ? html`<strong>${words}</strong>` : words
    })}`
}

/** Speaks one language for SMS and mail: plain text, nothing escaped, no markup. */
export function plain<K extends string>(
  language: Language,
  messages: Both<K>,
): (key: K, values?: Record<string, string | number>) => string {
  const texts = messages[language]
  return (key, values = {}) =>
    texts[key].replaceAll('**', '').replace(placeholder, (_, name: string) => String(valueNamed(values, name, key)))
}

/** What `{vi, en}` disagree on, in words; empty when well. */
export function messageProblems<K extends string>({ vi, en }: Both<K>): string[] {
  const texts: Record<Language, Record<string, string>> = { vi, en }
  const keys = new Set([...Object.keys(vi), ...Object.keys(en)])
  return [...keys].flatMap(key => keyProblems(key, texts.vi[key], texts.en[key]))
}

const placeholder = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g

function keyProblems(key: string, vi: string | undefined, en: string | undefined): string[] {
  if (vi === undefined) return [`${key}: missing in vi`]
  if (en === undefined) return [`${key}: missing in en`]
  if (vi.trim() === '' || en.trim() === '') return [`${key}: empty`]
  const problems: string[] = []
  if (vi !== vi.normalize('NFC')) problems.push(`${key}: not in Unicode form NFC`)
  if (namesIn(vi) !== namesIn(en)) problems.push(`${key}: placeholders ${namesIn(vi)} / ${namesIn(en)}`)
  if ((strongIn(vi) % 2) + (strongIn(en) % 2) > 0) problems.push(`${key}: ** without its pair`)
  return problems
}

function namesIn(text: string): string {
  return [...new Set([...text.matchAll(placeholder)].map(match => match[1]))].sort().join(',')
}

function strongIn(text: string): number {
  return text.split('**').length - 1
}

function filled(text: string, key: string, values: Values): Html {
  return html`${text.split(/(\{[a-zA-Z][a-zA-Z0-9]*\})/).map(piece => {
    const name = /^\{(.+)\}$/.exec(piece)?.[1]
    return name === undefined ? piece : valueNamed(values, name, key)
  })}`
}

function valueNamed<V>(values: Record<string, V>, name: string, key: string): V {
  const value = values[name]
  if (value === undefined) throw new Error(`message ${key} needs a value for {${name}}`)
  return value
}
