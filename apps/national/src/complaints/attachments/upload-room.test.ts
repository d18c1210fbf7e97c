import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { defaultLimits } from '@motcua/sign-in/limits/defaults.ts'
import { type Answer, type Browser, formOf, type TestPortal, testPortal } from '../../test-portal.ts'
import { aStatement, multipart, multipartType, send, type TestFile } from '../test-complaint.ts'
import { pdfOf } from './test-files.ts'

const KIB = 1024
const PATH = '/khieu-nai/gui'
const PLENTY = { max: 10_000, seconds: 3600 }

/** Everything a thousand times smaller than in production. */
const attachments = {
  ...{ most: 10, bytesEach: 100 * KIB, bytesTogether: 500 * KIB, requestBytes: 1000 * KIB },
  ...{ waitingBytesPerPlace: 2000 * KIB, waitingBytes: 3000 * KIB },
  ...{ incomingBytesPerPlace: 300 * KIB, incomingBytes: 500 * KIB },
}

describe('what uploading takes', () => {
  let portal: TestPortal
  let port: number
  before(async () => {
    const complaints = { ...defaultLimits.complaints, uploadsPerPlace: PLENTY }
    portal = await testPortal({ rules: { ...defaultLimits, attachments, complaints } })
    await portal.server.listen({ host: '127.0.0.1', port: 0 })
    port = (portal.server.server.address() as AddressInfo).port
  })
  after(() => portal.stop())

  let files = 0
  const aFile = (kilobytes: number): TestFile => ({ name: 'a.pdf', content: pdfOf(String(++files), kilobytes * KIB) })
  const upload = async (by: Browser, sent: TestFile[]) =>
    send(by, await by.get(PATH), { ...aStatement(), action: 'upload' }, sent)
  const refused = ({ body }: Answer) =>
    [...body.matchAll(/id="attachments-([a-z-]+)" tabindex/g)].map(([, reason]) => reason)
  const empty = () => portal.national.db.deleteFrom('complaint_attachments').execute()
  const local = () => portal.browser('127.0.0.1')

  /** Sends a form over a real connection as far as told, and leaves the rest open. */
  async function begin(body: Buffer, bytes: number): Promise<Socket> {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined).resume()
    const came = once(portal.server.server, 'request')
    const id = crypto.randomUUID()
    const head = [
      `POST ${PATH}/${id} HTTP/1.1`,
      'Host: x',
      `Content-Type: ${multipartType()}`,
      `Content-Length: ${body.length}`,
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    socket.write(body.subarray(0, bytes))
    await came
    await pause(100)
    return socket
  }

  it('is bounded in memory: who lets files trickle is turned away, others and the fields are not', async () => {
    const slow = await Promise.all(
      Array.from({ length: 3 }, () => begin(multipart({ step: 'statement', v: '0' }, [aFile(95)]), 93 * KIB)),
    )
    const here = await upload(local(), [aFile(60)])
    assert.deepEqual([here.statusCode, refused(here)], [422, ['busy']])
    assert.match(here.body, /value="Trần Thị Khiếu"/)
    assert.equal((await upload(portal.browser(), [aFile(60)])).statusCode, 303, 'from elsewhere')
    for (const socket of slow) socket.destroy()
    await pause(200)
    assert.equal((await upload(local(), [aFile(60)])).statusCode, 303, 'once they have gone')
  })

  it('gives memory back after what was cut off, broken off, malformed or refused', async () => {
    for (let n = 0; n < 8; n++) {
      const endless = multipart(
        { step: 'statement', v: '0' },
        Array.from({ length: 14 }, () => aFile(90)),
      )
      const cutOff = await begin(endless, endless.length)
      cutOff.destroy()
      const large = await upload(local(), [aFile(101)])
      assert.deepEqual(refused(large), ['too-large'])
      const body = multipart({ step: 'statement', v: '0' }, [aFile(90)])
      const broken = await begin(body, 80 * KIB)
      broken.destroy()
      const { action: url } = formOf(await local().get(PATH))
      const headers = { 'content-type': multipartType() }
      const half = await local().send({ method: 'POST', url, headers, payload: body.subarray(0, 80 * KIB) })
      assert.ok(half.statusCode === 400 || half.statusCode === 403, String(half.statusCode))
    }
    await pause(200)
    await empty()
    const three = await upload(local(), [aFile(90)])
    assert.deepEqual([three.statusCode, refused(three)], [303, []])
  })

  it('is bounded in the database, for one place and for all', async () => {
    await empty()
    const five = () => Array.from({ length: 5 }, () => aFile(99))
    const outcomes: string[] = []
    for (const place of ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'c'].map(letter => `2001:db8:${letter}::1`)) {
      const answer = await upload(portal.browser(place), five())
      outcomes.push(answer.statusCode === 303 ? 'all' : refused(answer).join())
    }
    assert.deepEqual(outcomes, ['all', 'all', 'all', 'all', 'full', 'all', 'all', 'full'])
    portal.national.later(46 * 60)
  })
})
