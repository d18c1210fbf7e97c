import type { LabFault, LabFaultKind, LabUpstream } from '@motcua/contracts/lab-api.ts'
import type { Clock } from '@motcua/kit/clock.ts'

/** The upstreams this lab runs; a fault of any other would be a promise nobody keeps. */
export const runningUpstreams = [
  'subscriber-registry',
  'social-insurance',
  'sms-centre',
  'sim-signing',
  'ocsp',
  'crl',
  'vnpost',
  'vneid',
  'mail',
] as const satisfies readonly LabUpstream[]
export type RunningUpstream = (typeof runningUpstreams)[number]

/** The switchboard: what is broken outside, and until when. */
export type Faults = {
  of(upstream: RunningUpstream): LabFaultKind | undefined
  all(): LabFault[]
  set(fault: LabFault & { upstream: RunningUpstream }): void
  clear(upstream?: LabUpstream): void
  /** Called after each change that somebody made; the passing of `until` is not announced. */
  onChange(listener: () => void): void
}

export function faults(clock: Clock): Faults {
  const set = new Map<LabUpstream, LabFault>()
  const listeners: (() => void)[] = []
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const lasting = ({ until }: LabFault) => until === undefined || new Date(until) > clock()
  return {
    of: upstream => {
      const fault = set.get(upstream)
      return fault !== undefined && lasting(fault) ? fault.fault : undefined
    },
    all: () => [...set.values()].filter(lasting),
    set: fault => {
      set.set(fault.upstream, fault)
      changed()
    },
    clear: upstream => {
      if (upstream === undefined) set.clear()
      else set.delete(upstream)
      changed()
    },
    onChange: listener => {
      listeners.push(listener)
    },
  }
}

export function isRunning(upstream: LabUpstream): upstream is RunningUpstream {
  return runningUpstreams.some(one => one === upstream)
}
