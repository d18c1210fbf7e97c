/**
 * Makes the recordings of the captcha's spoken alternative, once, with espeak-ng (Debian: apt-get install espeak-ng):
 * `clips.ulaw`, all clips one after another (8 kHz, µ-law), and `clips.generated.ts`, where each begins.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { captchaAlphabet } from '../packages/sign-in/src/captcha/alphabet.ts'
import { encodeMuLaw } from '../packages/sign-in/src/captcha/mu-law.ts'

const RATE = 8000
const LOUDNESS = 5200
const VOICES = ['vi', 'vi+f2', 'vi+m3']

/** What is said for each character; words, as espeak-ng reads single letters in its own way. */
const NAMES: Record<string, string> = {
  2: 'hai',
  4: 'bốn',
  5: 'năm',
  6: 'sáu',
  7: 'bảy',
  8: 'tám',
  9: 'chín',
  h: 'hát',
  k: 'ca',
  m: 'em mờ',
  r: 'e rờ',
  t: 'tê',
  x: 'ích xì',
}

function spoken(text: string, voice: string): Float64Array {
  const file = execFileSync('espeak-ng', ['-v', voice, '-s', '135', '-g', '1', '-z', '--stdout', text])
  const rate = file.readUInt32LE(24)
  const samples = file.subarray(44)
  const linear = Float64Array.from({ length: samples.length >> 1 }, (_, at) => samples.readInt16LE(at * 2))
  return levelled(trimmed(resampled(linear, rate)))
}

/** To 8 kHz through a windowed sinc that cuts at 3.6 kHz, so that nothing folds back. */
function resampled(samples: Float64Array, rate: number): Float64Array {
  const step = rate / RATE
  const cutoff = (2 * 3600) / rate
  return Float64Array.from({ length: Math.floor(samples.length / step) }, (_, out) => {
    const middle = out * step
    let sum = 0
    for (let at = Math.ceil(middle - 32); at <= middle + 32; at++) {
      const distance = at - middle
      const sinc = distance === 0 ? cutoff : Math.sin(Math.PI * cutoff * distance) / (Math.PI * distance)
      sum += (samples[at] ?? 0) * sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / 33))
    }
    return sum
  })
}

function trimmed(samples: Float64Array): Float64Array {
  const loud = (sample: number) => Math.abs(sample) > 250
  return samples.slice(Math.max(samples.findIndex(loud) - 160, 0), samples.findLastIndex(loud) + 320)
}

/** Every clip equally loud (root mean square), so that loudness tells nothing. */
function levelled(samples: Float64Array): Float64Array {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  const gain = LOUDNESS / Math.sqrt(power)
  return samples.map(sample => sample * gain)
}

const clips: Buffer[] = []
const spans: Record<string, [number, number][]> = {}
let start = 0
for (const character of captchaAlphabet) {
  const name = NAMES[character]
  if (!name) throw new Error(`no spoken name for ${character}`)
  spans[character] = VOICES.map(voice => {
    const clip = Buffer.from(Array.from(spoken(name, voice), encodeMuLaw))
    clips.push(clip)
    start += clip.length
    return [start - clip.length, clip.length]
  })
}

const folder = new URL('../packages/sign-in/src/captcha/', import.meta.url)
writeFileSync(new URL('clips.ulaw', folder), Buffer.concat(clips))
const table = Object.entries(spans).map(([character, list]) => `  '${character}': ${JSON.stringify(list)},\n`)
writeFileSync(
  new URL('clips.generated.ts', folder),
  `/** Made by scripts/make-captcha-clips.ts: start and length in clips.ulaw, one pair per voice. */\n` +
    `export const clipSpans: Record<string, readonly (readonly [start: number, length: number])[]> = {\n${table.join('')}}\n`,
)
