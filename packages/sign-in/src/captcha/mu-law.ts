/** ITU-T G.711 µ-law: eight bits a sample with the range of fourteen. */
const BIAS = 0x84
const CLIP = 32_635

/** One 16-bit sample as a µ-law byte. */
export function encodeMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(Math.round(sample)), CLIP) + BIAS
  const exponent = Math.floor(Math.log2(magnitude)) - 7
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f
  return ~(sign | (exponent << 4) | mantissa) & 0xff
}

/** A µ-law byte as a 16-bit sample. */
export function decodeMuLaw(byte: number): number {
  const bits = ~byte & 0xff
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 0x07)) - BIAS
  return bits & 0x80 ? -magnitude : magnitude
}
