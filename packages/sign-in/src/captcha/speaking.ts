import { sampleRate } from './clips.ts'
import { between, type Draw } from './draw.ts'

/** As floats in the 16-bit range. */
type Samples = Float32Array<ArrayBuffer>

/** 40 ms pieces, half over each other, are what speech is stretched by without a change of pitch. */
const GRAIN = Math.round(0.04 * sampleRate)
const STEP = GRAIN / 2
/** One period of a low voice. */
const REACH = Math.round(0.006 * sampleRate)
const window = Float32Array.from({ length: GRAIN }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / GRAIN))

const SLOWEST = 0.9

/**
 * A recording said anew: at another pitch that sways, at another pace, in another room and with another colour. The
 * recordings are no secret; laid over one of them, what is heard must not match it wave by wave.
 */
export function saidAnew(recording: Int16Array, draw: Draw): Samples {
  return coloured(echoed(stretched(swaying(recording, draw), draw), draw), draw)
}

/** Played faster or slower, never quite evenly. */
function swaying(recording: Int16Array, draw: Draw): Samples {
  const [speed, depth] = [between(draw, SLOWEST, 1.12), between(draw, 0.015, 0.035)]
  const [beats, phase] = [between(draw, 2, 5), between(draw, 0, 7)]
  const turn = (2 * Math.PI * beats) / sampleRate
  const played = new Float32Array(Math.ceil(recording.length / (SLOWEST * (1 - depth))))
  let length = 0
  for (let at = 0; at < recording.length - 1 && length < played.length; length++) {
    const whole = Math.floor(at)
    const [here, next] = [recording[whole] ?? 0, recording[whole + 1] ?? 0]
    played[length] = here + (next - here) * (at - whole)
    at += speed * (1 + depth * Math.sin(turn * length + phase))
  }
  return played.subarray(0, length)
}

/** Longer or shorter at the same pitch (WSOLA): pieces nearer together or further apart, each moved to where it fits. */
function stretched(samples: Samples, draw: Draw): Samples {
  const factor = between(draw, 0.9, 1.25)
  const source = new Float32Array(samples.length + 2 * GRAIN + REACH)
  source.set(samples)
  const slower = new Float32Array(Math.ceil(samples.length * factor) + GRAIN)
  for (let at = 0; at + GRAIN <= slower.length; at += STEP) {
    const from = fitting(source, { around: Math.round(at / factor), after: slower.subarray(at, at + STEP) })
    for (let n = 0; n < GRAIN; n++) slower[at + n] = (slower[at + n] ?? 0) + (source[from + n] ?? 0) * (window[n] ?? 0)
  }
  return slower
}

/** Where near a place the piece begins that goes on most smoothly from what is there already. */
function fitting(source: Samples, { around, after }: { around: number; after: Samples }): number {
  let best = around
  let likeness = Number.NEGATIVE_INFINITY
  for (let from = Math.max(0, around - REACH); from <= around + REACH; from += 3) {
    let sum = 0
    // Every third sample tells enough.
    for (let n = 0; n < STEP; n += 3) sum += (after[n] ?? 0) * (source[from + n] ?? 0)
    if (sum > likeness) {
      best = from
      likeness = sum
    }
  }
  return best
}

/** A few early reflections, as from the walls of a small room. */
function echoed(samples: Samples, draw: Draw): Samples {
  const heard = samples.slice()
  for (let wall = 0; wall < 3; wall++) {
    const [delay, gain] = [Math.round(between(draw, 0.004, 0.04) * sampleRate), between(draw, -0.3, 0.3)]
    for (let at = delay; at < heard.length; at++) heard[at] = (heard[at] ?? 0) + (samples[at - delay] ?? 0) * gain
  }
  return heard
}

/** Duller or brighter. */
function coloured(samples: Samples, draw: Draw): Samples {
  const tilt = between(draw, -0.35, 0.35)
  for (let at = samples.length - 1; at > 0; at--) samples[at] = (samples[at] ?? 0) + tilt * (samples[at - 1] ?? 0)
  return samples
}
