import { sign } from 'node:crypto'
import { after } from '@motcua/kit/clock.ts'
import { signedData } from '@motcua/pki/make-cms.ts'
import type { MobileSignature } from '@motcua/pki/mobile-signature.ts'
import type { Issued } from '@motcua/pki/test-authority.ts'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import { certifiedOf } from '../../certificates/judge-certificate.ts'
import { handleOfCertificate } from '../../certificates/registered.ts'
import { followPrompts, type PromptEnd } from '../../sim-prompts/follow.ts'
import type { TestNational } from '../../test-national.ts'
import type { SimStanding } from '../../upstream/sim-signing.ts'

const DAY = 24 * 3600
/** Until the first look at a prompt that was sent, in seconds. */
const FIRST_LOOK = 3
/** Until a service that says nothing is given up. */
const SILENCE = 20

/** What the SIM with this key and certificate makes of a content, in either form of the services. */
export function signedBySim(
  { certificate, key }: Issued,
  content: Uint8Array,
  format: MobileSignature['format'] = 'cms',
): MobileSignature {
  switch (format) {
    case 'cms':
      return { format, signedData: signedData({ content, key: key.privateKey, certificate }) }
    case 'pkcs1':
      return { format, value: sign('sha256', content, key.privateKey), certificate: certificate.der }
  }
}

/** Registers a SIM with an account, as if it had been done long ago. */
export async function giveSim(
  { db, parts }: TestNational,
  { accountId, phone, sim }: { accountId: string; phone: string; sim: Issued },
): Promise<Handle> {
  const { certificate } = sim
  const handle = handleOfCertificate(certificate.fingerprint, { ...certifiedOf(certificate, 'national'), phone })
  const known = { accountId, method: 'signing-sim', identifies: true, createdAt: after(parts.clock(), -DAY) }
  const added = await handlesStore(db, parts).add(parts.random, { ...handle, ...known })
  if (added.kind !== 'added') throw new Error(added.kind)
  const kept = await handlesStore(db, parts).find(accountId, added.id)
  if (!kept) throw new Error('the SIM is gone')
  return kept
}

/** The phones of the tests, and the process that asks them. */
export function phones(national: TestNational) {
  const { sims, parts } = national
  const ends: PromptEnd[] = []
  const follower = followPrompts(parts, end => ends.push(end))

  /** One look at everything that is due. */
  async function follow(): Promise<void> {
    await follower.job.run()
    await follower.idle()
  }

  /** Whatever waits is sent; the phone's newest prompt ends so, and is looked at. */
  async function end(phone: string, standing: SimStanding): Promise<void> {
    await follow()
    sims.end(phone, standing)
    national.later(FIRST_LOOK)
    await follow()
    if (standing.kind !== 'unavailable') return
    national.later(SILENCE)
    await follow()
  }

  return {
    ...{ ends, follow, end },
    /** The PIN is entered: signed is what was asked, or what a service that lies makes of it. */
    async confirm(
      phone: string,
      sim: Issued,
      { format = 'cms', change = content => content }: Confirming = {},
    ): Promise<void> {
      await follow()
      const { content } = sims.prompt(phone).question
      await end(phone, { kind: 'signed', signature: signedBySim(sim, change(content), format) })
    },
  }
}

type Confirming = { format?: MobileSignature['format']; change?: (content: Uint8Array) => Uint8Array }
export type TestPhones = ReturnType<typeof phones>
