import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { test } from 'node:test'
import { captchaAlphabet } from './alphabet.ts'
import { clipSpans } from './clips.generated.ts'
import { clipsOf, sampleRate } from './clips.ts'
import { seededDraw } from './draw.ts'
import { decodeMuLaw, encodeMuLaw } from './mu-law.ts'
import { captchaSound } from './sound.ts'
import { saidAnew } from './speaking.ts'
import { wav8 } from './wav.ts'

const anyDraw = () => seededDraw(randomBytes(16), 'sound')

/** Loudness (root mean square, 16-bit range) of each 50 ms. */
function loudness(wav: Buffer): number[] {
  const samples = [...wav.subarray(44)].map(byte => (byte - 128) * 256)
  return Array.from({ length: Math.floor(samples.length / 400) }, (_, at) =>
    rms(samples.slice(at * 400, at * 400 + 400)),
  )
}

function rms(samples: Iterable<number>): number {
  const squares = [...samples].map(sample => sample * sample)
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
}

/** Stretches of speech: what is louder than the murmur behind, joined over gaps of less than 0.4 s (within one spoken name). */
function bursts(wav: Buffer): number {
  const loud = loudness(wav).flatMap((level, at) => (level > 3_000 ? [at] : []))
  return loud.filter((at, index) => index === 0 || at - (loud[index - 1] ?? 0) > 8).length
}

test('a sound is a WAV file of 8 kHz, 8 bits, one channel, whose lengths are right', () => {
  const wav = captchaSound('245678', anyDraw())
  assert.equal(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16), 'RIFFWAVEfmt ')
  assert.equal(wav.readUInt32LE(4), wav.length - 8)
  assert.deepEqual([wav.readUInt16LE(20), wav.readUInt16LE(22)], [1, 1])
  assert.deepEqual([wav.readUInt32LE(24), wav.readUInt32LE(28)], [sampleRate, sampleRate])
  assert.deepEqual([wav.readUInt16LE(32), wav.readUInt16LE(34)], [1, 8])
  assert.ok(wav.length - 44 - wav.readUInt32LE(40) <= 1)
})

test('six characters are heard one by one, with pauses, within fifteen seconds', () => {
  for (const text of ['245678', '9hkmrt', 'xxxxxx', '888888', 'tmr5h2']) {
    for (let time = 0; time < 5; time++) {
      const wav = captchaSound(text, anyDraw())
      assert.equal(bursts(wav), 6, text)
      const seconds = (wav.length - 44) / sampleRate
      assert.ok(seconds > 5 && seconds < 15, `${seconds} s`)
    }
  }
})

test('it is never quite silent, and the voices stand well above what is behind them', () => {
  const levels = loudness(captchaSound('245678', anyDraw())).sort((one, other) => one - other)
  const [quiet = 0, loud = 0] = [levels[Math.floor(levels.length * 0.1)], levels[Math.floor(levels.length * 0.9)]]
  assert.ok(quiet > 80, `background ${quiet}`)
  assert.ok(loud > 4 * quiet, `voices ${loud} over ${quiet}`)
})

test('the same characters sound different each time', () => {
  const sounds = Array.from({ length: 10 }, () => captchaSound('245678', anyDraw()).toString('base64'))
  assert.equal(new Set(sounds).size, 10)
})

test('every character is spoken by three voices, for a quarter to one second, equally loud', () => {
  for (const character of captchaAlphabet) {
    const clips = clipsOf(character)
    assert.equal(clips.length, 3)
    for (const clip of clips) {
      assert.ok(clip.length > 0.25 * sampleRate && clip.length < sampleRate, `${character}: ${clip.length} samples`)
      assert.ok(Math.abs(rms(clip) - 5_200) < 500, `${character}: ${rms(clip)}`)
    }
  }
})

test('no two characters share a recording', () => {
  const clips = [...captchaAlphabet].flatMap(character => clipsOf(character).map(clip => ({ character, clip })))
  for (const one of clips) {
    for (const other of clips)
      if (one !== other) assert.ok(likeness(one.clip, other.clip) < 0.9, one.character + other.character)
  }
})

/** Correlation of the waveforms, 1 for the same recording. */
function likeness(one: Int16Array, other: Int16Array): number {
  const length = Math.min(one.length, other.length)
  let sum = 0
  for (let at = 0; at < length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum / (length * 5_200 * 5_200)
}

test('the recordings take at most 250 kB and the index covers them wholly', () => {
  const { size } = statSync(new URL('./clips.ulaw', import.meta.url))
  const spans = Object.values(clipSpans).flat()
  assert.ok(size <= 250_000)
  assert.equal(
    spans.reduce((sum, [, length]) => sum + length, 0),
    size,
  )
})

test('a character that nobody recorded is an exception', () => {
  assert.throws(() => captchaSound('245o78', anyDraw()), /no clip says o/)
})

test('µ-law keeps a sample within a thirtieth of its size, and its sign', () => {
  for (let sample = -32_600; sample <= 32_600; sample += 7) {
    const heard = decodeMuLaw(encodeMuLaw(sample))
    assert.ok(Math.abs(heard - sample) <= Math.abs(sample) / 30 + 4, `${sample} became ${heard}`)
  }
  assert.equal(decodeMuLaw(encodeMuLaw(1e6)), decodeMuLaw(encodeMuLaw(32_635)))
})

test('samples too loud for a WAV file are clipped, and an odd number of them is padded', () => {
  const wav = wav8(Float32Array.from([-1e9, 0, 1e9]), 8000)
  assert.deepEqual([...wav.subarray(44)], [0, 128, 255, 128])
  assert.equal(wav.readUInt32LE(40), 3)
})

/** How well a recording, at its best place and speed, lies over what is heard: 1 when it is the same wave. */
function overlaid(heard: Float32Array, recording: Int16Array): number {
  let best = 0
  for (let speed = 0.86; speed < 1.16; speed += 0.01) {
    const template = Float32Array.from(
      { length: Math.floor(recording.length / speed) },
      (_, at) => recording[Math.floor(at * speed)] ?? 0,
    )
    for (let lag = -240; lag <= 240; lag += 2)
      best = Math.max(best, agreement(heard.subarray(Math.max(0, lag)), template.subarray(Math.max(0, -lag))))
  }
  return best
}

function agreement(one: Float32Array, other: Float32Array): number {
  const length = Math.min(one.length, other.length)
  let [product, squares, others] = [0, 0, 0]
  for (let at = 0; at < length; at++) {
    const [a, b] = [one[at] ?? 0, other[at] ?? 0]
    product += a * b
    squares += a * a
    others += b * b
  }
  return product / Math.sqrt(squares * others)
}

test('a recording laid over what is heard does not match it, though anybody has the recordings', () => {
  const said = [...'25hx'].flatMap(character => {
    const [recording = new Int16Array()] = clipsOf(character)
    assert.equal(overlaid(Float32Array.from(recording), recording), 1)
    return [1, 2, 3].map(() => overlaid(saidAnew(recording, anyDraw()), recording))
  })
  const mean = said.reduce((sum, match) => sum + match, 0) / said.length
  assert.ok(mean < 0.78, `${mean} on average`)
})
