import { isTest, type SourceFile } from './modules.ts'

/** What touches the world outside of the program, and the file names that may. The name says what a file may do. */
type WorldRule = { name: string; because: string; allowed: RegExp; touches: (file: SourceFile) => boolean }

const importsValue = (file: SourceFile, names: RegExp) =>
  file.imports.some(({ to, kind }) => kind === 'value' && names.test(to))

const OUTSIDE_APPS = /^(scripts|tests|bench)\//

export const worldRules: WorldRule[] = [
  {
    ...{ name: 'http-at-the-edge', because: 'requests are parsed in routes and nowhere else' },
    allowed: /(routes|\/app|\/main|\/web)\.ts$/,
    touches: ({ imports }) => imports.some(({ to, kind }) => /^@?fastify(\/|$)/.test(to) && kind === 'value'),
  },
  {
    ...{ name: 'request-types-at-the-edge', because: 'what lies behind the routes works without HTTP' },
    allowed: /(routes|\/app|\/main|\/web[\w-]*)\.ts$|^packages\/kit\/|\/web\//,
    touches: ({ imports }) => imports.some(({ to }) => to === 'fastify'),
  },
  {
    ...{ name: 'sql-in-stores', because: 'who changes a table finds every statement on it in its store' },
    allowed: /(-store|\/db|\/jobs|\/embedded-db|migrations)\.ts$|\/migrations\//,
    touches: file =>
      importsValue(file, /^(kysely|pg)(\/|$)/) ||
      /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(withoutComments(file.text)),
  },
  {
    ...{ name: 'network-in-adapters', because: 'time-outs, retries and breakers are kept where the wire is' },
    // The lab is what stands on the other side of the wire; a page's script runs in the browser and asks its own server.
    allowed: /-(http|smpp|smtp)\.ts$|\/(app|main)\.ts$|^apps\/lab\/|\/page\/script\.ts$/,
    touches: file =>
      importsValue(file, /^(node:(http|https|http2|tls|dgram)|smpp|nodemailer|smtp-server|undici)$/) ||
      /import [^;\n]*\b(connect|createConnection|createServer|Socket|Server)\b[^;\n]* from 'node:net'/.test(
        file.text,
      ) ||
      /(?<![.\w])fetch\(/.test(withoutComments(file.text)),
  },
  {
    ...{ name: 'environment-in-config', because: 'what can be configured is listed in one place for each app' },
    allowed: /\/config\.ts$|^packages\/kit\/src\/test-db\.ts$/,
    touches: file => /\bprocess\.env\b/.test(withoutComments(file.text)),
  },
]

/** Every file that touches what its name does not allow. Tests, scripts and benchmarks may touch everything. */
export function worldViolations(files: SourceFile[], rules = worldRules): string[] {
  return files
    .filter(({ path }) => !isTest(path) && !OUTSIDE_APPS.test(path) && !path.endsWith('.d.ts'))
    .flatMap(file =>
      rules
        .filter(rule => !rule.allowed.test(file.path) && rule.touches(file))
        .map(rule => `${file.path} (${rule.name}: ${rule.because})`),
    )
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
}
