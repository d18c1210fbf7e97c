import { z } from 'zod'
import { KNOWN_PASSWORD } from './known-account.ts'
import type { Planned } from './plan.ts'

const personas = z.array(
  z.object({
    fullName: z.string(),
    idNumber: z.string(),
    dateOfBirth: z.string(),
    phones: z.array(z.object({ number: z.string() })),
    expects: z.object({ mobile: z.string() }),
  }),
)
const staff = z.array(z.object({ portal: z.string(), role: z.string(), username: z.string(), password: z.string() }))

/** What a person needs to go on: where everything answers, and as whom they can get in. */
export async function greeting(processes: Planned[], known: string | undefined): Promise<string[]> {
  const lab = processes.find(({ name }) => name === 'lab')?.url ?? ''
  const width = Math.max(...processes.map(({ label }) => label.length))
  const addresses = processes.map(({ label, url }) => `  ${label.padEnd(width)}  ${url}`)
  return ['', ...addresses, '', ...(await people(lab, known)), '']
}

/** Who has an account from the start, and who can register and choose a password. */
async function people(lab: string, known: string | undefined): Promise<string[]> {
  const cast = personas.safeParse(await json(`${lab}/api/personas`)).data ?? []
  const able = cast.filter(({ expects }) => expects.mobile === 'ok').slice(0, 4)
  const logins = staff.safeParse(await json(`${lab}/api/staff`)).data ?? []
  const login = known
    ? [
        `Log in with CMT/CCCD ${known} and password ${KNOWN_PASSWORD} (unless you changed it); the code arrives on the persona's phone in the lab.`,
        '',
      ]
    : []
  return [
    ...login,
    'Register as one of the invented people of the lab (codes arrive on their phones there), then log in with',
    'the ID number and the password you chose. Some for whom everything goes well:',
    ...able.map(
      each => `  ${each.fullName}, CCCD ${each.idNumber}, born ${each.dateOfBirth}, phone ${each.phones[0]?.number}`,
    ),
    ...logins.map(each => `  staff of ${each.portal}, ${each.role}: ${each.username} / ${each.password}`),
  ]
}

async function json(url: string): Promise<unknown> {
  return fetch(url, { signal: AbortSignal.timeout(3_000) }).then(
    response => response.json(),
    () => undefined,
  )
}
