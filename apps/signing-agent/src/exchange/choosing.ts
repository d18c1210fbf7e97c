import type { Html } from '@motcua/ui/html.ts'
import { type CertificateList, listCertificates, type Offering } from '../commands/list-certificates.ts'
import { signAuthentication, type Trouble } from '../commands/sign-authentication.ts'
import { listScreen } from '../page/certificates-view.ts'
import { pageSay } from '../page/messages.ts'
import { pinScreen, wrongPinWords } from '../page/pin-view.ts'
import { doneScreen, noticeOf } from '../page/screens.ts'
import { withPin } from '../pin/pin.ts'
import type { Tries } from '../token/token.ts'
import type { Tokens } from '../token/tokens.ts'
import { type Answer, failed, farewell, postTo } from './answer.ts'
import type { AgentWindow, Asked, Windows } from './windows.ts'

export type Choosing = {
  tokens: Tokens
  windows: Windows
  offering: Offering
  /** Whether PKCS#11 libraries can be reached at all. */
  koffi: boolean
  window: AgentWindow
  stage: Asked
}

/** The certificates to choose from, below what went wrong before, which stands there until one is chosen. */
export async function showList(choosing: Choosing, happened?: Trouble): Promise<Answer> {
  const { tokens, offering, koffi, window, stage } = choosing
  if (happened) stage.trouble = happened
  const { trouble } = stage
  const list = await listCertificates(tokens, offering)
  const view = viewOf(choosing)
  window.whenClosed = (trouble && failureOf(trouble)) ?? (isUsable(list) ? 'cancelled' : 'no-token')
  const notice = trouble && noticeOf(view.say, trouble)
  return shown(choosing, listScreen({ ...view, list, notice, koffi }))
}

/** Asks for the PIN of a certificate; `error` says what was wrong with the last one. */
export async function askPin(choosing: Choosing, certificate: string, wrong?: { tries: Tries }): Promise<Answer> {
  const { certificates } = await listCertificates(choosing.tokens, choosing.offering)
  const chosen = certificates.find(({ id, selectable }) => id === certificate && selectable)
  if (!chosen) return showList(choosing, { kind: 'removed' })
  choosing.window.whenClosed = 'cancelled'
  choosing.stage.trouble = undefined
  const view = viewOf(choosing)
  const error = wrong && wrongPinWords(view.say, wrong.tries)
  return shown(choosing, pinScreen({ ...view, certificate: chosen, error }))
}

/** Signs, once at a time; what a person who closed the window meanwhile signed goes nowhere. */
export async function sign(
  choosing: Choosing,
  chosen: { certificate: string; pin?: string | undefined },
): Promise<Answer> {
  const { tokens, offering, windows, window, stage } = choosing
  if (stage.signing) return {}
  const challenge = { origin: stage.site.origin, nonce: stage.nonce }
  stage.signing = true
  const outcome = await withPin(chosen.pin, pin =>
    signAuthentication({ tokens, ...offering }, { id: chosen.certificate, challenge, pin }),
  ).finally(() => {
    stage.signing = false
  })
  if (window.stage !== stage) return {}
  if (outcome.kind === 'wrong-pin') return askPin(choosing, chosen.certificate, outcome)
  if (outcome.kind !== 'authenticated') return showList(choosing, outcome)
  windows.end(window)
  const { token } = outcome
  const screen = String(doneScreen(pageSay(window.language), stage.site.host))
  return { screen, post: postTo(stage, { type: 'authenticated', token }), farewell: null, closes: true }
}

function viewOf({ window, stage: { site, purpose } }: Choosing) {
  return { say: pageSay(window.language), site, purpose }
}

function shown({ window, stage }: Choosing, screen: Html): Answer {
  if (window.stage !== stage) return {}
  return { screen: String(screen), language: window.language, farewell: farewell(stage, window) }
}

const isUsable = ({ certificates }: CertificateList) => certificates.some(({ selectable }) => selectable)

/** What the site is told if the person gives up now. */
function failureOf(trouble: Trouble): AgentWindow['whenClosed'] {
  switch (trouble.kind) {
    case 'pin-blocked':
      return 'pin-blocked'
    case 'removed':
      return 'token-removed'
    case 'failed':
      return 'token-failed'
    case 'opened':
    case 'cancelled':
    case 'unusable':
      return 'cancelled'
  }
}

/** The person goes: the site is told why. */
export function close({ windows, window }: { windows: Windows; window: AgentWindow }): Answer {
  const { stage, whenClosed } = window
  windows.end(window)
  return 'exchange' in stage
    ? { post: failed(stage, whenClosed), farewell: null, closes: true }
    : { farewell: null, closes: true }
}
