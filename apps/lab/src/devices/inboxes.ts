/** Messages by address, newest first. Bounded: the oldest message of a box and the longest unused box go first. */
export type Inboxes<Message> = {
  add(address: string, message: Message): void
  of(address: string): readonly Message[]
}

export type Bounds = { boxes: number; messages: number }

export function inboxes<Message>({ boxes, messages }: Bounds): Inboxes<Message> {
  const kept = new Map<string, Message[]>()
  return {
    add: (address, message) => {
      const box = [message, ...(kept.get(address) ?? [])].slice(0, messages)
      // A map keeps its order of insertion: what is written to moves to the end.
      kept.delete(address)
      kept.set(address, box)
      const [longestUnused] = kept.keys()
      if (kept.size > boxes && longestUnused !== undefined) kept.delete(longestUnused)
    },
    of: address => kept.get(address) ?? [],
  }
}
