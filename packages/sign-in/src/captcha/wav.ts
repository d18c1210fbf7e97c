const HEADER_BYTES = 44

/** A RIFF/WAVE file of 8-bit unsigned mono PCM from samples of 16-bit range; louder ones are clipped. */
export function wav8(samples: Float32Array, rate: number): Buffer {
  const padded = samples.length + (samples.length % 2)
  const file = Buffer.alloc(HEADER_BYTES + padded, 0x80)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(HEADER_BYTES - 8 + padded, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20) // PCM
  file.writeUInt16LE(1, 22) // mono
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate, 28) // bytes a second
  file.writeUInt16LE(1, 32) // bytes a frame
  file.writeUInt16LE(8, 34) // bits a sample
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(samples.length, 40)
  for (let at = 0; at < samples.length; at++) file[HEADER_BYTES + at] = eightBits(samples[at] ?? 0)
  return file
}

function eightBits(sample: number): number {
  return Math.min(255, Math.max(0, Math.round(sample / 256) + 128))
}
