import { readFileSync } from 'node:fs'
import { clipSpans } from './clips.generated.ts'
import { decodeMuLaw } from './mu-law.ts'

/** Samples a second of every clip and of every sound. */
export const sampleRate = 8000

type Clip = Int16Array<ArrayBuffer>

/** Decoded once, then kept: 300 kB. */
let recorded: Clip | undefined

/** The recordings of one character, one per voice, as 16-bit samples; a character of another alphabet is a bug. */
export function clipsOf(character: string): Clip[] {
  recorded ??= Int16Array.from(readFileSync(new URL('./clips.ulaw', import.meta.url)), decodeMuLaw)
  const spans = clipSpans[character]
  if (!spans) throw new Error(`no clip says ${character}`)
  const all = recorded
  return spans.map(([start, length]) => all.subarray(start, start + length))
}
