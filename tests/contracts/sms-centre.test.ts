import assert from 'node:assert/strict'
import { connect, createServer } from 'node:net'
import { after, afterEach, before, test } from 'node:test'
import type { SmsCentre, SmsReceipt } from '../../apps/national/src/upstream/sms-centre.ts'
import { type SmsCentreOptions, smsCentreSmpp } from '../../apps/national/src/upstream/sms-centre-smpp.ts'
import { type RunningLab, runLab, silent, smsAccount, until } from './lab.ts'

let lab: RunningLab
const started: SmsCentre[] = []
const receipts: SmsReceipt[] = []
before(async () => {
  lab = await runLab()
})
after(() => lab.stop())
afterEach(async () => {
  await lab.clear()
  await Promise.all(started.splice(0).map(centre => centre.stop()))
})

function begun(changes: Partial<SmsCentreOptions> = {}): SmsCentre {
  const centre = smsCentreSmpp({
    ...{ host: '127.0.0.1', port: lab.port + 1, ...smsAccount, log: silent },
    ...{ timeoutMs: 3_000, enquireMs: 500, backoffMs: { first: 20, longest: 100 } },
    onReceipt: async receipt => {
      receipts.push(receipt)
    },
    ...changes,
  })
  centre.start()
  started.push(centre)
  return centre
}

async function bound(changes: Partial<SmsCentreOptions> = {}): Promise<SmsCentre> {
  const centre = begun(changes)
  await until(() => centre.available())
  return centre
}

const texts = {
  'a short Vietnamese text': '471902 là mã OTP đăng ký Một Cửa, hiệu lực 5 phút. Không đưa mã này cho ai.',
  'a long Vietnamese text': 'Mật khẩu tài khoản Một Cửa vừa được đổi. Không phải bạn? Gọi 1800 1096. '.repeat(4),
  'a short plain text': 'Ma OTP 471902.',
  'a long plain text': 'Mat khau vua duoc doi; khong phai ban thi goi 1800 1096. '.repeat(8),
  'characters beyond the basic plane': `${'Một Cửa '.repeat(8)}🏛️🏛️🏛️🏛️🏛️ 𠀋`.repeat(2),
}
let next = 0
for (const [what, text] of Object.entries(texts)) {
  test(`The phone shows ${what} exactly as it was written`, async () => {
    const centre = await bound()
    next += 1
    const to = `+8490900000${next}`
    assert.equal((await centre.send({ to, text })).kind, 'accepted')
    const [sms] = await until(async () => {
      const messages = await lab.sms(to)
      return messages.length > 0 && messages
    })
    assert.equal(sms?.text, text)
    assert.equal(sms?.from, 'MOTCUA')
  })
}

test('Two long texts sent at once to one phone do not mix', async () => {
  const centre = await bound()
  // As long as each other, so that only the reference tells their parts apart.
  const [a, b] = ['Thư thứ một ạ. '.repeat(12), 'Thư thứ hai ạ. '.repeat(12)]
  await Promise.all([a, b].map(text => centre.send({ to: '+84909000019', text })))
  const messages = await until(async () => {
    const all = await lab.sms('0909000019')
    return all.length === 2 && all
  })
  assert.deepEqual(new Set(messages.map(message => message.text)), new Set([a, b]))
})

test('The delivery receipt names the message that was accepted', async () => {
  const centre = await bound()
  const sent = await centre.send({ to: '+84828114088', text: texts['a long Vietnamese text'] })
  assert.equal(sent.kind, 'accepted')
  const { messageId } = sent as { messageId: string }
  await until(() => receipts.some(receipt => receipt.messageId === messageId && receipt.kind === 'delivered'))
})

test('A message tried again under the same reference is shown once, under the id it was accepted with', async () => {
  const centre = await bound()
  const message = { to: '+84909000071', text: texts['a long Vietnamese text'], reference: 7 }
  const sent = [await centre.send(message), await centre.send(message)]
  const other = { ...message, text: `${message.text}!`, reference: 8 }
  sent.push(await centre.send(other))
  const ids = sent.map(one => (one.kind === 'accepted' ? one.messageId : assert.fail(one.kind)))
  assert.equal(ids[0], ids[1])
  assert.notEqual(ids[0], ids[2])
  assert.deepEqual(
    (await lab.sms('0909000071')).map(one => one.text),
    [other.text, message.text],
  )
})

test('A message of which only a part was taken is put together by the next try', async () => {
  const tight = await runLab({ smsPerSecond: 2 })
  after(() => tight.stop())
  const centre = await bound({ port: tight.port + 1 })
  const message = { to: '+84909000072', text: 'Mật khẩu vừa được đổi. '.repeat(5), reference: 9 }
  await until(() => Date.now() % 1000 < 200)
  assert.equal((await centre.send({ to: '+84909000075', text: 'Một' })).kind, 'accepted')
  assert.equal((await centre.send(message)).kind, 'unavailable', 'its second part is above the rate')
  await new Promise(resolve => setTimeout(resolve, 1_000))
  assert.equal((await centre.send(message)).kind, 'accepted')
  assert.deepEqual(
    (await tight.sms('0909000072')).map(one => one.text),
    [message.text],
  )
})

test('A message without a reference is another one each time', async () => {
  const centre = await bound()
  for (let n = 0; n < 2; n++) await centre.send({ to: '+84909000073', text: 'Mã OTP' })
  assert.equal((await lab.sms('0909000073')).length, 2)
})

const isReceiptOf = (sent: object) => (receipt: SmsReceipt) =>
  'messageId' in sent && receipt.messageId === sent.messageId

test('A receipt that could not be kept is told again', async () => {
  let refusals = 2
  const kept: SmsReceipt[] = []
  const centre = await bound({
    onReceipt: async receipt => {
      if (refusals-- > 0) throw new Error('the database is away')
      kept.push(receipt)
    },
  })
  const sent = await centre.send({ to: '+84909000074', text: 'Mã OTP' })
  await until(() => kept.some(isReceiptOf(sent)))
  assert.equal(kept.filter(isReceiptOf(sent)).length, 1)
})

test('A receipt that finds nobody connected is told to whoever binds next', async () => {
  const first = await bound()
  // The line is late: the message arrives, and its receipt is due, after its sender has left.
  const sent = await first.send({ to: '+84849120366', text: 'Đến muộn' })
  await first.stop()
  await new Promise(resolve => setTimeout(resolve, 500))
  assert.ok(!receipts.some(isReceiptOf(sent)))
  await bound()
  await until(() => receipts.some(isReceiptOf(sent)))
})

test('A late SMS is accepted at once and arrives later', async () => {
  const centre = await bound()
  const before = (await lab.sms('0849120366')).length
  assert.equal((await centre.send({ to: '+84849120366', text: 'Đến muộn' })).kind, 'accepted')
  assert.equal((await lab.sms('0849120366')).length, before)
  await until(async () => (await lab.sms('0849120366')).length === before + 1)
})

test('A lost SMS is accepted and neither arrives nor is receipted', async () => {
  const centre = await bound()
  const sent = await centre.send({ to: '+84705518842', text: 'Không đến' })
  assert.equal(sent.kind, 'accepted')
  await new Promise(resolve => setTimeout(resolve, 500))
  assert.deepEqual(await lab.sms('0705518842'), [])
  assert.ok(!receipts.some(receipt => receipt.messageId === (sent as { messageId: string }).messageId))
})

test('A number that is none and a text that is too long or empty are refused for good', async () => {
  const centre = await bound()
  assert.deepEqual(await centre.send({ to: '+8412', text: 'Mã' }), { kind: 'refused' })
  assert.deepEqual(await centre.send({ to: '+12025550123', text: 'Mã' }), { kind: 'refused' })
  assert.deepEqual(await centre.send({ to: '+84828114088', text: '' }), { kind: 'refused' })
  assert.deepEqual(await centre.send({ to: '+84828114088', text: 'Mã'.repeat(400) }), { kind: 'refused' })
})

test('Above its rate the centre throttles: those messages are for later, not lost and not refused', async () => {
  const throttling = await runLab({ smsPerSecond: 5 })
  const centre = await bound({ port: throttling.port + 1 })
  const sent = await Promise.all(Array.from({ length: 40 }, () => centre.send({ to: '+84909000031', text: 'Nhiều' })))
  const kinds = sent.map(one => one.kind)
  assert.ok(kinds.includes('accepted') && kinds.includes('unavailable') && !kinds.includes('refused'))
  assert.equal((await throttling.sms('0909000031')).length, kinds.filter(kind => kind === 'accepted').length)
  assert.ok(centre.available())
  await centre.stop()
  await throttling.stop()
})

test('A wrong password is never bound, and sending is unavailable', async () => {
  const centre = begun({ password: 'wrong' })
  await new Promise(resolve => setTimeout(resolve, 300))
  assert.equal(centre.available(), false)
  assert.deepEqual(await centre.send({ to: '+84828114088', text: 'Mã' }), { kind: 'unavailable' })
})

for (const fault of ['down', 'reset', 'garbage', 'slow'] as const) {
  test(`A centre that is ${fault} is unavailable within the time allowed, and is found again afterwards`, async () => {
    const centre = await bound()
    await lab.fault('sms-centre', fault)
    // The slow centre would accept it after half a minute: this answer is the time limit's.
    assert.deepEqual(await centre.send({ to: '+84909000041', text: 'Mã' }), { kind: 'unavailable' })
    await until(() => !centre.available())
    await lab.clear()
    await until(() => centre.available())
    assert.equal((await centre.send({ to: '+84909000042', text: 'Mã' })).kind, 'accepted')
  })
}

test('A centre restarted meanwhile is bound again by itself', async () => {
  const first = await runLab()
  const centre = await bound({ port: first.port + 1 })
  await first.stop()
  await until(() => !centre.available())
  const second = await runLab({ port: first.port })
  await until(() => centre.available())
  await centre.stop()
  await second.stop()
})

test('A connection that breaks while a message is on its way answers at once, not when time is up', async () => {
  // With an hour's patience only the break itself can be the answer.
  const centre = await bound({ timeoutMs: 3_600_000, enquireMs: 3_600_000 })
  await lab.fault('sms-centre', 'slow')
  const sending = centre.send({ to: '+84909000061', text: 'Mã' })
  await lab.fault('sms-centre', 'down')
  assert.deepEqual(await sending, { kind: 'unavailable' })
})

test('Started twice it connects once', async () => {
  let connections = 0
  const server = createServer(() => {
    connections += 1
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const centre = begun({ port: address.port })
  centre.start()
  await new Promise(resolve => setTimeout(resolve, 100))
  assert.equal(connections, 1)
  await centre.stop()
  server.close()
})

test('After stop it stays stopped', async () => {
  const centre = await bound()
  await centre.stop()
  assert.equal(centre.available(), false)
  await new Promise(resolve => setTimeout(resolve, 200))
  assert.equal(centre.available(), false)
})

test('Rubbish on the port is cut off, and others are served on', async () => {
  const centre = await bound()
  const socket = connect(lab.port + 1, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(Buffer.concat([Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(2_000, 0xff)]))
  await new Promise(resolve => socket.once('close', resolve))
  assert.equal((await centre.send({ to: '+84909000051', text: 'Vẫn chạy' })).kind, 'accepted')
})
