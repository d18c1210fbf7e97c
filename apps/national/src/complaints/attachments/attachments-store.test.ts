import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { aVisitor, type TestNational, testNational } from '../../test-national.ts'
import { attachmentsStore, type Ceilings } from './attachments-store.ts'
import { incoming } from './incoming.ts'

const KIB = 1024
const ceilings: Ceilings = {
  ...{ most: 4, bytesTogether: 10 * KIB, waitingBytesPerPlace: 20 * KIB, waitingBytes: 50 * KIB },
}

describe('files that wait with a form', () => {
  let national: TestNational
  let store: ReturnType<typeof attachmentsStore>
  before(async () => {
    national = await testNational()
    store = attachmentsStore(national.db, national.parts)
  })
  beforeEach(() => national.db.deleteFrom('complaint_attachments').execute())
  after(() => national.stop())

  let files = 0
  const anOwner = () => ({ flowId: randomUUID(), browser: aVisitor().browser })
  const aFile = (bytes: number) => Buffer.alloc(bytes, String(++files).padStart(8, '0'))
  const hold = (owner = anOwner(), content = aFile(KIB), place = 'here') =>
    store.hold({ owner, place, kind: 'png', name: 'ảnh.png', content }, ceilings)

  it('are listed in the order they came, with their names and sizes', async () => {
    const owner = anOwner()
    for (const name of ['c', 'a', 'b']) {
      await store.hold({ owner, place: 'here', kind: 'pdf', name, content: aFile(name.charCodeAt(0)) }, ceilings)
    }
    const listed = (await store.list(owner)).map(({ name, kind, size }) => [name, kind, size])
    assert.deepEqual(listed, [
      ['c', 'pdf', 99],
      ['a', 'pdf', 97],
      ['b', 'pdf', 98],
    ])
  })

  it('are kept once when the same comes twice, also at once, and also when no more fit in', async () => {
    const [owner, content] = [anOwner(), aFile(10 * KIB)]
    const held = await Promise.all(Array.from({ length: 10 }, () => hold(owner, content)))
    assert.deepEqual(new Set(held), new Set(['held']))
    assert.equal((await store.list(owner)).length, 1)
    assert.equal(await hold(anOwner(), content), 'held', 'another form may have the same file')
  })

  it('are so many at most, and so large together, also when they come at once', async () => {
    const [many, large] = [anOwner(), anOwner()]
    const held = await Promise.all(Array.from({ length: 10 }, () => hold(many)))
    assert.deepEqual(held.sort(), [...Array(4).fill('held'), ...Array(6).fill('too-many')])
    const heavy = await Promise.all(Array.from({ length: 4 }, () => hold(large, aFile(4 * KIB))))
    assert.deepEqual(heavy.sort(), ['held', 'held', 'too-much', 'too-much'])
    assert.equal(await hold(large, aFile(2 * KIB)), 'held', 'exactly as much as may be')
    assert.equal(await hold(large, aFile(1)), 'too-much')
  })

  it('fill neither what one place may take nor what all may, also when they come at once', async () => {
    const here = await Promise.all(Array.from({ length: 30 }, () => hold()))
    assert.equal(here.filter(one => one === 'held').length, 20)
    assert.ok(here.every(one => one === 'held' || one === 'full'))
    const places = Array.from({ length: 40 }, (_, n) => `place ${n % 4}`)
    const all = await Promise.all(places.map(place => hold(anOwner(), aFile(KIB), place)))
    assert.equal(all.filter(one => one === 'held').length, 30)
  })

  it('make room again once they belong to a case', async () => {
    const owner = anOwner()
    const [receipt, x] = [Buffer.from(randomUUID()), Buffer.from('x')]
    const complaint = { id: randomUUID(), receipt_index: receipt, contested_index: x, contact_index: x }
    await national.db
      .insertInto('complaints')
      .values({ ...complaint, state: 'received', matter: 'other', language: 'vi', sealed: '', created_at: new Date() })
      .execute()
    for (let n = 0; n < 4; n++) await hold(owner, aFile(2 * KIB))
    assert.equal(await store.handOver(owner, complaint.id), 4)
    assert.equal(await store.handOver(owner, complaint.id), 0)
    assert.deepEqual([await store.count(complaint.id), (await store.list(owner)).length], [4, 0])
    const again = await Promise.all(Array.from({ length: 20 }, () => hold()))
    assert.deepEqual(new Set(again), new Set(['held']))
    await national.db.deleteFrom('complaint_attachments').execute()
    await national.db.deleteFrom('complaints').execute()
  })

  it('do not open in another row', async () => {
    const owner = anOwner()
    await hold(owner)
    await hold(owner)
    const [one, other] = await national.db.selectFrom('complaint_attachments').selectAll().execute()
    assert.ok(one && other)
    const { name, content } = other
    await national.db.updateTable('complaint_attachments').set({ name, content }).where('id', '=', one.id).execute()
    assert.equal(await store.content(one.id), undefined)
    assert.ok(await store.content(other.id))
    assert.deepEqual((await store.list(owner)).map(file => file.name).sort(), ['', 'ảnh.png'])
  })
})

describe('the memory that arriving files take', () => {
  it('is bounded over all and for each place, and free again when it is given back', () => {
    const room = incoming({ most: 100, mostPerPlace: 60 })
    assert.deepEqual(
      [room.take('a', 60), room.take('a', 1), room.take('b', 40), room.take('c', 1)],
      [true, false, true, false],
    )
    room.giveBack('a', 30)
    assert.deepEqual([room.take('c', 31), room.take('c', 30), room.take('a', 1)], [false, true, false])
    room.giveBack('a', 30)
    room.giveBack('b', 40)
    room.giveBack('c', 30)
    assert.deepEqual([room.take('d', 60), room.take('e', 40), room.take('f', 1)], [true, true, false])
  })
})
