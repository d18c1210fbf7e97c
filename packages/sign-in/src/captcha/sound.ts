import { captchaAlphabet } from './alphabet.ts'
import { clipsOf, sampleRate } from './clips.ts'
import { between, type Draw, oneOf } from './draw.ts'
import { saidAnew } from './speaking.ts'
import { wav8 } from './wav.ts'

type Spoken = { samples: Int16Array | Float32Array; gain: number }

/** Seconds of quiet around the characters: a listener types as they come. */
const LEAD = 0.5
/** Of a character, root mean square: all alike, so that loudness tells nothing. */
const LOUDNESS = 5_000
const [SHORTEST_PAUSE, LONGEST_PAUSE] = [0.55, 0.9]

/**
 * A WAV file (8 kHz, 8 bits, mono) in which changing voices read the characters out in Vietnamese, with pauses,
 * over hiss and backward murmur. The alternative for people who cannot see the picture (WCAG 1.1.1).
 */
export function captchaSound(text: string, draw: Draw): Buffer {
  const spoken = [...text].map((character): Spoken => {
    const samples = saidAnew(oneOf(draw, clipsOf(character)), draw)
    return { samples, gain: (between(draw, 0.8, 1) * LOUDNESS) / loudnessOf(samples) }
  })
  const starts = placed(spoken, draw)
  const end = (starts.at(-1) ?? 0) + (spoken.at(-1)?.samples.length ?? 0)
  const mix = hiss(end + LEAD * sampleRate, draw)
  for (const [index, part] of spoken.entries()) add(mix, part, starts[index] ?? 0)
  murmur(mix, draw)
  return wav8(mix, sampleRate)
}

/** Where each part begins, in samples. */
function placed(spoken: readonly Spoken[], draw: Draw): number[] {
  let at = LEAD * sampleRate
  return spoken.map(({ samples }) => {
    const start = at
    at += samples.length + Math.round(between(draw, SHORTEST_PAUSE, LONGEST_PAUSE) * sampleRate)
    return start
  })
}

/** Root mean square. */
function loudnessOf(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}

function hiss(length: number, draw: Draw): Float32Array {
  const noise = new Float32Array(Math.ceil(length))
  const level = between(draw, 500, 900)
  let last = 0
  for (let at = 0; at < noise.length; at++) {
    last = 0.4 * last + (draw() - 0.5) * 2 * level
    noise[at] = last
  }
  return noise
}

/** Voices of the same alphabet played backwards: they disturb recognisers more than listeners. */
function murmur(mix: Float32Array, draw: Draw): void {
  for (let at = 0; at < mix.length; ) {
    const samples = oneOf(draw, clipsOf(oneOf(draw, [...captchaAlphabet]))).toReversed()
    add(mix, { samples, gain: between(draw, 0.1, 0.2) }, at)
    at += Math.round(samples.length * between(draw, 0.7, 1.6))
  }
}

function add(mix: Float32Array, { samples, gain }: Spoken, start: number): void {
  const end = Math.min(samples.length, mix.length - start)
  for (let at = 0; at < end; at++) mix[start + at] = (mix[start + at] ?? 0) + (samples[at] ?? 0) * gain
}
