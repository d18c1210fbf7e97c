import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { type LabFaultKind, labFaultKinds } from '@motcua/contracts/lab-api.ts'
import { systemClock } from '@motcua/kit/clock.ts'
import { createLog } from '@motcua/kit/log.ts'
import { readCertificate } from '@motcua/pki/certificate.ts'
import { usualUse } from '@motcua/pki/use.ts'
import { personas } from '../../apps/lab/src/personas.ts'
import { judgeCertificate } from '../../apps/national/src/certificates/judge-certificate.ts'
import { readTrustFolder } from '../../apps/national/src/certificates/trust-folder.ts'
import { revocationHttp } from '../../apps/national/src/upstream/revocation-http.ts'
import { takeToken } from '../journeys/token-desk.ts'
import { type RunningLab, runLab } from './lab.ts'

let lab: RunningLab
before(async () => {
  lab = await runLab()
})
after(() => lab.stop())
afterEach(() => lab.clear())

const log = createLog({ name: 'test', level: 'silent' })

/** What a portal that was just started makes of a persona's certificate. */
async function judged(id: string, ocspMs = 5_000): Promise<string> {
  const [held] = personas.find(one => one.id === id)?.tokens ?? []
  assert.ok(held)
  const { certificate } = await takeToken(lab.url, held)
  const read = readCertificate(certificate)
  assert.ok(read.kind === 'read')
  const store = await readTrustFolder(join(lab.pki, 'trust'))
  const revocation = revocationHttp({ log, reach: 'anywhere', ocspMs, crlMs: ocspMs })
  const said = await judgeCertificate(
    { certificates: { store, use: usualUse, revocation }, clock: systemClock },
    read.certificate,
  )
  return said.kind === 'refused' ? said.reason : said.kind
}

/** Only where nothing comes in time is waiting short. */
const patience = (fault: LabFaultKind) => (fault === 'slow' ? 500 : 5_000)

for (const fault of labFaultKinds) {
  test(`when responders are ${fault}, the lists say who is good and who is not`, async () => {
    await lab.fault('ocsp', fault)
    assert.equal(await judged('duc-anh', patience(fault)), 'right')
    assert.equal(await judged('usb-thu-hoi', patience(fault)), 'revoked')
    assert.equal(await judged('usb-tam-dung', patience(fault)), 'suspended')
  })

  test(`when the lists are ${fault} too, nobody is taken for good`, async () => {
    await lab.fault('ocsp', fault)
    await lab.fault('crl', fault)
    for (const id of ['duc-anh', 'usb-thu-hoi'])
      assert.equal(await judged(id, patience(fault)), 'revocation-unavailable')
  })

  test(`when only the lists are ${fault}, nobody notices`, async () => {
    await lab.fault('crl', fault)
    assert.equal(await judged('duc-anh', patience(fault)), 'right')
    assert.equal(await judged('usb-thu-hoi', patience(fault)), 'revoked')
  })
}
