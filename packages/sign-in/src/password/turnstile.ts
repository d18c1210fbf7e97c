export type Passed<T> = { kind: 'done'; value: T } | { kind: 'busy' }

export type TurnstileSize = { concurrency: number; queue: number }

/**
 * Lets `concurrency` pieces of work run at once and `queue` wait, first come first served; more are turned away as
 * `busy`. So a flood costs a bounded amount of memory and processor, and those in the queue are still answered.
 */
export function turnstile({ concurrency, queue }: TurnstileSize) {
  const waiting: (() => void)[] = []
  let inside = 0

  /** A leaving one hands its place straight to the longest waiting: nobody coming meanwhile can take it. */
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else inside--
  }
  const enter = (): Promise<void> | undefined => {
    if (inside < concurrency) {
      inside++
      return Promise.resolve()
    }
    if (waiting.length >= queue) return undefined
    return new Promise(resolve => waiting.push(resolve))
  }
  return async <T>(work: () => Promise<T>): Promise<Passed<T>> => {
    const entered = enter()
    if (!entered) return { kind: 'busy' }
    await entered
    try {
      return { kind: 'done', value: await work() }
    } finally {
      leave()
    }
  }
}
