import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LabFaultKind, LabMail, LabSms, LabUpstream } from '@motcua/contracts/lab-api.ts'
import { systemClock } from '@motcua/kit/clock.ts'
import { createLog } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { labApp } from '../../apps/lab/src/app.ts'
import type { LabConfig } from '../../apps/lab/src/config.ts'

export const silent = createLog({ name: 'contract', level: 'silent' })
export const registryClient = { id: 'cổng:dvc', secret: 'bí mật: +%/' }
export const insuranceClient = { id: 'cổng:bhxh', secret: 'bí mật khác: +%/' }
/** The national portal at the identity providers; a test that comes back from one says where to. */
export const providerClients = {
  vnpost: { id: 'cong:dvc', secret: 'bi mat: +%/', redirectUris: ['http://127.0.0.1:1/dang-nhap/buu-dien/ve'] },
  vneid: { id: 'portal', secret: 'another secret', redirectUris: ['http://127.0.0.1:1/dang-nhap/vneid/ve'] },
}
export const smsAccount = { systemId: 'portal', password: 'secret' }
export const simAccess = { apId: 'http://cong-dvc.example', apPassword: 'bí mật: <&>"' }

export type RunningLab = {
  url: string
  port: number
  /** Where its certificates lie; the anchors in `trust`. */
  pki: string
  fault(upstream: LabUpstream, fault: LabFaultKind): Promise<void>
  clear(): Promise<void>
  sms(number: string): Promise<LabSms[]>
  mails(address: string): Promise<LabMail[]>
  stop(): Promise<void>
}

const ordinary = { slowMs: 30_000, smsLateMs: 300, smsPerSecond: 100 }

/** The lab, listening, with what its API tells; late SMS come after 300 ms. */
export async function runLab(changes: Partial<LabConfig> = {}): Promise<RunningLab> {
  const port = changes.port ?? (await fourFreePorts())
  const known = {
    registry: registryClient,
    insurance: insuranceClient,
    sms: smsAccount,
    sim: simAccess,
    ...providerClients,
  }
  const pki = await mkdtemp(join(tmpdir(), 'motcua-lab-pki-'))
  const config = { ...ordinary, ...known, pki, portals: [], staff: [], ...changes, port }
  const lab = await labApp({ logLevel: 'silent', ...config }, { log: silent, clock: systemClock, random: systemRandom })
  await lab.listen()
  const url = `http://127.0.0.1:${port}`
  const read = async (path: string) => (await fetch(url + path)).json()
  return {
    url,
    port,
    pki,
    fault: async (upstream, fault) => {
      const body = JSON.stringify({ upstream, fault })
      await fetch(`${url}/api/faults`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body })
    },
    clear: async () => {
      await fetch(`${url}/api/faults`, { method: 'DELETE' })
    },
    sms: number => read(`/api/phones/${number}/messages`) as Promise<LabSms[]>,
    mails: address => read(`/api/mailboxes/${address}/messages`) as Promise<LabMail[]>,
    stop: async () => {
      await lab.close()
      await rm(pki, { recursive: true, force: true })
    },
  }
}

/** Waits until something is so; fails loudly when it never is. */
export async function until<Found>(look: () => Promise<Found | false> | Found | false, ms = 5_000): Promise<Found> {
  const end = Date.now() + ms
  while (Date.now() < end) {
    const found = await look()
    if (found !== false) return found
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  throw new Error(`not so within ${ms} ms`)
}

async function fourFreePorts(): Promise<number> {
  for (;;) {
    const port = 20_000 + (systemRandom(2).readUInt16BE() % 30_000)
    const free = await Promise.all([port, port + 1, port + 2, port + 3].map(isFree))
    if (free.every(Boolean)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
