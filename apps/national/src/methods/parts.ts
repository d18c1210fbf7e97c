import type { Parts } from '../parts.ts'

/** What methods are built from: everything but the methods themselves. */
export type MethodParts = Omit<Parts, 'methods'>
