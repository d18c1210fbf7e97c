import { z } from 'zod'
import type { Guard, Quota } from './limits.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MEBIBYTE = 1024 * 1024

/**
 * The one place of all limits (product rules, section Limits); docs/security.md shows them as a table made from here.
 * "Strangers" are all browsers that an account does not know, whatever place they come from, taken together.
 */
export const defaultLimits = {
  flow: { lifeSeconds: 30 * MINUTE },
  otp: {
    digits: 6,
    lifeSeconds: 5 * MINUTE,
    /** Wrong codes over all codes of one flow. */
    triesPerFlow: 5,
    /** Between two sends to one phone for one purpose: for each place, and for each known browser. */
    pauseSeconds: 60,
    /** To one phone for one purpose: from each place, and from each known browser. */
    sendsPerPhone: { max: 5, seconds: HOUR } as Quota,
    /** The same from strangers: more than one place has, so that none uses up what others may send. */
    sendsPerPhoneByStrangers: { max: 8, seconds: HOUR } as Quota,
    /** For one account and purpose: from its known browsers, and from strangers. */
    sendsPerAccount: { max: 10, seconds: HOUR } as Quota,
    /** Strangers at one place, and in its range (IPv4 /24, IPv6 /48), for one purpose. */
    sendsPerPlace: { max: 60, seconds: HOUR } as Quota,
    sendsPerRange: { max: 600, seconds: HOUR } as Quota,
    /** To numbers alike in their first five digits, 100 000 of them, for one purpose: who pumps SMS owns such a block. */
    sendsPerPrefix: { max: 300, seconds: HOUR } as Quota,
    /** Of the whole portal for one purpose. */
    sendsOverall: { max: 20_000, seconds: HOUR } as Quota,
    /** The same for purposes where anybody may name any phone. */
    sendsOverallToAnyone: { max: 500, seconds: HOUR } as Quota,
    /** Wrong codes for one account, phone and purpose: from each place, and from each known browser. */
    wrong: { max: 10, seconds: HOUR, block: 15 * MINUTE, longest: 2 * HOUR } as Guard,
    /** Of those, the one answered more slowly first. */
    slowFrom: 5,
    /** Wrong codes for one account and purpose over all phones: from each place, and from each known browser. */
    wrongPerDay: { max: 15, seconds: DAY, from: 'last' } as Quota,
    /** The same from strangers: several places are needed to reach it, and no known browser is touched by it. */
    wrongByStrangers: { max: 24, seconds: DAY, from: 'last' } as Quota,
    /** The same from strangers over all purposes. Two purposes alone cannot reach it, so neither uses up the other. */
    wrongByStrangersOverall: { max: 48, seconds: DAY, from: 'last' } as Quota,
  },
  password: {
    captchaFrom: 3,
    slowFrom: 5,
    perPlace: { max: 10, seconds: HOUR, block: 15 * MINUTE, longest: 15 * MINUTE } as Guard,
    /** From browsers the account does not know, all together; then those stay closed until recovery. */
    unknownBrowsers: { max: 100, seconds: 30 * DAY, block: 3650 * DAY, longest: 3650 * DAY } as Guard,
    /** argon2id: 19 MiB (in KiB), two passes, one lane (OWASP Password Storage Cheat Sheet). */
    hash: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
  },
  /** Nobody waits longer than this for the answer to a try that is slowed. */
  longestSlowSeconds: 8,
  registryLookups: {
    perIdNumber: { max: 5, seconds: HOUR } as Quota,
    perPhone: { max: 5, seconds: HOUR } as Quota,
    perPlace: { max: 20, seconds: DAY } as Quota,
  },
  recoveriesPerPlace: { max: 20, seconds: HOUR } as Quota,
  /** Sign-ins by an identity provider begun: each asks it whether it is there. */
  providerSignInsPerPlace: { max: 60, seconds: HOUR } as Quota,
  /** Answers of signing devices in registrations: each may ask an authority whether its certificate was revoked. */
  certificateRegistrationsPerPlace: { max: 30, seconds: HOUR } as Quota,
  /** The same where an account adds a certificate: besides, its owner is told of each that names somebody else. */
  certificateAdditionsPerAccount: { max: 10, seconds: HOUR } as Quota,
  /** Prompts to signing SIMs, which anybody may ask of any number. */
  simPrompts: {
    /** Between two prompts to one number: for each browser. */
    pauseSeconds: 30,
    /** To one number: from each place, and from each such browser. */
    perPhone: { max: 5, seconds: HOUR } as Quota,
    /** The same from strangers: more than one place has, so that none uses up what others may ask. */
    perPhoneByStrangers: { max: 8, seconds: HOUR } as Quota,
    /** Asked for by strangers at one place, and in its range (IPv4 /24, IPv6 /48). */
    perPlace: { max: 30, seconds: HOUR } as Quota,
    perRange: { max: 300, seconds: HOUR } as Quota,
    /** Declined at one number: then the place that asked for it rests. */
    declined: { max: 2, seconds: HOUR, block: 15 * MINUTE, longest: 15 * MINUTE } as Guard,
  },
  /** *Không phải tôi*: objections to something an account was told of. */
  objectionsPerPlace: { max: 20, seconds: HOUR } as Quota,
  complaints: {
    perPlace: { max: 10, seconds: HOUR } as Quota,
    lookupsPerPlace: { max: 30, seconds: HOUR } as Quota,
    uploadsPerPlace: { max: 60, seconds: HOUR } as Quota,
    /** Undecided ones about one ID number from one confirmed contact; further ones are taken by people. */
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
  sso: { codeSeconds: MINUTE },
  captcha: { characters: 6, lifeSeconds: 5 * MINUTE },
}

export type LimitSettings = typeof defaultLimits

const quota = z.strictObject({ max: z.number().int().positive(), seconds: z.number().int().positive() })
const overrides = z.strictObject({
  otp: z
    .strictObject({
      ...{ sendsPerPlace: quota, sendsPerRange: quota, sendsPerPrefix: quota },
      ...{ sendsOverall: quota, sendsOverallToAnyone: quota },
    })
    .partial()
    .optional(),
  registryLookups: z.strictObject({ perPlace: quota }).partial().optional(),
  recoveriesPerPlace: quota.optional(),
  providerSignInsPerPlace: quota.optional(),
  certificateRegistrationsPerPlace: quota.optional(),
  simPrompts: z.strictObject({ perPlace: quota, perRange: quota }).partial().optional(),
  complaints: z.strictObject({ perPlace: quota, lookupsPerPlace: quota, uploadsPerPlace: quota }).partial().optional(),
  objectionsPerPlace: quota.optional(),
})

/**
 * The defaults with what a deployment allows one place, range, block of numbers or the whole portal instead, from JSON:
 * a commune's office or a demonstration is one address for many people, and ceilings follow the traffic there is. What
 * protects a person or a phone cannot be changed so. @throws when the text is anything else.
 */
export function limitsFrom(text: string): LimitSettings {
  const { otp, registryLookups, simPrompts, complaints, ...places } = overrides.parse(JSON.parse(text))
  return {
    ...defaultLimits,
    ...given(places),
    otp: { ...defaultLimits.otp, ...given(otp) },
    registryLookups: { ...defaultLimits.registryLookups, ...given(registryLookups) },
    simPrompts: { ...defaultLimits.simPrompts, ...given(simPrompts) },
    complaints: { ...defaultLimits.complaints, ...given(complaints) },
  }
}

function given<Part extends object>(part: Part | undefined): { [Name in keyof Part]-?: NonNullable<Part[Name]> } {
  const known = Object.entries(part ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(known) as { [Name in keyof Part]-?: NonNullable<Part[Name]> }
}
