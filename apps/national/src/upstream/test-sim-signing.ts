import type { SimBegun, SimFailure, SimQuestion, SimSigning, SimStanding, SimTransaction } from './sim-signing.ts'

/** A prompt as it stands on a phone. */
export type PlayedPrompt = { question: SimQuestion; transaction: SimTransaction; standing: SimStanding }

/**
 * SIMs that do what a test says. Every prompt is outstanding until the test ends it, by the newest prompt of the number
 * or by the prompt itself; `refuses` are failures at once, by number.
 */
export function playedSims() {
  const prompts: PlayedPrompt[] = []
  const refuses = new Map<string, SimFailure>()
  const asked = { begin: 0, standing: 0 }

  const port: SimSigning = {
    async begin(question): Promise<SimBegun> {
      asked.begin++
      const refused = refuses.get(question.phone)
      if (refused) return refused
      const transaction = { operator: 'vinaphone', id: `t${prompts.length + 1}`, phone: question.phone }
      prompts.push({ question, transaction, standing: { kind: 'outstanding' } })
      return { kind: 'begun', transaction }
    },
    async standing({ operator, id, phone }): Promise<SimStanding> {
      asked.standing++
      const its = (at: SimTransaction) => at.operator === operator && at.id === id && at.phone === phone
      return prompts.find(({ transaction }) => its(transaction))?.standing ?? { kind: 'unavailable' }
    },
  }

  return {
    ...{ port, prompts, refuses, asked },
    /** The newest prompt on a phone. */
    prompt(phone: string): PlayedPrompt {
      const found = prompts.findLast(({ question }) => question.phone === phone)
      if (!found) throw new Error(`nothing was asked of ${phone}`)
      return found
    },
    /** What becomes of the newest prompt on a phone. */
    end(phone: string, standing: SimStanding): void {
      this.prompt(phone).standing = standing
    },
  }
}
