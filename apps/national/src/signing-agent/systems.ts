import type { AgentPackage } from '@motcua/contracts/agent.ts'

export type System = AgentPackage['system']

/** What the agent is made for, the most used first. */
export const systems = ['windows', 'macos', 'linux'] as const satisfies readonly System[]

/**
 * The system a browser says it runs on: by Sec-CH-UA-Platform, else by User-Agent; none where it is a phone or says
 * nothing known. iPads call themselves Macs, so only a script can tell them apart.
 */
export function systemOf(headers: Record<string, string | string[] | undefined>): System | undefined {
  const hint = String(headers['sec-ch-ua-platform'] ?? '').replaceAll('"', '')
  const said = hint === '' ? String(headers['user-agent'] ?? '') : hint
  if (/android|iphone|ipad|ios/i.test(said)) return undefined
  if (/windows/i.test(said)) return 'windows'
  if (/mac ?os|macintosh/i.test(said)) return 'macos'
  return /linux|x11/i.test(said) ? 'linux' : undefined
}
