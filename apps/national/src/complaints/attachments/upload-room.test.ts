import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { after, afterEach, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { defaultLimits } from '@motcua/sign-in/limits/defaults.ts'
import { type Answer, type Browser, formOf, ORIGIN, type TestPortal, testPortal } from '../../test-portal.ts'
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
    portal = await testPortal({ parts: { rules: { ...defaultLimits, attachments, complaints } } })
    await portal.server.listen({ host: '127.0.0.1', port: 0 })
    port = (portal.server.server.address() as AddressInfo).port
  })
  after(() => portal.stop())
  const sockets: Socket[] = []
  // The portal waits at its end for whoever is connected.
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy()
  })

  let files = 0
  const aFile = (kilobytes: number): TestFile => ({ name: 'a.pdf', content: pdfOf(String(++files), kilobytes * KIB) })
  const upload = async (by: Browser, sent: TestFile[]) =>
    send(by, await by.get(PATH), { ...aStatement(), action: 'upload' }, sent)
  const refused = ({ body }: Answer) =>
    [...body.matchAll(/id="attachments-([a-z-]+)" tabindex/g)].map(([, reason]) => reason)
  const empty = () => portal.national.db.deleteFrom('complaint_attachments').execute()
  const oneFile = (kilobytes: number) => multipart({ step: 'statement', v: '0' }, [aFile(kilobytes)])
  const aSmallOne = () => upload(local(), [aFile(60)])
  const local = () => portal.browser('127.0.0.1')

  /** The answer once it is as it should be: what goes over real connections arrives, and ends, a little later. */
  async function eventually(ask: () => Promise<Answer>, isRight: (answer: Answer) => boolean): Promise<Answer> {
    for (let tries = 0; tries < 100; tries++) {
      await empty()
      const answer = await ask()
      if (isRight(answer)) return answer
      await pause(50)
    }
    throw new Error('it never becomes so')
  }

  /** Sends a form over a real connection as far as told, and leaves the rest open. */
  async function begin(body: Buffer, bytes: number): Promise<Socket> {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
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
    return socket
  }

  it('is bounded in the database, for one place and for all', async () => {
    const five = () => Array.from({ length: 5 }, () => aFile(99))
    const outcomes: string[] = []
    for (const place of ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'c'].map(letter => `2001:db8:${letter}::1`)) {
      const answer = await upload(portal.browser(place), five())
      outcomes.push(answer.statusCode === 303 ? 'all' : refused(answer).join())
    }
    assert.deepEqual(outcomes, ['all', 'all', 'all', 'all', 'full', 'all', 'all', 'full'])
  })

  it('is bounded in memory: who lets files trickle is turned away, others and the fields are not', async () => {
    // Who is read first is chance, so one more trickles at each try until there is no room left.
    const slow: Socket[] = []
    const one = async () => {
      slow.push(await begin(oneFile(95), 93 * KIB))
      return aSmallOne()
    }
    const here = await eventually(one, answer => answer.statusCode === 422)
    assert.deepEqual(refused(here), ['busy'])
    assert.match(here.body, /value="Trần Thị Khiếu"/)
    assert.equal((await upload(portal.browser(), [aFile(60)])).statusCode, 303, 'from elsewhere')
    for (const socket of slow) socket.destroy()
    await eventually(aSmallOne, answer => answer.statusCode === 303)
  })

  it('gives memory back after what was cut off, broken off, malformed or refused', async () => {
    for (let n = 0; n < 8; n++) {
      const endless = multipart(
        { step: 'statement', v: '0' },
        Array.from({ length: 14 }, () => aFile(90)),
      )
      const cutOff = await begin(endless, endless.length)
      cutOff.destroy()
      await upload(local(), [aFile(101)])
      const body = oneFile(90)
      const broken = await begin(body, 80 * KIB)
      broken.destroy()
      const { action: url } = formOf(await local().get(PATH))
      const headers = { 'content-type': multipartType(), origin: ORIGIN }
      await local().send({ method: 'POST', url, headers, payload: body.subarray(0, 80 * KIB) })
    }
    // Had any kind of them kept its bytes, three rounds would have filled the room.
    await eventually(aSmallOne, answer => answer.statusCode === 303)
  })
})
