/** `unknown-number`: no operator serves it. `unavailable`: nobody could say. */
export type OperatorAnswer = { kind: 'found'; operator: string } | { kind: 'unknown-number' } | { kind: 'unavailable' }

/** Which mobile operator serves a number (`+84…`) now; its first digits only tell to whom it was given once. */
export type NumberOperators = { operatorOf(phone: string): Promise<OperatorAnswer> }
