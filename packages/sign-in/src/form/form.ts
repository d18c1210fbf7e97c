import type { Errors, FieldError } from '../flow/flow.ts'

/** The result of a parser: a value, or the reason for refusing it with what the message may mention. */
export type Reading<T> = { kind: 'ok'; value: T } | ({ kind: 'refused'; reason: string } & Record<string, unknown>)

/**
 * Reads submitted fields one by one and collects what is wrong, so that a person sees all problems at once.
 * The message key of a refusal is `subject.reason`, for example `phone.old-prefix`.
 */
export function formReader(fields: Record<string, string>) {
  const errors: Errors = {}
  return {
    errors,
    /** The field's value as the parser understands it; undefined (and an error noted) when it refuses. */
    read<T>(field: string, subject: string, parse: (text: string) => Reading<T>): T | undefined {
      const result = parse(fields[field] ?? '')
      if (result.kind === 'ok') return result.value
      errors[field] = { key: `${subject}.${result.reason}`, ...mentioned(result) }
      return undefined
    },
    /** As `read`, for a field that may be left empty. */
    readOptional<T>(field: string, subject: string, parse: (text: string) => Reading<T>): T | undefined {
      return (fields[field] ?? '').trim() === '' ? undefined : this.read(field, subject, parse)
    },
    refuse(field: string, error: FieldError): void {
      errors[field] = error
    },
    isRight(): boolean {
      return Object.keys(errors).length === 0
    },
  }
}

function mentioned(refusal: Record<string, unknown>): Pick<FieldError, 'values'> {
  const values: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(refusal)) {
    if (name !== 'kind' && name !== 'reason' && (typeof value === 'string' || typeof value === 'number'))
      values[name] = value
  }
  return Object.keys(values).length > 0 ? { values } : {}
}

/**
 * The fields of a posted form as texts: the last of repeated ones, nothing that is not text. Half a character, which
 * no address can carry, and NUL, which PostgreSQL takes for no text, become the replacement character.
 */
export function fieldsOf(body: unknown): Record<string, string> {
  const fields: Record<string, string> = {}
  if (typeof body !== 'object' || body === null) return fields
  for (const [name, value] of Object.entries(body)) {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value
    if (typeof last === 'string') fields[name] = last.toWellFormed().replaceAll('\0', '\ufffd')
  }
  return fields
}

/**
 * A path of this very site, to go back to after signing in; undefined for anything that could lead elsewhere
 * (other origins, `//host`, backslashes, control characters; OWASP unvalidated redirects).
 */
export function localPath(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2000 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return undefined
  const base = 'http://here.invalid'
  return URL.parse(text, base)?.origin === base ? text : undefined
}
