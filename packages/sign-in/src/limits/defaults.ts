import { z } from 'zod'
import type { Guard, Quota } from './limits.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MEBIBYTE = 1024 * 1024

/** The one place of all limits (product rules, section Limits). A deployment may hand in others. */
export const defaultLimits = {
  otp: {
    digits: 6,
    lifeSeconds: 5 * MINUTE,
    /** Wrong codes over all codes of one flow. */
    triesPerFlow: 5,
    pauseSeconds: 60,
    sendsPerPhone: { max: 5, seconds: HOUR } as Quota,
    sendsPerAccount: { max: 10, seconds: HOUR } as Quota,
    sendsPerPlace: { max: 60, seconds: HOUR } as Quota,
    sendsOverall: { max: 20_000, seconds: HOUR } as Quota,
    wrong: { max: 10, seconds: HOUR, block: 15 * MINUTE, longest: 2 * HOUR } as Guard,
  },
  password: {
    captchaFrom: 3,
    slowFrom: 5,
    perPlace: { max: 10, seconds: HOUR, block: 15 * MINUTE, longest: 15 * MINUTE } as Guard,
    /** From browsers the account does not know, all together; then those stay closed until recovery. */
    unknownBrowsers: { max: 100, seconds: 30 * DAY, block: 3650 * DAY, longest: 3650 * DAY } as Guard,
  },
  registryLookups: {
    perIdNumber: { max: 5, seconds: HOUR } as Quota,
    perPhone: { max: 5, seconds: HOUR } as Quota,
    perPlace: { max: 20, seconds: DAY } as Quota,
  },
  recoveriesPerPlace: { max: 20, seconds: HOUR } as Quota,
  objectionsPerPlace: { max: 20, seconds: HOUR } as Quota,
  complaints: {
    perPlace: { max: 10, seconds: HOUR } as Quota,
    lookupsPerPlace: { max: 30, seconds: HOUR } as Quota,
    uploadsPerPlace: { max: 60, seconds: HOUR } as Quota,
    /** Undecided ones about one ID number; further ones are taken by people. */
    openPerNumber: 5,
  },
  attachments: {
    most: 10,
    bytesEach: 10 * MEBIBYTE,
    bytesTogether: 50 * MEBIBYTE,
    /** Stored with forms that are not handed in yet: strangers cannot fill the disk. */
    waitingBytesPerPlace: 200 * MEBIBYTE,
    waitingBytes: 2048 * MEBIBYTE,
    /** Being received, so in memory: neither can they fill that. */
    incomingBytesPerPlace: 32 * MEBIBYTE,
    incomingBytes: 128 * MEBIBYTE,
    /** A browser shows the answer only once it has sent everything, so more is read than is taken. */
    requestBytes: 100 * MEBIBYTE,
  },
  session: { idleSeconds: 30 * MINUTE, absoluteSeconds: 12 * HOUR },
}

export type LimitSettings = typeof defaultLimits

const quota = z.strictObject({ max: z.number().int().positive(), seconds: z.number().int().positive() })
const overrides = z.strictObject({
  otp: z.strictObject({ sendsPerPlace: quota }).partial().optional(),
  registryLookups: z.strictObject({ perPlace: quota }).partial().optional(),
  recoveriesPerPlace: quota.optional(),
  complaints: z.strictObject({ perPlace: quota, lookupsPerPlace: quota, uploadsPerPlace: quota }).partial().optional(),
})

/**
 * The defaults with what a deployment allows one place instead, from JSON: a commune's office or a demonstration is one
 * address for many people. What protects a person or a phone cannot be changed so. @throws when the text is anything else.
 */
export function limitsFrom(text: string): LimitSettings {
  const { otp, registryLookups, recoveriesPerPlace, complaints } = overrides.parse(JSON.parse(text))
  return {
    ...defaultLimits,
    otp: { ...defaultLimits.otp, ...given(otp) },
    registryLookups: { ...defaultLimits.registryLookups, ...given(registryLookups) },
    recoveriesPerPlace: recoveriesPerPlace ?? defaultLimits.recoveriesPerPlace,
    complaints: { ...defaultLimits.complaints, ...given(complaints) },
  }
}

function given<Part extends object>(part: Part | undefined): { [Name in keyof Part]-?: NonNullable<Part[Name]> } {
  const known = Object.entries(part ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(known) as { [Name in keyof Part]-?: NonNullable<Part[Name]> }
}
