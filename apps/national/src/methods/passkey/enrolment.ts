import { createHash } from 'node:crypto'
import { maskIdNumber } from '@motcua/identifiers/citizen-id.ts'
import type { Errors, FieldError } from '@motcua/sign-in/flow/flow.ts'
import { HANDLES_PER_METHOD } from '../../accounts/add-handle.ts'
import { deviceName } from '../../session/device-name.ts'
import { isOver, newChallenge } from '../../steps/challenge.ts'
import type { Enrolled, Enrolling, Enrolment } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import { type EnrollingPasskey, enrolling } from './challenge.ts'
import { judgeCreation } from './creation.ts'
import { descriptorOf, type PasskeyRecord } from './credential.ts'
import { enrolPage } from './enrol-page.ts'
import { parseCreation } from './reply.ts'

const MOST_CHARACTERS = 60

/** Another passkey: the device makes it, its owner may name it. */
export function passkeyEnrolment(parts: MethodParts): Enrolment<EnrollingPasskey> {
  return {
    pending: enrolling,
    async begin(asking) {
      // Before the device makes one that the account would not take.
      if (asking.handles.length >= HANDLES_PER_METHOD)
        return { kind: 'refused', errors: { form: { key: 'method.too-many' } } }
      return { kind: 'asked', pending: challengeFor(parts, asking) }
    },
    answer: (asking, pending) => answer(parts, asking, pending),
    page: (view, pending) => enrolPage(view, { pending, site: parts.site, now: parts.clock() }),
  }
}

function challengeFor(parts: MethodParts, { accountId, person, handles, submission }: Enrolling): EnrollingPasskey {
  const { device, language } = submission.visitor
  return {
    ...newChallenge(parts),
    credentials: handles.map(descriptorOf),
    user: { handle: userHandleOf(accountId), name: maskIdNumber(person.loginName) },
    device: deviceName(device, language),
  }
}

/**
 * The same for all passkeys of an account, so that a device keeps one of it; it tells nothing to whoever reads it on the
 * device (WebAuthn §14.6.1). The account's id is random, so its hash is not to be found by trying.
 */
function userHandleOf(accountId: string): string {
  return createHash('sha256').update(`passkey user handle:${accountId}`).digest('base64url')
}

async function answer(
  parts: MethodParts,
  asking: Enrolling,
  pending: EnrollingPasskey,
): Promise<Enrolled<EnrollingPasskey>> {
  const { fields } = asking.submission
  const again = challengeFor(parts, asking)
  if (fields.action === 'again') return { kind: 'asked', pending: again }
  const refused = (errors: Errors): Enrolled<EnrollingPasskey> => ({ kind: 'refused', errors, pending: again })
  const name = nameOf(fields.name, pending)
  if (typeof name !== 'string') return refused({ name })
  const parsed = parseCreation(fields.passkey)
  if (parsed.kind === 'missing') return refused({ form: { key: 'passkey.missing' } })
  if (parsed.kind === 'malformed') return refused({ form: { key: 'passkey.refused' } })
  if (isOver(pending, parts.clock())) return refused({ form: { key: 'passkey.expired' } })
  const judged = await judgeCreation({ site: parts.site, challenge: pending, reply: parsed.reply })
  if (judged.kind === 'refused') return refused({ form: { key: 'passkey.refused' } })
  const passkey: PasskeyRecord = { ...judged.made, name, userHandle: pending.user.handle }
  return { kind: 'enrolled', handle: { value: judged.id, detail: JSON.stringify(passkey), counter: judged.counter } }
}

/** As the owner calls it, on one line; the device's name where they say nothing. */
function nameOf(typed: string | undefined, { device }: EnrollingPasskey): string | FieldError {
  const name = (typed ?? '')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .normalize('NFC')
  if ([...name].length > MOST_CHARACTERS) return { key: 'passkey.name-too-long', values: { most: MOST_CHARACTERS } }
  return name === '' ? device : name
}
