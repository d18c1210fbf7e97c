import type { Move } from '@motcua/sign-in/flow/flow.ts'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { answerProving, choicesOf, type Proving, startProving, type Who } from '../steps/prove.ts'
import { saving } from '../steps/saving.ts'

type States<State> = {
  prove: (proving: Proving) => State
  /** Where it goes on: proved, or with nothing to prove. */
  next: State
}

/** Recovery is never weaker than the account: where there is a passkey, a token or a signing SIM, it is asked for as well. */
export async function askStrongly<State>(
  parts: Parts,
  { who, states }: { who: Who; states: States<State> },
): Promise<Move<State, never, NationalTables>> {
  const [strong] = await choicesOf(parts, who.accountId, 'strong')
  if (!strong) return { kind: 'go', to: states.next }
  const started = await startProving(parts, who, strong)
  if (started.kind === 'refused') return { kind: 'stay', errors: started.errors }
  return { kind: 'go', to: states.prove(started.pending), writes: saving(started.writes) }
}

export async function judgeStrongly<State>(
  parts: Parts,
  { who, states, proving }: { who: Who; states: States<State>; proving: Proving },
): Promise<Move<State, never, NationalTables>> {
  const verdict = await answerProving(parts, who, proving)
  switch (verdict.kind) {
    case 'proved':
      return {
        ...{ kind: 'go', to: states.next },
        writes: async tx => {
          const used = await verdict.writes?.(tx)
          return used && { kind: 'stay', errors: { form: used } }
        },
      }
    case 'asked':
      return { kind: 'go', to: states.prove(verdict.pending), writes: saving(verdict.writes) }
    case 'refused':
      return { kind: 'stay', errors: verdict.errors, to: states.prove(verdict.pending ?? proving) }
  }
}
