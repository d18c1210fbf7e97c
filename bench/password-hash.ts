/** What hashing a password costs, one at a time and at the concurrency of a portal. Run: node bench/password-hash.ts */
import { passwordHasher } from '../packages/sign-in/src/password/hashing.ts'
import { passwordProblems } from '../packages/sign-in/src/password/policy.ts'

const RUNS = 40
const hasher = passwordHasher({ concurrency: 2, queue: RUNS })
const hashed = await hasher.hash('Xanh lá 9 mây!')
const stored = hashed.kind === 'hashed' ? hashed.hash : undefined

function median(times: number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN
}

async function oneByOne(what: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  console.log(`password ${what}: median ${median(times).toFixed(2)} ms`)
}

await oneByOne('hash', () => hasher.hash('Xanh lá 9 mây!'))
await oneByOne('verify, known name', () => hasher.verify(stored, 'Xanh lá 9 mây!'))
await oneByOne('verify, unknown name', () => hasher.verify(undefined, 'Xanh lá 9 mây!'))
await oneByOne('rules', async () => passwordProblems('Xanh lá 9 mây!', { loginName: '030090001234' }))

const started = performance.now()
await Promise.all(Array.from({ length: RUNS }, () => hasher.verify(stored, 'Xanh lá 9 mây!')))
const seconds = (performance.now() - started) / 1000
console.log(`password verify, two at once: ${(RUNS / seconds).toFixed(0)} a second`)
console.log(`password memory after that: ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB resident`)
