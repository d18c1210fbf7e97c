import { passwordHasher } from '@motcua/sign-in/password/hashing.ts'
import { passwordProblems } from '@motcua/sign-in/password/policy.ts'
import type { Row, Section } from './report.ts'

const RUNS = 40
const PASSWORD = 'Xanh lá 9 mây!'

/** What hashing a password costs, one at a time and at the concurrency of a portal. */
export async function passwordHash(): Promise<Section> {
  const hasher = passwordHasher({ concurrency: 2, queue: RUNS })
  const hashed = await hasher.hash(PASSWORD)
  const stored = hashed.kind === 'hashed' ? hashed.hash : undefined
  return {
    title: 'A password',
    about: `Argon2id as in production; medians over ${RUNS}, by the clock.`,
    rows: [
      await row('hashed', () => hasher.hash(PASSWORD)),
      await row('verified', () => hasher.verify(stored, PASSWORD)),
      await row('verified for a name nobody has', () => hasher.verify(undefined, PASSWORD)),
      await row('held against the rules', async () => passwordProblems(PASSWORD, { loginName: '030090001234' })),
      { what: 'verified, two at once', measured: await perSecond(() => hasher.verify(stored, PASSWORD)) },
    ],
  }
}

async function row(what: string, work: () => Promise<unknown>): Promise<Row> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  const median = times.toSorted((one, other) => one - other)[RUNS / 2] ?? Number.NaN
  return { what, measured: `${median.toFixed(2)} ms` }
}

async function perSecond(work: () => Promise<unknown>): Promise<string> {
  const started = performance.now()
  await Promise.all(Array.from({ length: RUNS }, work))
  return `${(RUNS / ((performance.now() - started) / 1000)).toFixed(0)} a second`
}
