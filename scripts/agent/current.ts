import type { AgentManifest } from '@motcua/contracts/agent.ts'
import { hashOfInputs } from './inputs.ts'
import { present } from './output.ts'
import { nameOf, type Target } from './targets.ts'

/** Whether the folder holds the packages of all these targets, made of what lies here now. */
export function isCurrent(folder: string, wanted: Target[]): AgentManifest | undefined {
  const there = present(folder)
  if (there?.state.inputs !== hashOfInputs()) return undefined
  return wanted.some(target => there.state.missing.includes(nameOf(target))) ? undefined : there.manifest
}
