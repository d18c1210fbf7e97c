import { createHash, type KeyObject } from 'node:crypto'
import { type BaseBlock, BitString, Null, OctetString } from 'asn1js'
import {
  AccessDescription,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CRLDistributionPoints,
  DistributionPoint,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  InfoAccess,
} from 'pkijs'
import { publicPart } from './keys.ts'

/** Positions in the bit string (RFC 5280 §4.2.1.3). */
const uses = { signature: 0, commitment: 1, encipherment: 2, certificates: 5, lists: 6 } as const
export type KeyUse = keyof typeof uses

const purposes = {
  server: '1.3.6.1.5.5.7.3.1',
  client: '1.3.6.1.5.5.7.3.2',
  code: '1.3.6.1.5.5.7.3.3',
  mail: '1.3.6.1.5.5.7.3.4',
  ocsp: '1.3.6.1.5.5.7.3.9',
} as const
export type Purpose = keyof typeof purposes

function extension(
  extnID: string,
  value: { toBER(): ArrayBuffer },
  critical: 'critical' | 'plain' = 'plain',
): Extension {
  return new Extension({ extnID, critical: critical === 'critical', extnValue: value.toBER() })
}

const coded = (value: { toSchema(): BaseBlock }) => ({ toBER: () => value.toSchema().toBER() })

/** RFC 5280 §4.2.1.9: an authority; `below` is how many authorities may follow it. */
export function authority(below: number): Extension {
  return extension('2.5.29.19', coded(new BasicConstraints({ cA: true, pathLenConstraint: below })), 'critical')
}

export function keyUsage(of: readonly KeyUse[]): Extension {
  const bits = of.map(use => uses[use])
  const byte = bits.reduce<number>((sum, bit) => sum | (0x80 >> bit), 0)
  const value = new BitString({ valueHex: Uint8Array.of(byte).buffer, unusedBits: 7 - Math.max(...bits) })
  return extension('2.5.29.15', value, 'critical')
}

export function extendedKeyUsage(of: readonly Purpose[]): Extension {
  return extension('2.5.29.37', coded(new ExtKeyUsage({ keyPurposes: of.map(purpose => purposes[purpose]) })))
}

export function subjectKey(key: KeyObject): Extension {
  return extension('2.5.29.14', new OctetString({ valueHex: keyId(key) }))
}

export function authorityKey(key: KeyObject): Extension {
  const keyIdentifier = new OctetString({ valueHex: keyId(key) })
  return extension('2.5.29.35', coded(new AuthorityKeyIdentifier({ keyIdentifier })))
}

/** RFC 5280 §4.2.2.1: where the issuer's certificate lies and where one asks about this one. */
export function access({ ocsp, issuer }: { ocsp: string; issuer: string }): Extension {
  const of = (accessMethod: string, url: string) =>
    new AccessDescription({ accessMethod, accessLocation: new GeneralName({ type: URI, value: url }) })
  const accessDescriptions = [of('1.3.6.1.5.5.7.48.1', ocsp), of('1.3.6.1.5.5.7.48.2', issuer)]
  return extension('1.3.6.1.5.5.7.1.1', coded(new InfoAccess({ accessDescriptions })))
}

const DNS = 2
const URI = 6
const IP = 7

/** RFC 5280 §4.2.1.6: the names and the IPv4 address that a server answers under. */
export function serverNames(names: readonly string[], address: string): Extension {
  const bytes = Uint8Array.from(address.split('.').map(Number))
  return extension(
    '2.5.29.17',
    coded(
      new GeneralNames({
        names: [
          ...names.map(value => new GeneralName({ type: DNS, value })),
          new GeneralName({ type: IP, value: new OctetString({ valueHex: bytes.buffer }) }),
        ],
      }),
    ),
  )
}

/** RFC 5280 §4.2.1.13. */
export function listAt(url: string): Extension {
  const point = new DistributionPoint({ distributionPoint: [new GeneralName({ type: URI, value: url })] })
  return extension('2.5.29.31', coded(new CRLDistributionPoints({ distributionPoints: [point] })))
}

/** RFC 6960 §4.2.2.2.1: the responder's own certificate is trusted for its lifetime. */
export function noCheck(): Extension {
  return extension('1.3.6.1.5.5.7.48.1.5', new Null())
}

/** SHA-1 of the key's bits (RFC 5280 §4.2.1.2, method 1): a name, not a protection. */
export function keyHash(key: KeyObject, algorithm: string): Buffer {
  return createHash(algorithm).update(publicPart(key).subjectPublicKey.valueBlock.valueHexView).digest()
}

function keyId(key: KeyObject): ArrayBuffer {
  return Uint8Array.from(keyHash(key, 'sha1')).buffer
}
