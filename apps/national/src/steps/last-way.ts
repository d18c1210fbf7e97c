import type { Handle } from '../accounts/handles-store.ts'
import { RECOVERY_CODE } from '../accounts/recovery-codes.ts'
import type { Method } from './method.ts'
import { choicesAmong } from './prove.ts'

export type WaysIn = {
  handles: Handle[]
  hasPassword: boolean
  /** The identity providers that one may sign in with today. */
  providers: string[]
}

/**
 * Whether nobody could sign in without this handle: a password needs something beside it, and no password needs a handle
 * that identifies. Recovery codes are used up, so they do not count.
 */
export function isLastWay(methods: Method[], { handles, hasPassword, providers }: WaysIn, id: string): boolean {
  const left = handles.filter(handle => handle.id !== id && handle.method !== RECOVERY_CODE)
  if (hasPassword) return choicesAmong(methods, left).length === 0
  const usable = [...methods.map(method => method.id), ...providers]
  return !left.some(({ identifies, method }) => identifies && usable.includes(method))
}
