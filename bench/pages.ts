import { testRelyingParty } from '../apps/national/src/oidc/test-relying-party.ts'
import { aPerson, type Browser, haiDuong, locationOf, ORIGIN, register } from '../apps/national/src/test-portal.ts'
import { together } from './meter.ts'
import type { BenchPortal } from './portal.ts'
import type { Row, Section } from './report.ts'
import { kilobytes } from './wire.ts'

const WARM = 80
const RUNS = 300
const PLACE = 'tinh=30&huyen=288&xa=10534'

/** What the server does for each page it shows. */
export async function pages(portal: BenchPortal): Promise<Section> {
  const stranger = portal.meteredBrowser()
  const holder = portal.meteredBrowser()
  await register({ portal, by: holder })
  const captcha = JSON.parse((await stranger.get('/ma-xac-thuc/moi')).body) as { picture: string; sound: string }
  const addresses: [string, Browser, string][] = [
    ['Home', stranger, '/'],
    ['Home, signed in', holder, '/'],
    ['Ways to register', stranger, '/dang-ky'],
    ['Registration form', stranger, '/dang-ky/thue-bao-di-dong'],
    ['Sign-in', stranger, '/dang-nhap'],
    ['OTP', holder, await otpAddress(portal, holder)],
    ['Recovery', stranger, '/quen-mat-khau'],
    ['Account', holder, '/tai-khoan'],
    ['Choice of the place', stranger, '/thu-tuc'],
    ['Procedures found by name', stranger, '/thu-tuc?q=khai+sinh'],
    ['Procedures on offer at a place', holder, `/thu-tuc?${PLACE}`],
    ['Consent', holder, await consentAddress(portal, holder)],
    ['Terms of service', stranger, '/dieu-khoan'],
    ['No such page', stranger, '/khong-co'],
    ['A captcha’s picture', stranger, captcha.picture],
  ]
  const rows: Row[] = []
  for (const address of addresses) rows.push(await row(portal, address))
  return {
    title: 'Server work per page',
    about: `CPU of the whole server process for each of ${RUNS} requests one after another, after ${WARM} to warm up, with the statements it sends to PostgreSQL.`,
    rows,
  }
}

async function row({ meter }: BenchPortal, [what, by, url]: [string, Browser, string]): Promise<Row> {
  let size = 0
  for (let run = 0; run < WARM; run++) size = (await by.get(url)).rawPayload.length
  meter.take()
  for (let run = 0; run < RUNS; run++) await by.get(url)
  const { cpuMs, statements, requests } = together(meter.take().values())
  const shown = `${(cpuMs / requests).toFixed(2)} ms, ${(statements / requests).toFixed(1)} SQL, ${kilobytes(size)}`
  return { what, measured: shown, goal: '≤ 5 ms' }
}

/** The OTP page of a registration that waits for its code. */
async function otpAddress({ national }: BenchPortal, by: Browser): Promise<string> {
  const { international: _, ...typed } = aPerson()
  const form = await by.get('/dang-ky/thue-bao-di-dong')
  return reached(await by.submit(form, { ...typed, ...(await national.captcha()) }))
}

async function consentAddress({ server }: BenchPortal, by: Browser): Promise<string> {
  const party = await testRelyingParty(server, haiDuong)
  return reached(await by.get((await party.begin()).address))
}

function reached(answer: Parameters<typeof locationOf>[0]): string {
  const to = locationOf(answer)
  if (to === undefined) throw new Error(`no way on from a page with status ${answer.statusCode}`)
  return to.startsWith(ORIGIN) ? to.slice(ORIGIN.length) : to
}
