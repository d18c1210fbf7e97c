/** What every parser of this package answers; it answers so for any text whatever and never throws. */
export type Parsed<T, Reason extends string> = Ok<T> | Refused<Reason>

export type Ok<T> = { kind: 'ok'; value: T }

/** A refusal; `Mentions` is what a message about it may name, such as the length that was entered. */
export type Refused<Reason extends string, Mentions = unknown> = { kind: 'refused'; reason: Reason } & Mentions

/** A number of digits that does not fit; `length` is how many were entered. */
export type WrongLength = Refused<'wrong-length', { length: number }>

declare const brand: unique symbol

/** A text that came out of the parser of that name, hence in canonical form. */
export type Branded<Name extends string> = string & { readonly [brand]: Name }

export const ok = <T>(value: T): Ok<T> => ({ kind: 'ok', value })

export const refused = <Reason extends string>(reason: Reason): Refused<Reason> => ({ kind: 'refused', reason })

export const wrongLength = (length: number): WrongLength => ({ kind: 'refused', reason: 'wrong-length', length })
