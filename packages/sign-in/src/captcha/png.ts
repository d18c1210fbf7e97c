import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

export type Indexed = { width: number; height: number; pixels: Uint8Array; palette: readonly string[] }

/** A PNG file (ISO/IEC 15948) of palette colours, `#RRGGBB`, at most 16: four bits a pixel. The width must be even. */
export function indexedPng({ width, height, pixels, palette }: Indexed): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([4, 3, 0, 0, 0], 8) // four bits, palette, deflate, filters by line, not interlaced
  const colours = Buffer.from(palette.map(colour => colour.slice(1)).join(''), 'hex')
  const lines = Buffer.alloc(height * (width / 2 + 1))
  for (let at = 0; at < pixels.length; at += 2) {
    // Each line begins with its filter: none.
    const line = Math.floor(at / width)
    lines[line * (width / 2 + 1) + 1 + (at % width) / 2] = ((pixels[at] ?? 0) << 4) | (pixels[at + 1] ?? 0)
  }
  const chunks = [chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', deflateSync(lines)), chunk('IEND')]
  return Buffer.concat([SIGNATURE, ...chunks])
}

function chunk(type: string, content: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
