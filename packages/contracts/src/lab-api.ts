import { z } from 'zod'

/**
 * The lab's JSON API, for automated testers and for the portals that run against the lab. Served on loopback only.
 * A refusal is `{ error }` with a 4xx status. Phone numbers in paths may be written in any usual way.
 */

const text = z.string().min(1).max(300)
const digits = (count: number) => z.string().regex(new RegExp(`^\\d{${count}}$`))

/** `ok`, `none` (the persona lacks it), or the name of what goes wrong. */
export const expectation = z.string().regex(/^[a-z][a-z0-9-]*$/)

export const labPhone = z.strictObject({
  /** As it is typed: `0828114088`. */
  number: z.string().regex(/^0\d{9}$/),
  operator: text,
  simPin: z
    .string()
    .regex(/^\d{4,8}$/)
    .optional(),
})

export const labToken = z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), label: text, pin: text })

export const labPersona = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  subject: z.enum(['citizen', 'enterprise', 'agency']),
  /** A citizen's name, or the organisation's. */
  fullName: text,
  /** A citizen's own number; for an organisation, that of the person who acts for it. So are date of birth and sex. */
  idNumber: z.union([digits(9), digits(12)]),
  previousIdNumber: z.union([digits(9), digits(12)]).optional(),
  taxCode: z
    .string()
    .regex(/^\d{10}(-\d{3})?$/)
    .optional(),
  organizationCode: z.string().max(35).optional(),
  dateOfBirth: z.iso.date(),
  sex: z.enum(['male', 'female']),
  phones: z.array(labPhone),
  socialInsuranceNumber: digits(10).optional(),
  mailbox: z.email(),
  tokens: z.array(labToken),
  vnpost: z.strictObject({ username: text, password: text }).optional(),
  vneid: z.strictObject({ username: text, password: text }).optional(),
  expects: z.strictObject({
    mobile: expectation,
    socialInsurance: expectation,
    vnpost: expectation,
    usb: expectation,
    sim: expectation,
    /** Missing where the persona has no VNeID account. */
    vneid: expectation.optional(),
  }),
})

export const labSms = z.strictObject({ at: z.iso.datetime(), from: z.string(), text: z.string() })
export const labPrompt = z.strictObject({ id: z.string(), text: z.string(), verificationCode: z.string() })
export const labPromptAnswer = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('confirm'), pin: z.string().max(16) }),
  z.strictObject({ action: z.literal('decline') }),
])
/** `triesLeft`: of the PIN, where it was wrong. */
export const labPromptRefusal = z.strictObject({
  error: z.enum(['invalid-request', 'no-such-prompt', 'wrong-pin', 'pin-blocked']),
  triesLeft: z.number().int().optional(),
})

/**
 * `GET /api/phones/{number}/sim`: the signing SIM and the phone that it is in; 404 `no-signing-sim`. `POST` puts another SIM
 * of the same person into the phone, whose certificate is a new one, and withdraws that of the old (204). `PUT …/sim/power`
 * switches the phone, `DELETE …/sim/pin-block` gives the PIN its tries back, as the PUK does (both 204).
 */
export const labSim = z.strictObject({
  operator: z.string(),
  power: z.enum(['on', 'off']),
  triesLeft: z.number().int(),
  certificate: z.strictObject({ serialNumber: z.string(), issuer: z.string(), validTo: z.iso.datetime() }),
})
export const labSimPower = labSim.pick({ power: true })
/**
 * What the operator's service does wrong with this SIM's answers, `PUT /api/phones/{number}/sim/mischief` (204).
 * other-transaction: the signature is over something else; other-person: it is over our content, by another persona's SIM,
 * whose certificate the service names too; no-signature: 502, or 500, without one; other-number, other-transid: the answer
 * names another number, another transaction; twice: a second signature beside the first, by another persona's SIM;
 * wrong-format: CMS in place of PKCS#1, or the reverse.
 */
export const labSimMischiefs = [
  'other-transaction',
  'other-person',
  'no-signature',
  'other-number',
  'other-transid',
  'twice',
  'wrong-format',
] as const
export const labSimMischief = z.strictObject({ mischief: z.enum([...labSimMischiefs, 'none']) })

export const labMail = z.strictObject({
  at: z.iso.datetime(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
})

export const labUpstreams = [
  'subscriber-registry',
  'social-insurance',
  'sms-centre',
  'sim-signing',
  'ocsp',
  'crl',
  'vnpost',
  'vneid',
  'mail',
  'province-api',
] as const
/** down: connections are reset at once; slow: answers after 30 s; garbage: no protocol at all; reset: cut off midway. */
export const labFaultKinds = ['down', 'slow', 'garbage', 'reset'] as const
export const labFault = z.strictObject({
  upstream: z.enum(labUpstreams),
  fault: z.enum(labFaultKinds),
  /** The fault ends by itself then. */
  until: z.iso.datetime({ offset: true }).optional(),
})

export const labStaff = z.strictObject({
  portal: text,
  role: text,
  username: text,
  password: text,
  totpSecret: z.string(),
})

/** Pushed by a portal that runs against the lab; `id` is the form's hidden field `captchaId`. */
export const labCaptcha = z.strictObject({ id: z.string().min(1).max(4096), answer: z.string().min(1).max(64) })
export const labCaptchaAnswer = labCaptcha.pick({ answer: true })
export const labRefusal = z.strictObject({ error: z.string() })

export type LabPersona = z.infer<typeof labPersona>
export type LabPhone = z.infer<typeof labPhone>
export type LabSms = z.infer<typeof labSms>
export type LabPrompt = z.infer<typeof labPrompt>
export type LabPromptAnswer = z.infer<typeof labPromptAnswer>
export type LabPromptRefusal = z.infer<typeof labPromptRefusal>
export type LabSim = z.infer<typeof labSim>
export type LabSimMischief = (typeof labSimMischiefs)[number]
export type LabMail = z.infer<typeof labMail>
export type LabUpstream = (typeof labUpstreams)[number]
export type LabFaultKind = (typeof labFaultKinds)[number]
export type LabFault = z.infer<typeof labFault>
export type LabStaff = z.infer<typeof labStaff>
export type LabCaptcha = z.infer<typeof labCaptcha>
export type LabRefusal = z.infer<typeof labRefusal>
