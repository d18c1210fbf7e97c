import { type KeyObject, X509Certificate } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SimOperator } from '@motcua/contracts/sim-operators.ts'
import { after } from '@motcua/kit/clock.ts'
import { z } from 'zod'
import { issued, newSerial } from '../pki/certificate.ts'
import * as extensions from '../pki/extensions.ts'
import { kept, replaced } from '../pki/kept.ts'
import { keyText, newKey } from '../pki/keys.ts'
import type { PkiPlace } from '../pki/material.ts'
import { distinguishedName, type Name } from '../pki/names.ts'
import { simServiceIds, simServices } from './sim-operators.ts'

const pair = z.strictObject({ key: z.string(), certificate: z.string() })
const shape = z.strictObject({ authority: pair, server: pair, client: pair })
type Pair = z.infer<typeof pair>

/** Keys and certificates in PEM, by which the services and the portal know each other. */
export type SimTls = z.infer<typeof shape>

/** Where the services answer, and what they call the portal. */
export type SimAccess = { port: number; apId: string; apPassword: string }

const DAY = 86_400
const LIFE = { from: -DAY, to: 10 * 365 * DAY }
/** Everything is made anew when less is left. */
const LEAST_LEFT = 60 * DAY
const HOST = '127.0.0.1'

/**
 * What the operators hand to the portal, in `{folder}/sim`: `operators.json` (contracts/src/sim-operators.ts), the TLS
 * authority of the services, and the portal's key and certificate there. Made at the first call and the same ever after.
 */
export async function simAccess(place: PkiPlace, access: SimAccess): Promise<SimTls> {
  const folder = join(place.folder, 'sim')
  const lasts = ({ certificate }: Pair) =>
    new X509Certificate(certificate).validToDate > after(place.clock(), LEAST_LEFT)
  const tls = await kept<SimTls>({
    ...{ folder, name: 'tls', shape },
    isGood: all => Object.values(all).every(lasts),
    make: () => make(place),
  })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files = {
    'ca.crt': tls.authority.certificate,
    'client.crt': tls.client.certificate,
    'client.key': tls.client.key,
    'operators.json': `${JSON.stringify(operators(access), null, 2)}\n`,
  }
  for (const [name, text] of Object.entries(files)) await replaced(join(folder, name), text)
  return tls
}

function operators({ port, apId, apPassword }: SimAccess): SimOperator[] {
  return simServiceIds.map(id => {
    const { name, format, profile, access } = simServices[id]
    return {
      ...{ id, name, url: `https://${HOST}:${port}/${id}`, apId, format, signatureProfile: profile, ca: 'ca.crt' },
      ...(access === 'password' ? { apPassword } : { client: { key: 'client.key', certificate: 'client.crt' } }),
    }
  })
}

async function make(place: PkiPlace): Promise<SimTls> {
  const [above, server, client] = await Promise.all([newKey('p-256'), newKey('p-256'), newKey('p-256')])
  const name = named('MSS TLS CA (lab)')
  const sign = certify(place, { name: distinguishedName(name), key: above })
  const endEntity = (purpose: extensions.Purpose) => [
    extensions.keyUsage(['signature']),
    extensions.extendedKeyUsage([purpose]),
    extensions.authorityKey(above),
  ]
  return {
    authority: await sign(name, above, [extensions.authority(0), extensions.keyUsage(['certificates'])]),
    server: await sign(named('MSS (lab)'), server, [
      ...endEntity('server'),
      extensions.serverNames(['localhost'], HOST),
    ]),
    client: await sign(named('Cổng Dịch vụ công quốc gia'), client, endEntity('client')),
  }
}

const named = (commonName: string): Name => [
  ['CN', commonName],
  ['O', 'Một Cửa, bàn thử nghiệm'],
  ['C', 'VN'],
]

type Issuer = Parameters<typeof issued>[0]['issuer']
type Certify = (name: Name, key: KeyObject, further: Parameters<typeof issued>[0]['extensions']) => Promise<Pair>

function certify({ clock, random }: PkiPlace, issuer: Issuer): Certify {
  return async (name, key, further) => {
    const der = await issued({
      ...{ subject: distinguishedName(name), key, issuer, serial: newSerial(random) },
      ...{ from: after(clock(), LIFE.from), to: after(clock(), LIFE.to) },
      extensions: [...further, extensions.subjectKey(key)],
    })
    return { key: keyText(key), certificate: new X509Certificate(der).toString() }
  }
}
