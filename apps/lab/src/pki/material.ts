import { type KeyObject, X509Certificate } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, type Clock } from '@motcua/kit/clock.ts'
import type { Random } from '@motcua/kit/random.ts'
import { z } from 'zod'
import {
  type AuthorityId,
  authorityIds,
  type IssuingId,
  issuing,
  issuingAuthorities,
  nameOf,
  paths,
  type RootId,
  rootAuthorities,
  rootOf,
  roots,
} from './authorities.ts'
import { issued, newSerial } from './certificate.ts'
import * as extensions from './extensions.ts'
import { kept, replaced } from './kept.ts'
import { keyFrom, keyText, newKey } from './keys.ts'
import { distinguishedName } from './names.ts'

export type PkiPlace = {
  folder: string
  /** Stands in the certificates: `http://127.0.0.1:3010`. */
  baseUrl: string
  clock: Clock
  random: Random
}

/** An authority that can sign, with the responder that answers for it. */
export type Authority = {
  id: AuthorityId
  key: KeyObject
  certificate: X509Certificate
  responder: { key: KeyObject; certificate: X509Certificate }
}
export type Authorities = Record<AuthorityId, Authority>

const pair = z.strictObject({ key: z.string(), certificate: z.string() })
const shape = z.strictObject({
  baseUrl: z.string(),
  authorities: z.record(z.enum([...roots, ...issuing]), pair.extend({ responder: pair })),
})
type Material = z.infer<typeof shape>
type Pair = z.infer<typeof pair>

const DAY = 86_400
const YEAR = 365 * DAY
/** Backdated, so that there can be certificates that have expired by now, issued when their authority was valid. */
const LIVES = { root: { past: 6 * YEAR, ahead: 18 * YEAR }, issuing: { past: 5 * YEAR, ahead: 9 * YEAR } }
const RESPONDER = { past: 5 * YEAR, ahead: 3 * YEAR }
/** Renewed when less is left. */
const LEAST_LEFT = 60 * DAY

/**
 * The lab's two roots, its authorities and their responders, made in `folder` at the first call and the same ever
 * after; certificates with addresses of another base URL, or soon to expire, are issued anew over the same keys. Writes
 * the anchors for the portals, in PEM, to `{folder}/trust/national` and `/trust/government`.
 */
export async function labAuthorities(place: PkiPlace): Promise<Authorities> {
  const { folder, baseUrl, clock } = place
  const lasts = ({ certificate }: Pair) => new X509Certificate(certificate).validToDate > after(clock(), LEAST_LEFT)
  const material = await kept<Material>({
    ...{ folder, name: 'authorities', shape },
    isGood: ({ baseUrl: own, authorities }) =>
      own === baseUrl && authorityIds.every(id => lasts(authorities[id]) && lasts(authorities[id].responder)),
    make: before => make(place, before),
  })
  await writeTrust(folder, material)
  return Object.fromEntries(authorityIds.map(id => [id, loaded(id, material)])) as Authorities
}

function loaded(id: AuthorityId, { authorities }: Material): Authority {
  const { responder, ...own } = authorities[id]
  return { id, ...parsed(own), responder: parsed(responder) }
}

function parsed({ key, certificate }: Pair) {
  return { key: keyFrom(key), certificate: new X509Certificate(certificate) }
}

async function make(place: PkiPlace, before: Material | undefined): Promise<Material> {
  const old = (id: AuthorityId) => before?.authorities[id]
  const made = new Map<AuthorityId, Pair>()
  await Promise.all(roots.map(async id => void made.set(id, await root(place, id, old(id)))))
  const rootKey = (id: AuthorityId) => keyFrom(made.get(rootOf(id))?.key ?? '')
  await Promise.all(
    issuing.map(async id => void made.set(id, await below(place, id, { old: old(id), by: rootKey(id) }))),
  )
  const complete = authorityIds.map(async id => {
    const own = made.get(id) as Pair
    return [id, { ...own, responder: await responder(place, id, { old: old(id)?.responder, by: keyFrom(own.key) }) }]
  })
  return { baseUrl: place.baseUrl, authorities: Object.fromEntries(await Promise.all(complete)) }
}

/** Roots name no address, and stay for as long as they last. */
async function root({ clock, random }: PkiPlace, id: RootId, old: Pair | undefined): Promise<Pair> {
  if (old && new X509Certificate(old.certificate).validToDate > after(clock(), LEAST_LEFT))
    return { key: old.key, certificate: old.certificate }
  const key = await newKey(rootAuthorities[id].key)
  const name = distinguishedName(nameOf(id))
  return signed(key, {
    ...{ subject: name, issuer: { name, key }, serial: newSerial(random), ...life(clock, LIVES.root) },
    extensions: [
      extensions.authority(1),
      extensions.keyUsage(['certificates', 'lists']),
      extensions.subjectKey(key),
      extensions.authorityKey(key),
    ],
  })
}

type Anew = { old: Pair | undefined; by: KeyObject }

async function below(place: PkiPlace, id: IssuingId, { old, by }: Anew): Promise<Pair> {
  const { key: kind, under } = issuingAuthorities[id]
  const key = old ? keyFrom(old.key) : await newKey(kind)
  return signed(key, {
    ...{ subject: distinguishedName(nameOf(id)), issuer: { name: distinguishedName(nameOf(under)), key: by } },
    ...{ serial: newSerial(place.random), ...life(place.clock, LIVES.issuing) },
    extensions: [
      extensions.authority(0),
      extensions.keyUsage(['certificates', 'lists']),
      extensions.subjectKey(key),
      extensions.authorityKey(by),
      extensions.access({ ocsp: place.baseUrl + paths.ocsp(under), issuer: place.baseUrl + paths.certificate(under) }),
      extensions.listAt(place.baseUrl + paths.list(under)),
    ],
  })
}

/** Answers in the authority's name (RFC 6960 §4.2.2.2). */
async function responder({ clock, random }: PkiPlace, id: AuthorityId, { old, by }: Anew): Promise<Pair> {
  const key = old ? keyFrom(old.key) : await newKey('p-256')
  const [[, commonName] = ['CN', id], ...rest] = nameOf(id)
  return signed(key, {
    subject: distinguishedName([['CN', `${commonName} OCSP`], ...rest]),
    issuer: { name: distinguishedName(nameOf(id)), key: by },
    ...{ serial: newSerial(random), ...life(clock, RESPONDER) },
    extensions: [
      extensions.keyUsage(['signature']),
      extensions.extendedKeyUsage(['ocsp']),
      extensions.noCheck(),
      extensions.subjectKey(key),
      extensions.authorityKey(by),
    ],
  })
}

async function signed(key: KeyObject, order: Omit<Parameters<typeof issued>[0], 'key'>): Promise<Pair> {
  return { key: keyText(key), certificate: new X509Certificate(await issued({ ...order, key })).toString() }
}

function life(clock: Clock, { past, ahead }: { past: number; ahead: number }): { from: Date; to: Date } {
  return { from: after(clock(), -past), to: after(clock(), ahead) }
}

async function writeTrust(folder: string, { authorities }: Material): Promise<void> {
  for (const id of authorityIds) {
    const trust = join(folder, 'trust', rootAuthorities[rootOf(id)].trust)
    await mkdir(trust, { recursive: true, mode: 0o700 })
    await replaced(join(trust, `${id}.crt`), authorities[id].certificate)
  }
}
