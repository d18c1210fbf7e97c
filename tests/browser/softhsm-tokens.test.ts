import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import { needsSoftHsm, softHsmLibrary, softHsmToken, useSoftHsm } from '../../apps/signing-agent/src/test-softhsm.ts'
import { temporaryFolder } from '../../apps/signing-agent/src/test-tokens.ts'
import { takeToken } from '../journeys/token-desk.ts'
import { stage } from './stage.ts'
import { registerAndReturn, withAgent } from './token-road.ts'

const { world, act } = stage()

/** The persona's certificate and key in a token that is reached through PKCS#11, as those from an authority are. */
async function plugIn(person: LabPersona, { label, pin }: { label: string; pin: string }): Promise<void> {
  const [held] = person.tokens
  assert.ok(held)
  const { certificate, key } = await takeToken(world().lab.url, held)
  const folder = temporaryFolder(after)
  const keyFile = join(folder, 'key.pem')
  writeFileSync(keyFile, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  useSoftHsm(folder)
  softHsmToken(folder, { label, pin, pair: { keyFile, certificate } })
}

for (const id of ['thu-ha', 'vai-thieu', 'so-tu-phap']) {
  test(`${id} registers through PKCS#11 and signs in with the same token`, needsSoftHsm, async () => {
    await act({ size: 'desktop' }, async at => {
      const person = await world().lab.persona(id)
      await plugIn(person, { label: 'USB', pin: '87654321' })
      await withAgent(at, [{ module: softHsmLibrary ?? '' }], () => registerAndReturn(at, person, { pin: '87654321' }))
    })
  })
}
