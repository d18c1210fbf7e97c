import { join } from 'node:path'
import { systemClock } from '@motcua/kit/clock.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { labAuthorities } from '../apps/lab/src/pki/material.ts'
import { simAccess } from '../apps/lab/src/sim/access.ts'
import {
  connectedProvinces,
  type Installation,
  labBaseUrl,
  labSimAccess,
  relyingParties,
} from '../scripts/start/plan.ts'
import { ensureKeys, ensureSecrets, writePrivately } from '../scripts/start/secrets.ts'

type Place = Pick<Installation, 'port' | 'database'>

/** Keys, secrets and registrations in a folder, as `npm start` would leave them there. */
export async function installed(folder: string, { port, database }: Place): Promise<Installation> {
  const secrets = await ensureSecrets(folder)
  const labPki = join(folder, 'lab-pki')
  const place = { folder: labPki, baseUrl: labBaseUrl(port), clock: systemClock, random: systemRandom }
  await labAuthorities(place)
  await simAccess(place, labSimAccess(port, secrets))
  const write = (name: string, content: object) => writePrivately(folder, name, JSON.stringify(content))
  return {
    ...{ port, host: '127.0.0.1', secrets, vneid: 'on', database, agentPackages: join(folder, 'agent-packages') },
    files: {
      relyingParties: await write('relying-parties.json', relyingParties(port, secrets)),
      provinces: await write('provinces.json', connectedProvinces(port)),
      labPki,
      keys: {
        national: await ensureKeys(folder, 'national', 'signs'),
        haiduong: await ensureKeys(folder, 'haiduong', 'relies'),
        second: await ensureKeys(folder, 'second', 'relies'),
      },
    },
  }
}
