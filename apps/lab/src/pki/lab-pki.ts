import type { X509Certificate } from 'node:crypto'
import type { Cast } from '../cast.ts'
import { type AuthorityId, rootOf } from './authorities.ts'
import { type Authorities, type Authority, labAuthorities, type PkiPlace } from './material.ts'
import { pkcs12 } from './pkcs12.ts'
import { listOf, type Register, statusOf } from './revocation.ts'
import type { Status } from './status.ts'
import { strangerTo } from './stranger.ts'
import type { ListTrouble } from './token-certificate.ts'
import { type OnToken, onToken, type UsbToken, usbTokensOf } from './usb-tokens.ts'

/** Everything the lab knows of certificates. Nothing is made before it is asked for. */
export type LabPki = {
  authorities(): Promise<Authorities>
  tokens: readonly UsbToken[]
  /** Undefined where no persona has such a token. */
  token(id: string): Promise<(UsbToken & OnToken) | undefined>
  /** PKCS#12, its password the PIN, with the certificates above the token's own. */
  pkcs12(id: string): Promise<Buffer | undefined>
  statusOf(by: AuthorityId, serial: string): Promise<Status>
  /** In DER; a month old where that is the trouble. */
  list(by: AuthorityId, trouble?: ListTrouble): Promise<Buffer>
  /** Answers in the authority's name without having been appointed. */
  stranger(by: AuthorityId): Promise<Authority['responder']>
}

export function labPki(place: PkiPlace, cast: Cast): LabPki {
  const tokens = usbTokensOf(cast.members)
  let made: Promise<Authorities> | undefined
  const authorities = () => {
    made ??= labAuthorities(place)
    return made
  }
  const register = async (): Promise<Register> => ({ place, tokens, authorities: await authorities() })
  const token = async (id: string) => {
    const found = tokens.find(one => one.id === id)
    return found && { ...found, ...(await onToken(place, await authorities(), found)) }
  }
  return {
    ...{ authorities, tokens, token },
    pkcs12: async id => {
      const found = await token(id)
      return found && file(found, await authorities())
    },
    statusOf: async (by, serial) => statusOf(await register(), by, serial),
    list: async (by, trouble) => listOf(await register(), by, trouble),
    stranger: async by => strangerTo((await authorities())[by], place),
  }
}

function file(token: UsbToken & OnToken, authorities: Authorities): Promise<Buffer> {
  const { key, certificate, pin: password, label: name } = token
  return pkcs12({ key, certificates: [certificate, ...above(token, authorities)], password, name })
}

function above({ order }: UsbToken, authorities: Authorities): X509Certificate[] {
  if (order.flaw === 'self-signed') return []
  return [order.by, rootOf(order.by)].map(id => authorities[id].certificate)
}
