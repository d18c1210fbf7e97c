import type { X509Certificate } from 'node:crypto'
import type { Cast } from '../cast.ts'
import { type Sim, simsOf } from '../sim/sims.ts'
import { type AuthorityId, rootOf } from './authorities.ts'
import { type Device, type OnDevice, onDevice, replaceDevice } from './device-certificates.ts'
import { type Authorities, type Authority, labAuthorities, type PkiPlace } from './material.ts'
import { pkcs12 } from './pkcs12.ts'
import { listOf, type Register, statusOf } from './revocation.ts'
import type { Status } from './status.ts'
import { strangerTo } from './stranger.ts'
import type { ListTrouble } from './token-certificate.ts'
import { type UsbToken, usbTokensOf } from './usb-tokens.ts'

/** Everything the lab knows of certificates. Nothing is made before it is asked for. */
export type LabPki = {
  authorities(): Promise<Authorities>
  tokens: readonly UsbToken[]
  /** Undefined where no persona has such a token. */
  token(id: string): Promise<(UsbToken & OnDevice) | undefined>
  sims: readonly Sim[]
  /** By number, `+84…`; undefined where no persona's phone has a signing SIM of this number. */
  sim(phone: string): Promise<(Sim & OnDevice) | undefined>
  /** Puts another SIM of the same holder into the phone; the certificates of the one before are withdrawn. */
  replaceSim(phone: string): Promise<(Sim & OnDevice) | undefined>
  /** All tokens and SIMs. */
  devices: readonly Device[]
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
  const sims = simsOf(cast.members)
  const devices = [...tokens, ...sims]
  let made: Promise<Authorities> | undefined
  const authorities = () => {
    made ??= labAuthorities(place)
    return made
  }
  const register = async (): Promise<Register> => ({ place, devices, authorities: await authorities() })
  const token = async (id: string) => {
    const found = tokens.find(one => one.id === id)
    return found && { ...found, ...(await onDevice(place, await authorities(), found)) }
  }
  return {
    ...{ authorities, tokens, token, devices },
    ...simCards({ place, sims, authorities }),
    pkcs12: async id => {
      const found = await token(id)
      return found && file(found, await authorities())
    },
    statusOf: async (by, serial) => statusOf(await register(), by, serial),
    list: async (by, trouble) => listOf(await register(), by, trouble),
    stranger: async by => strangerTo((await authorities())[by], place),
  }
}

type SimParts = { place: PkiPlace; sims: readonly Sim[]; authorities: LabPki['authorities'] }

function simCards({ place, sims, authorities }: SimParts): Pick<LabPki, 'sims' | 'sim' | 'replaceSim'> {
  const held = async (phone: string) => {
    const sim = sims.find(one => one.phone === phone)
    return sim && { ...sim, ...(await onDevice(place, await authorities(), sim)) }
  }
  const replace = async (sim: Sim & OnDevice) => ({ ...sim, ...(await replaceDevice(place, await authorities(), sim)) })
  return {
    sims,
    sim: async phone => {
      const sim = await held(phone)
      return sim?.card.replaced && sim.device === 0 ? replace(sim) : sim
    },
    replaceSim: async phone => {
      const sim = await held(phone)
      return sim && replace(sim)
    },
  }
}

function file(token: UsbToken & OnDevice, authorities: Authorities): Promise<Buffer> {
  const { key, certificate, pin: password, label: name } = token
  return pkcs12({ key, certificates: [certificate, ...above(token, authorities)], password, name })
}

function above({ order }: UsbToken, authorities: Authorities): X509Certificate[] {
  if (order.flaw === 'self-signed') return []
  return [order.by, rootOf(order.by)].map(id => authorities[id].certificate)
}
