import { setTimeout as sleep } from 'node:timers/promises'

/** Waiting that ends when the lab closes, so that nothing slow holds the process. */
export type Waiting = {
  /** Resolves to false when the lab closed meanwhile. */
  wait(milliseconds: number): Promise<boolean>
  end(): void
}

export function waiting(): Waiting {
  const closing = new AbortController()
  return {
    wait: milliseconds =>
      sleep(milliseconds, true, { signal: closing.signal }).catch((error: Error) => {
        if (error.name === 'AbortError') return false
        throw error
      }),
    end: () => closing.abort(),
  }
}
