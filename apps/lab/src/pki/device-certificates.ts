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

/** A token or a SIM that could be made: whose it is and what shall be on it. */
export type Device = { kind: 'token' | 'sim'; id: string; owner: CastMember; order: TokenCertificate }

const shape = z.strictObject({
  recipe: z.string(),
  key: z.string(),
  certificate: z.string(),
  /** Grows when the holder gets another device under the same name; a renewed certificate is on the same one. */
  device: z.number().int().default(0),
  /** When this device replaced the one before. */
  since: z.iso.datetime().optional(),
})
type Kept = z.infer<typeof shape>

/** What is on a device: its certificate, and a private key, PKCS#8 in PEM. `device`: which one under this name. */
export type OnDevice = { certificate: X509Certificate; key: string; device: number; since: Date | undefined }

const DAY = 86_400
const YEAR = 365 * DAY
const LIVES = {
  now: { from: -60 * DAY, to: 2 * YEAR - 60 * DAY },
  expired: { from: -2 * YEAR - 45 * DAY, to: -45 * DAY },
  'not-yet-valid': { from: 45 * DAY, to: 2 * YEAR + 45 * DAY },
}
/** By so much what is on the next device begins later, however soon it is handed out: certificates know whole seconds only. */
const NEXT = 60
/** A certificate is made anew when it would soon stop being what its persona's story tells. */
const SOON = 30 * DAY

/** What is on a device, made when it is first asked for and the same ever after, also by another process. */
export async function onDevice(place: PkiPlace, authorities: Authorities, device: Device): Promise<OnDevice> {
  const authority = authorities[device.order.by]
  const recipe = recipeOf(place, authority, device)
  const record = await kept<Kept>({
    ...placeOf(place, device),
    isGood: record => record.recipe === recipe && isTrueToStory(place, device, record),
    make: async before => {
      const nth = before?.device ?? 0
      return { recipe, device: nth, since: before?.since, ...(await make(place, authority, { ...device, nth })) }
    },
  })
  return opened(record)
}

/** Hands the holder another device in place of the one held; every certificate of that one is withdrawn. */
export async function replaceDevice(
  place: PkiPlace,
  authorities: Authorities,
  held: Device & OnDevice,
): Promise<OnDevice> {
  const authority = authorities[held.order.by]
  const record = await kept<Kept>({
    ...placeOf(place, held),
    isGood: record => record.device > held.device,
    make: async () => {
      const nth = held.device + 1
      const content = await make(place, authority, { ...held, nth })
      return { recipe: recipeOf(place, authority, held), device: nth, since: place.clock().toISOString(), ...content }
    },
  })
  return opened(record)
}

/** Everything that was ever on a device, the newest last: what an authority issued it answers for. */
export async function everOnDevice(place: PkiPlace, device: Device): Promise<OnDevice[]> {
  return (await everKept(placeOf(place, device))).map(opened)
}

const folders = { token: 'tokens', sim: 'sims' } as const

function placeOf({ folder }: PkiPlace, { kind, id }: Device) {
  return { folder: join(folder, folders[kind]), name: id, shape }
}

function opened({ key, certificate, device, since }: Kept): OnDevice {
  return {
    key,
    certificate: new X509Certificate(certificate),
    device,
    since: since === undefined ? since : new Date(since),
  }
}

/** Changes with all that goes into the certificate but time and chance. */
function recipeOf({ baseUrl }: PkiPlace, { key }: Authority, device: Device): string {
  const parts = [baseUrl, extensions.keyHash(key, 'sha256').toString('hex'), device.order, subjectOf(device)]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

function isTrueToStory({ clock }: PkiPlace, { order }: Device, record: Kept): boolean {
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

type Making = Device & { nth: number }

async function make(place: PkiPlace, authority: Authority, device: Making): Promise<Pick<Kept, 'key' | 'certificate'>> {
  const { order, nth } = device
  const key = await newKey(order.key ?? 'p-256')
  const own = distinguishedName(subjectOf(device), order.letters)
  const by = {
    'self-signed': async () => ({ name: own, key }),
    forged: async () => ({ name: distinguishedName(nameOf(order.by)), key: await newKey('p-256') }),
    'wrong-key': async () => ({ name: distinguishedName(nameOf(order.by)), key: authority.key }),
  }[order.flaw ?? 'wrong-key']
  const { from, to } = LIVES[order.validity ?? 'now']
  const der = await issued({
    ...{ subject: own, key, issuer: await by(), serial: newSerial(place.random) },
    ...{ from: after(place.clock(), from + nth * NEXT), to: after(place.clock(), to) },
    extensions: [
      extensions.keyUsage(['signature', 'commitment', 'encipherment']),
      ...purposesOf(order),
      extensions.subjectKey(key),
      extensions.authorityKey(order.flaw === 'self-signed' ? key : authority.key),
      extensions.access({
        ocsp: place.baseUrl + paths.ocsp(order.by),
        issuer: place.baseUrl + paths.certificate(order.by),
      }),
      extensions.listAt(place.baseUrl + listPath(device)),
    ],
  })
  const held = order.flaw === 'wrong-key' ? await newKey(order.key ?? 'p-256') : key
  return { key: keyText(held), certificate: new X509Certificate(der).toString() }
}

function purposesOf({ purposes = ['client', 'mail'] }: TokenCertificate) {
  return purposes === 'none' ? [] : [extensions.extendedKeyUsage(purposes)]
}

function listPath({ id, order }: Device): string {
  return order.list === undefined ? paths.list(order.by) : paths.listOfOne(order.by, id)
}

/** As authorities write it (Thông tư 04/2019/TT-BTTTT, article 6): the numbers in UID attributes, then the names. */
export function subjectOf({ owner, order }: Device): Name {
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
