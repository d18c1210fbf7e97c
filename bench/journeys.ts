import { signOn, type TestRelyingParty, testRelyingParty } from '../apps/national/src/oidc/test-relying-party.ts'
import { type Browser, haiDuong, PASSWORD, type Person, register } from '../apps/national/src/test-portal.ts'
import { type Reading, together } from './meter.ts'
import type { BenchPortal } from './portal.ts'
import type { Row, Section } from './report.ts'

const WARM = 10
const RUNS = 40
/** For journeys a second: so many visitors at once, on the cores that also run PostgreSQL. */
const AT_ONCE = 8
const CROWD = 120

/** What a whole journey costs the server, request by request, and how many of them one process manages. */
export async function journeys(portal: BenchPortal): Promise<Section[]> {
  const people = await registrations(portal)
  const signOns = await signOnsOf(portal)
  const ins = await signIns(portal, people.registered)
  return [people.section, ins, signOns]
}

async function registrations(portal: BenchPortal) {
  const registered: Person[] = []
  const once = async (by: Browser) => void registered.push((await register({ portal, by })).who)
  const readings = await read(portal, once)
  const rate = await perSecond(Array.from({ length: CROWD }, () => () => once(portal.browser())))
  const section = {
    title: 'A registration',
    about: 'From the form over the OTP to the account: each request, and the journey.',
    rows: [...rowsOf(readings), { what: `Registrations, ${AT_ONCE} at once`, measured: `${rate} a second` }],
  }
  return { registered, section }
}

async function signIns(portal: BenchPortal, people: Person[]): Promise<Section> {
  const { national } = portal
  // Another code may be sent to everybody who has just registered.
  national.later(61)
  const waiting = [...people]
  const once = async (by: Browser) => {
    const who = waiting.pop()
    if (!who) throw new Error('everybody has signed in')
    const form = await by.get('/dang-nhap')
    const otp = await by.follow(await by.submit(form, { username: who.idNumber, password: PASSWORD }))
    const code = national.code(who.international)
    const end = await by.submit(otp, { action: 'confirm', otp: code })
    if (end.statusCode !== 303) throw new Error(`sign-in ended with status ${end.statusCode}`)
  }
  const readings = await read(portal, once)
  const rate = await perSecond(waiting.map(() => () => once(portal.browser())))
  return {
    title: 'A sign-in',
    about: 'From the form over the OTP to the session.',
    rows: [...rowsOf(readings), { what: `Sign-ins, ${AT_ONCE} at once`, measured: `${rate} a second` }],
  }
}

/** Authorization, interaction, code, token and userinfo, of people who have agreed before. */
async function signOnsOf(portal: BenchPortal): Promise<Section> {
  const by = portal.meteredBrowser()
  await register({ portal, by })
  const party = await testRelyingParty(portal.meter.server, haiDuong)
  for (let run = 0; run < WARM; run++) await wholeSignOn(party, by)
  portal.meter.take()
  for (let run = 0; run < RUNS; run++) await wholeSignOn(party, by)
  return {
    title: 'A single sign-on',
    about:
      'Authorization, code, token and userinfo at the provider, of somebody who is signed in and has agreed before.',
    rows: rowsOf(portal.meter.take()),
  }
}

async function wholeSignOn(party: TestRelyingParty, by: Browser): Promise<void> {
  const { answer, checks } = await signOn(party, by)
  const tokens = await party.tokens(answer, checks)
  await party.userinfo(tokens.access_token, tokens.claims()?.sub ?? '')
}

async function read(portal: BenchPortal, once: (by: Browser) => Promise<void>): Promise<Map<string, Reading>> {
  for (let run = 0; run < WARM; run++) await once(portal.browser())
  portal.meter.take()
  for (let run = 0; run < RUNS; run++) await once(portal.meteredBrowser())
  return portal.meter.take()
}

/** Each request per journey, then the journey; for what hashes, the main thread's part is told too. */
function rowsOf(readings: Map<string, Reading>): Row[] {
  const rows = [...readings].map(([what, reading]) => ({ what: `\`${what}\``, ...told(reading), goal: '≤ 5 ms' }))
  return [...rows, { what: '**The whole journey**', ...told(together(readings.values())) }]
}

function told({ cpuMs, mainMs, statements, requests }: Reading): { measured: string } {
  const [all, main, sql] = [cpuMs, mainMs, statements].map(sum => sum / RUNS) as [number, number, number]
  const times = requests === RUNS ? '' : `${requests / RUNS} requests: `
  return { measured: `${times}${main.toFixed(2)} ms, ${all.toFixed(2)} ms with other threads, ${sql.toFixed(1)} SQL` }
}

async function perSecond(journeys: (() => Promise<void>)[]): Promise<string> {
  const waiting = journeys.values()
  const started = performance.now()
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (const journey of waiting) await journey()
  })
  await Promise.all(workers)
  return (journeys.length / ((performance.now() - started) / 1000)).toFixed(1)
}
