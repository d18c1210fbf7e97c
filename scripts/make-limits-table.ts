/** Writes into docs/security.md what packages/sign-in/src/limits/defaults.ts says, so that the page cannot lie. */
import { readFileSync, writeFileSync } from 'node:fs'
import { defaultLimits } from '../packages/sign-in/src/limits/defaults.ts'
import type { Guard, Quota } from '../packages/sign-in/src/limits/limits.ts'

type Limit = number | Quota | Guard

/** What each limit is about; one without words, or words without a limit, stops the script. */
const words: Record<string, string> = {
  'flow.lifeSeconds': 'a registration, sign-in or recovery, in the browser that began it',
  'otp.digits': 'digits of a code; the last two codes of a flow are valid',
  'otp.lifeSeconds': 'a code',
  'otp.triesPerFlow': 'wrong codes in one flow',
  'otp.pauseSeconds': 'between two sends to one phone, from each place and from each known browser',
  'otp.sendsPerPhone': 'sends to one phone, from each place and from each known browser',
  'otp.sendsPerPhoneByStrangers': 'sends to one phone from all strangers',
  'otp.sendsPerAccount': 'sends for one account, from its known browsers and from strangers',
  'otp.sendsPerPlace': 'sends asked for by strangers at one place',
  'otp.sendsPerRange': 'sends asked for by strangers in one IPv4 /24 or IPv6 /48',
  'otp.sendsPerPrefix': 'sends to numbers with the same first five digits',
  'otp.sendsOverall': 'sends of the whole portal',
  'otp.sendsOverallToAnyone': 'the same where anybody may name any phone (complaints)',
  'otp.wrong': 'wrong codes for one account and phone, from each place and from each known browser',
  'otp.slowFrom': 'the wrong code from which on answers are held back, 1 s and doubling',
  'otp.wrongPerDay': 'wrong codes for one account, from each place and from each known browser',
  'otp.wrongByStrangers': 'wrong codes for one account from all strangers',
  'otp.wrongByStrangersOverall': 'the same over all purposes',
  'password.captchaFrom': 'wrong passwords from which on a captcha is asked for',
  'password.slowFrom': 'wrong passwords from which on answers are held back, 1 s and doubling',
  'password.perPlace': 'wrong passwords for one name, from each place and from each known browser',
  'password.unknownBrowsers': 'wrong passwords for one name from all strangers; recovery opens it again',
  'password.hash.memoryCost': 'KiB of memory for one argon2id hash',
  'password.hash.timeCost': 'passes',
  'password.hash.parallelism': 'lanes',
  longestSlowSeconds: 'the longest that an answer is held back',
  'registryLookups.perIdNumber': 'questions to a registry about one ID number',
  'registryLookups.perPhone': 'questions to a registry about one phone',
  'registryLookups.perPlace': 'questions to registries from one place',
  recoveriesPerPlace: 'recoveries begun at one place',
  providerSignInsPerPlace: 'sign-ins by an identity provider begun at one place',
  certificateRegistrationsPerPlace: 'signatures in registrations by certificate at one place',
  certificateAdditionsPerAccount: 'signatures to add a certificate to one account',
  'simPrompts.pauseSeconds': 'between two prompts to one SIM, from each browser',
  'simPrompts.perPhone': 'prompts to one SIM, from each place and from each known browser of its owner',
  'simPrompts.perPhoneByStrangers': 'prompts to one SIM from all strangers',
  'simPrompts.perPlace': 'prompts to SIMs asked for by strangers at one place',
  'simPrompts.perRange': 'the same in one IPv4 /24 or IPv6 /48',
  'simPrompts.declined': 'prompts to one SIM that its owner declined; then the place that asked rests',
  'complaints.perPlace': 'complaints from one place',
  'complaints.lookupsPerPlace': 'receipt codes tried at one place',
  'complaints.uploadsPerPlace': 'submissions with files from one place',
  'complaints.openPerNumber': 'undecided complaints about one ID number from one confirmed contact',
  objectionsPerPlace: 'objections (*Không phải tôi*) tried at one place',
  'session.idleSeconds': 'a session that is not used',
  'session.absoluteSeconds': 'any session',
  'sso.codeSeconds': 'an authorization code, good for one use',
  'captcha.characters': 'characters of a captcha, good for one answer',
  'captcha.lifeSeconds': 'a captcha',
  'attachments.most': 'attachments of a case',
  'attachments.bytesEach': 'one attachment',
  'attachments.bytesTogether': 'all attachments of a case',
  'attachments.waitingBytesPerPlace': 'kept for unfinished forms of one place',
  'attachments.waitingBytes': 'kept for all unfinished forms',
  'attachments.incomingBytesPerPlace': 'being received from one place at once',
  'attachments.incomingBytes': 'being received at once',
  'attachments.requestBytes': 'one request with files',
}

const DOCUMENT = new URL('../docs/security.md', import.meta.url)

const limits = new Map(leaves(defaultLimits))
for (const name of limits.keys()) if (!(name in words)) throw new Error(`nobody says what ${name} limits`)
for (const name of Object.keys(words)) if (!limits.has(name)) throw new Error(`there is no limit ${name}`)

const rows = [...limits].map(([name, limit]) => `| \`${name}\` | ${shown(name, limit)} | ${words[name]} |`)
const blocks = { limits: ['| limit | value | of what |', '|---|---|---|', ...rows].join('\n'), guesses: guesses() }
let text = readFileSync(DOCUMENT, 'utf8')
for (const [name, block] of Object.entries(blocks)) text = between(text, name, block)
writeFileSync(DOCUMENT, text)

/** Every limit with its name, in the order in which they stand. */
function leaves(part: object, path = ''): [name: string, limit: Limit][] {
  return Object.entries(part).flatMap(([name, value]: [string, Limit | object]) =>
    typeof value === 'number' || 'max' in value
      ? [[path + name, value as Limit] satisfies [string, Limit]]
      : leaves(value, `${path}${name}.`),
  )
}

function shown(name: string, limit: Limit): string {
  if (typeof limit !== 'number') return quotaOf(limit)
  if (name.endsWith('Seconds')) return duration(limit)
  return /bytes/i.test(name) ? `${limit / 1024 ** 2} MiB` : grouped(limit)
}

function quotaOf(limit: Quota | Guard): string {
  const most = `${grouped(limit.max)} in ${'from' in limit ? 'any ' : ''}${duration(limit.seconds)}`
  if (!('block' in limit)) return most
  if (limit.block > 365 * 86_400) return `${most}, then closed`
  const longer = limit.longest > limit.block ? `, doubling to ${duration(limit.longest)}` : ''
  return `${most}, then closed for ${duration(limit.block)}${longer}`
}

function duration(seconds: number): string {
  if (seconds >= 2 * 86_400) return `${seconds / 86_400} days`
  if (seconds >= 3600) return `${seconds / 3600} h`
  return seconds >= 120 ? `${seconds / 60} min` : `${seconds} s`
}

function grouped(count: number): string {
  return String(count).replace(/(?<=\d)(?=(\d{3})+$)/g, ' ')
}

/** What guessing an account's code comes to in the worst case: all flows with two valid codes, all windows used up. */
function guesses(): string {
  const { digits, wrong, wrongPerDay, wrongByStrangers, wrongByStrangersOverall } = defaultLimits.otp
  const inAnHour = Math.min(2 * wrong.max, wrongPerDay.max)
  const attackers: [who: string, hour: number, day: number][] = [
    ['knows the ID number, from one place', inAnHour, wrongPerDay.max],
    ['knows the ID number, with any number of addresses', wrongByStrangers.max, wrongByStrangers.max],
    ['knows the password too, with any number of addresses', wrongByStrangersOverall.max, wrongByStrangersOverall.max],
    [
      'knows the ID number and sits at a browser of the account, with any number of addresses',
      wrongByStrangers.max + inAnHour,
      wrongByStrangers.max + wrongPerDay.max,
    ],
  ]
  const odds = (tries: number) => `1 in ${grouped(Math.floor(10 ** digits / (2 * tries)))}`
  const lines = attackers.map(([who, hour, day]) => `| ${who} | ${hour} | ${odds(hour)} | ${day} | ${odds(day)} |`)
  return ['| who | tries an hour | chance | tries a day | chance |', '|---|---|---|---|---|', ...lines].join('\n')
}

function between(text: string, name: string, block: string): string {
  const [begin, end] = [`<!-- ${name}: made by scripts/make-limits-table.ts -->`, `<!-- end of ${name} -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/security.md has no place for ${name}`)
  return `${text.slice(0, from + begin.length)}\n${block}\n${text.slice(to)}`
}
