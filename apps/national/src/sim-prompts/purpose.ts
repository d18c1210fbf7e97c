import type { Purpose } from '../steps/method.ts'

/** What a phone says that its owner is about to do. */
export const simPurposes = ['register', 'sign-in', 'add-method', 'confirm'] as const
export type SimPurpose = (typeof simPurposes)[number]

/** In a phone's few words: whatever has none of its own is a confirmation. */
export function simPurposeOf(purpose: Purpose): SimPurpose {
  return simPurposes.find(each => each === purpose) ?? 'confirm'
}
