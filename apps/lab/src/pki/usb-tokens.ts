import { createHash, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { after } from '@motcua/kit/clock.ts'
import { z } from 'zod'
import type { CastMember } from '../cast.ts'
import { nameOf, paths } from './authorities.ts'
import { issued, newSerial } from './certificate.ts'
import * as extensions from './extensions.ts'
import { everKept, kept } from './kept.ts'
import { keyText, newKey } from './keys.ts'
import type { Authorities, Authority, PkiPlace } from './material.ts'
import { distinguishedName, type Name } from './names.ts'
import type { TokenCertificate } from './token-certificate.ts'

/** A token that could be made: whose it is and what shall be on it. */
export type UsbToken = { id: string; label: string; pin: string; owner: CastMember; order: TokenCertificate }

const shape = z.strictObject({ recipe: z.string(), key: z.string(), certificate: z.string() })
type Kept = z.infer<typeof shape>

/** What is on a token: its certificate, and a private key, PKCS#8 in PEM. */
export type OnToken = { certificate: X509Certificate; key: string }

const DAY = 86_400
const YEAR = 365 * DAY
const LIVES = {
  now: { from: -60 * DAY, to: 2 * YEAR - 60 * DAY },
  expired: { from: -2 * YEAR - 45 * DAY, to: -45 * DAY },
  'not-yet-valid': { from: 45 * DAY, to: 2 * YEAR + 45 * DAY },
}
/** A token is made anew when it would soon stop being what its persona's story tells. */
const SOON = 30 * DAY

export function usbTokensOf(members: readonly CastMember[]): UsbToken[] {
  return members.flatMap(owner =>
    owner.tokens.flatMap(token => {
      const order = owner.certificates?.[token.id]
      return order ? [{ ...token, owner, order }] : []
    }),
  )
}

/** What is on a token, made when it is first asked for and the same ever after, also by another process. */
export async function onToken(place: PkiPlace, authorities: Authorities, token: UsbToken): Promise<OnToken> {
  const authority = authorities[token.order.by]
  const recipe = recipeOf(place, authority, token)
  const record = await kept<Kept>({
    ...placeOf(place, token),
    isGood: record => record.recipe === recipe && isTrueToStory(place, token, record),
    make: async () => ({ recipe, ...(await make(place, authority, token)) }),
  })
  return opened(record)
}

/** Everything that was ever on a token: what an authority issued it answers for, also when a newer one is out. */
export async function everOnToken(place: PkiPlace, token: UsbToken): Promise<OnToken[]> {
  return (await everKept(placeOf(place, token))).map(opened)
}

function placeOf({ folder }: PkiPlace, { id }: UsbToken) {
  return { folder: join(folder, 'tokens'), name: id, shape }
}

function opened({ key, certificate }: Kept): OnToken {
  return { key, certificate: new X509Certificate(certificate) }
}

/** Changes with all that goes into the certificate but time and chance. */
function recipeOf({ baseUrl }: PkiPlace, { key }: Authority, token: UsbToken): string {
  const parts = [baseUrl, extensions.keyHash(key, 'sha256').toString('hex'), token.order, subjectOf(token)]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

function isTrueToStory({ clock }: PkiPlace, { order }: UsbToken, record: Kept): boolean {
  const { validFromDate: from, validToDate: to } = opened(record).certificate
  const now = clock()
  switch (order.validity ?? 'now') {
    case 'now':
      return from <= now && to > after(now, SOON)
    case 'expired':
      return to < now && to > after(now, -YEAR)
    case 'not-yet-valid':
      return from > after(now, SOON)
  }
}

async function make(place: PkiPlace, authority: Authority, token: UsbToken): Promise<Omit<Kept, 'recipe'>> {
  const { order } = token
  const key = await newKey(order.key ?? 'p-256')
  const own = distinguishedName(subjectOf(token), order.letters)
  const by = {
    'self-signed': async () => ({ name: own, key }),
    forged: async () => ({ name: distinguishedName(nameOf(order.by)), key: await newKey('p-256') }),
    'wrong-key': async () => ({ name: distinguishedName(nameOf(order.by)), key: authority.key }),
  }[order.flaw ?? 'wrong-key']
  const { from, to } = LIVES[order.validity ?? 'now']
  const der = await issued({
    ...{ subject: own, key, issuer: await by(), serial: newSerial(place.random) },
    ...{ from: after(place.clock(), from), to: after(place.clock(), to) },
    extensions: [
      extensions.keyUsage(['signature', 'commitment', 'encipherment']),
      ...purposesOf(order),
      extensions.subjectKey(key),
      extensions.authorityKey(order.flaw === 'self-signed' ? key : authority.key),
      extensions.access({
        ocsp: place.baseUrl + paths.ocsp(order.by),
        issuer: place.baseUrl + paths.certificate(order.by),
      }),
      extensions.listAt(place.baseUrl + listPath(token)),
    ],
  })
  const held = order.flaw === 'wrong-key' ? await newKey(order.key ?? 'p-256') : key
  return { key: keyText(held), certificate: new X509Certificate(der).toString() }
}

function purposesOf({ purposes = ['client', 'mail'] }: TokenCertificate) {
  return purposes === 'none' ? [] : [extensions.extendedKeyUsage(purposes)]
}

function listPath({ id, order }: UsbToken): string {
  return order.list === undefined ? paths.list(order.by) : paths.listOfOne(order.by, id)
}

/** As authorities write it (Thông tư 04/2019/TT-BTTTT, article 6): the numbers in UID attributes, then the names. */
export function subjectOf({ owner, order }: UsbToken): Name {
  const uids = order.uid ?? usualUids(owner)
  const [mail, rest] = order.name === undefined ? usualName(owner) : [[], order.name]
  return [...mail, ...uids.map(uid => ['UID', uid] as const), ...rest]
}

function usualUids({ subject, idNumber, taxCode }: CastMember): string[] {
  if (subject === 'citizen') return [`${idNumber.length === 9 ? 'CMND' : 'CCCD'}:${idNumber}`]
  return taxCode === undefined ? [] : [`MST:${taxCode}`]
}

function usualName({ subject, fullName, mailbox }: CastMember): [Name, Name] {
  const province: Name = [
    ['ST', 'Hải Dương'],
    ['C', 'VN'],
  ]
  if (subject === 'citizen') return [[], [['CN', fullName], ...province]]
  const organization: Name = subject === 'enterprise' ? [['O', fullName]] : [['O', 'UBND tỉnh Hải Dương']]
  return [[['E', mailbox]], [['CN', fullName], ...organization, ...province]]
}
