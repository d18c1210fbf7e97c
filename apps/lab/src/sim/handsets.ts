import type { LabPromptAnswer } from '@motcua/contracts/lab-api.ts'
import type { Clock } from '@motcua/kit/clock.ts'
import type { Sim } from './sims.ts'

/** What a SIM asks on its phone's screen until somebody answers, or until it is too late. */
export type Prompt = { id: string; text: string; until: Date }
export type PromptEnd = 'confirmed' | 'declined' | 'pin-blocked' | 'switched-off'
export type Asked = Prompt & { ended(how: PromptEnd): Promise<void> }

export type Handset = { power: 'on' | 'off'; triesLeft: number; prompt: Prompt | undefined }

export type Answered =
  | { kind: 'answered' | 'no-such-prompt' | 'pin-blocked' }
  | { kind: 'wrong-pin'; triesLeft: number }

/** The phones that signing SIMs are in, by number (`+84…`). In memory: with the lab, what happened to them is forgotten. */
export type Handsets = {
  /** Undefined where the phone has no signing SIM. */
  of(phone: string): Handset | undefined
  /** Shows a prompt in place of any other; only where the phone is on and the PIN not blocked. */
  ask(phone: string, asked: Asked): void
  answer(phone: string, id: string, answer: LabPromptAnswer): Promise<Answered>
  turn(phone: string, power: 'on' | 'off'): Promise<void>
  /** By the PUK, or by another SIM: as many tries again, and nothing is asked any more. */
  unblock(phone: string): Promise<void>
}

export const MOST_TRIES = 3

type State = { power: 'on' | 'off'; triesLeft: number; pin: string; asked: Asked | undefined }
/** `changed`: told when something on a screen is different. */
export type HandsetParts = { sims: readonly Sim[]; clock: Clock; changed(phone: string): void }

export function handsets({ sims, clock, changed }: HandsetParts): Handsets {
  const states = new Map(sims.map(sim => [sim.phone, firstState(sim)]))
  const shown = ({ asked }: State) => (asked !== undefined && asked.until > clock() ? asked : undefined)
  const end = async (phone: string, how: PromptEnd) => {
    const state = states.get(phone)
    const asked = state && shown(state)
    if (state) state.asked = undefined
    await asked?.ended(how)
    changed(phone)
  }
  return {
    of: phone => {
      const state = states.get(phone)
      return state && { power: state.power, triesLeft: state.triesLeft, prompt: shown(state) }
    },
    ask: (phone, asked) => {
      const state = states.get(phone)
      if (state === undefined || state.power === 'off' || state.triesLeft === 0) return
      state.asked = asked
      changed(phone)
    },
    answer: async (phone, id, answer) => {
      const state = states.get(phone)
      if (state === undefined || shown(state)?.id !== id) return { kind: 'no-such-prompt' }
      const answered = answer.action === 'confirm' ? enter(state, answer.pin) : ({ kind: 'answered' } as const)
      if (answered.kind === 'wrong-pin') changed(phone)
      else await end(phone, endOf(answer, answered))
      return answered
    },
    turn: async (phone, power) => {
      const state = states.get(phone)
      if (state) state.power = power
      if (power === 'off') await end(phone, 'switched-off')
      else changed(phone)
    },
    unblock: async phone => {
      const state = states.get(phone)
      if (state) state.triesLeft = MOST_TRIES
      await end(phone, 'declined')
    },
  }
}

function firstState({ pin, card }: Sim): State {
  return { power: card.phone ?? 'on', triesLeft: card.pin === 'blocked' ? 0 : MOST_TRIES, pin, asked: undefined }
}

/** A right PIN gives all tries back, a wrong one takes one. */
function enter(state: State, pin: string): Exclude<Answered, { kind: 'no-such-prompt' }> {
  if (pin === state.pin) {
    state.triesLeft = MOST_TRIES
    return { kind: 'answered' }
  }
  state.triesLeft -= 1
  return state.triesLeft === 0 ? { kind: 'pin-blocked' } : { kind: 'wrong-pin', triesLeft: state.triesLeft }
}

function endOf({ action }: LabPromptAnswer, { kind }: Answered): PromptEnd {
  if (kind === 'pin-blocked') return kind
  return action === 'confirm' ? 'confirmed' : 'declined'
}
