import { z } from 'zod'
import type { Offering } from '../commands/list-certificates.ts'
import type { AllowedSites } from '../sites/allowed-sites.ts'
import type { Tokens } from '../token/tokens.ts'
import type { Answer } from './answer.ts'
import { askPin, type Choosing, close, showList, sign } from './choosing.ts'
import { type Heard, hear } from './hearing.ts'
import type { AgentWindow, Windows } from './windows.ts'

const certificate = z.string().max(64)

/** What the agent's own page asks, by the last part of its address. */
export const pageCommands = {
  hear: z.strictObject({ origin: z.string().max(300), message: z.unknown() }),
  'allow-site': z.strictObject({}),
  'list-certificates': z.strictObject({}),
  choose: z.strictObject({ certificate }),
  'sign-authentication': z.strictObject({ certificate, pin: z.string().max(128).optional() }),
  close: z.strictObject({}),
  /** The page is still open. */
  here: z.strictObject({}),
}
export type CommandName = keyof typeof pageCommands
export type PageCommand =
  | ({ name: 'hear' } & Heard)
  | { name: 'choose'; certificate: string }
  | { name: 'sign-authentication'; certificate: string; pin?: string | undefined }
  | { name: 'allow-site' | 'list-certificates' | 'close' | 'here' }

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(pageCommands, name)

export type PageAnswers = {
  tokens: Tokens
  sites: AllowedSites
  windows: Windows
  offering: Offering
  koffi: boolean
}

/** Answers the page of one window. What does not fit the window's stage changes nothing. */
export async function answerPage(from: PageAnswers, window: AgentWindow, command: PageCommand): Promise<Answer> {
  if (command.name === 'hear') return answerSite(from, window, command)
  if (command.name === 'close') return close({ windows: from.windows, window })
  const { stage } = window
  if (stage.kind !== 'asked' || stage.signing) return {}
  const choosing: Choosing = { ...from, window, stage }
  if (command.name === 'allow-site') await from.sites.allow(stage.site.origin)
  // Asked each time, because a site can be forgotten while its window is open.
  if (!(await from.sites.isAllowed(stage.site.origin))) return {}
  switch (command.name) {
    case 'allow-site':
    case 'list-certificates':
      return showList(choosing)
    case 'choose':
      return askPin(choosing, command.certificate)
    case 'sign-authentication':
      return sign(choosing, command)
    case 'here':
      return {}
  }
}

async function answerSite(from: PageAnswers, window: AgentWindow, heard: Heard): Promise<Answer> {
  const hearing = await hear(from, window, heard)
  return hearing.kind === 'asks' ? showList({ ...from, window, stage: hearing.stage }) : hearing.answer
}
