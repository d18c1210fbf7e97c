import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { systemRandom } from '@motcua/kit/random.ts'
import { sealer } from '@motcua/kit/sealing.ts'
import { captchaAlphabet, drawAnswer } from './alphabet.ts'
import { type CaptchaParts, captchas, type SpentCaptchas } from './captcha.ts'

const key = randomBytes(32)
const ours = sealer({ current: 'k1', keys: { k1: key } })

function rememberedHere(): SpentCaptchas {
  const seen = new Set<string>()
  return {
    async spend(nonce) {
      const text = nonce.toString('hex')
      return seen.size < seen.add(text).size
    },
  }
}

/** Captchas at a settable time whose answers the test learns, as a lab would. */
function atHand(parts: Partial<CaptchaParts> = {}) {
  const at = { now: new Date('2026-03-01T08:00:00Z') }
  const answers = new Map<string, string>()
  const publish = async (id: string, answer: string) => void answers.set(id, answer)
  const made = captchas({
    sealer: ours,
    clock: () => at.now,
    random: systemRandom,
    spent: rememberedHere(),
    publish,
    ...parts,
  })
  return { at, made, answerOf: (id: string) => answers.get(id) ?? '' }
}

const minutesLater = (at: { now: Date }, minutes: number) => {
  at.now = new Date(at.now.getTime() + minutes * 60_000)
}

test('the published answer is right, and six characters of the alphabet', async () => {
  const { made, answerOf } = atHand()
  const id = await made.issue()
  assert.match(answerOf(id), new RegExp(`^[${captchaAlphabet}]{6}$`))
  assert.equal(await made.check(id, answerOf(id)), 'right')
})

test('capitals, spaces anywhere and full-width characters are the same answer', async () => {
  const { made, answerOf } = atHand()
  const forms: ((answer: string) => string)[] = [
    answer => answer.toUpperCase(),
    answer => `  ${answer}\n`,
    answer => [...answer].join(' '),
    answer => [...answer].join('\u00a0'),
    answer => answer.replace(/./g, character => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)),
  ]
  for (const form of forms) {
    const id = await made.issue()
    assert.equal(await made.check(id, form(answerOf(id))), 'right')
  }
})

test('a character that no captcha has is taken for the one it looks or sounds like', async () => {
  const { made, answerOf } = atHand()
  const alike: Record<string, string> = { 2: 'Z', 5: 's', 6: 'b', 8: 'B', 9: 'g', h: 'n', k: 'c', t: 'f', x: '×' }
  for (let n = 0; n < 20; n++) {
    const id = await made.issue()
    assert.equal(
      await made.check(
        id,
        answerOf(id).replace(/./g, character => alike[character] ?? character),
      ),
      'right',
    )
  }
})

test('another text is wrong, whatever its length', async () => {
  const { made, answerOf } = atHand()
  const wrongs: ((answer: string) => string)[] = [
    () => '',
    () => '   ',
    answer => answer.slice(0, 5),
    answer => `${answer}2`,
    answer => answer.slice(0, 5) + (answer.endsWith('2') ? '4' : '2'),
    answer => answer + ' '.repeat(100_000),
    () => '\u{1f600}'.repeat(6),
  ]
  for (const wrong of wrongs) {
    const id = await made.issue()
    assert.equal(await made.check(id, wrong(answerOf(id))), 'wrong')
  }
})

test('a captcha is spent by a right answer', async () => {
  const { made, answerOf } = atHand()
  const id = await made.issue()
  assert.equal(await made.check(id, answerOf(id)), 'right')
  assert.equal(await made.check(id, answerOf(id)), 'used')
})

test('a captcha is spent by a wrong answer too: there is no second guess', async () => {
  const { made, answerOf } = atHand()
  const id = await made.issue()
  assert.equal(await made.check(id, 'nonono'), 'wrong')
  assert.equal(await made.check(id, answerOf(id)), 'used')
})

test('a captcha is good until five minutes have passed, and then neither seen, heard nor answered', async () => {
  const { at, made, answerOf } = atHand()
  const [first, second] = [await made.issue(), await made.issue()]
  minutesLater(at, 4.99)
  assert.ok(made.picture(first))
  assert.ok(made.sound(first))
  assert.equal(await made.check(first, answerOf(first)), 'right')
  minutesLater(at, 0.01)
  assert.equal(made.picture(second), undefined)
  assert.equal(made.sound(second), undefined)
  assert.equal(await made.check(second, answerOf(second)), 'expired')
})

test('an id that is forged, foreign, cut, lengthened or sealed for something else is expired', async () => {
  const { made, answerOf } = atHand()
  const id = await made.issue()
  const foreign = atHand({ sealer: sealer({ current: 'k1', keys: { k1: randomBytes(32) } }) })
  const elsewhere = `245678.${new Date('2027-01-01').getTime().toString(36)}.${randomBytes(16).toString('base64url')}`
  const bad = [
    '',
    'x',
    '245678',
    id.slice(0, -2),
    `${id}x`,
    `${id.slice(0, 20)}${id[20] === 'A' ? 'B' : 'A'}${id.slice(21)}`,
    id + 'A'.repeat(1_000_000),
    await foreign.made.issue(),
    ours.seal(elsewhere, 'session'),
    ours.seal('245678', 'captcha'),
    ours.seal('245678.rubbish!.AAAA', 'captcha'),
  ]
  for (const one of bad) {
    assert.equal(await made.check(one, '245678'), 'expired', one.slice(0, 40))
    assert.equal(made.picture(one), undefined)
    assert.equal(made.sound(one), undefined)
  }
  assert.equal(await made.check(id, answerOf(id)), 'right', 'the bad ids have not spent the good one')
})

test('an id is URL-safe, short, never the same twice, and does not show its answer', async () => {
  const { made, answerOf } = atHand()
  const ids = await Promise.all(Array.from({ length: 50 }, () => made.issue()))
  assert.equal(new Set(ids).size, 50)
  for (const id of ids) {
    assert.match(id, /^[\w.-]{1,200}$/)
    assert.ok(!id.includes(answerOf(id)))
    assert.ok(!Buffer.from(id.slice(3), 'base64url').includes(answerOf(id)))
  }
})

test('one captcha looks and sounds the same every time, another one differs', async () => {
  const { made } = atHand()
  const [one, other] = [await made.issue(), await made.issue()]
  assert.deepEqual(made.picture(one), made.picture(one))
  assert.deepEqual(made.sound(one), made.sound(one))
  assert.notDeepEqual(made.picture(one), made.picture(other))
  assert.notDeepEqual(made.sound(one), made.sound(other))
})

test('a publisher that fails, throws or never answers holds nobody up for long', async () => {
  const failing: NonNullable<CaptchaParts['publish']>[] = [
    () => Promise.reject(new Error('down')),
    () => {
      throw new Error('down at once')
    },
    () => new Promise(() => undefined),
  ]
  for (const publish of failing) {
    const { made } = atHand({ publish })
    assert.ok(made.picture(await made.issue()))
  }
})

test('the answer is published before the id is out', async () => {
  const heard: string[] = []
  const publish = async (id: string) => {
    await new Promise(resolve => setTimeout(resolve, 30))
    heard.push(id)
  }
  const { made } = atHand({ publish })
  assert.deepEqual([await made.issue()], heard)
})

test('every character is equally likely: of 256 bytes 247 are used, 19 for each, and the rest drawn again', () => {
  const answers = Array.from({ length: 247 }, (_, byte) => {
    const draws = [Buffer.alloc(6, 247 + (byte % 9)), Buffer.alloc(6, byte)]
    return drawAnswer(() => draws.shift() ?? Buffer.alloc(0))
  })
  for (const character of captchaAlphabet) {
    assert.equal(answers.filter(answer => answer === character.repeat(6)).length, 19)
  }
})
