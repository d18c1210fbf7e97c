import { type Import, isTest, type SourceFile } from './modules.ts'

/** One rule of who may import whom (docs/architecture.md). */
export type ImportRule = {
  name: string
  because: string
  from: (path: string) => boolean
  refuses: (imported: Import, from: string) => boolean
}

const inPackage = (name: string) => (path: string) => path.startsWith(`packages/${name}/`)
const isPackage = (path: string) => path.startsWith('packages/')
const isApp = (path: string) => path.startsWith('apps/')
const isOurs = (path: string) => isPackage(path) || isApp(path)
const appOf = (path: string) => path.split('/')[1]
const code = (test: (path: string) => boolean) => (path: string) => test(path) && !isTest(path)
const national =
  (...folders: string[]) =>
  (path: string) =>
    folders.some(folder => path.startsWith(`apps/national/src/${folder}/`))

function only(name: string, allowed: string[], because: string): ImportRule {
  const own = [name, ...allowed]
  return {
    ...{ name: `${name}-imports-only-${allowed.join('-') || 'itself'}`, because, from: inPackage(name) },
    refuses: ({ to }) => isOurs(to) && !own.some(each => inPackage(each)(to)),
  }
}

const ABOVE = national('flows', 'methods', 'complaints', 'oidc', 'my-account', 'service-desk', 'procedures')

/** What the agent shares with the portals: the contract, and markup, words, clock and chance, all of them pure. */
const CARRIED = /^packages\/(contracts\/|pki\/|ui\/src\/(html|words|ornament)\.ts$|kit\/src\/(clock|random)\.ts$)/

export const importRules: ImportRule[] = [
  only('contracts', ['identifiers'], 'what processes agree on must not depend on how one of them works'),
  only('identifiers', [], 'formats are pure rules'),
  only('kit', [], 'server plumbing knows no word of the domain'),
  only('ui', [], 'pages are drawn from what they are given'),
  only('pki', ['contracts', 'identifiers'], 'certificates are pure rules'),
  only('sign-in', ['kit', 'ui', 'identifiers', 'contracts'], 'both portals build on it'),
  {
    ...{ name: 'no-app-imports-an-app', because: 'apps talk over their contracts, so that each runs alone' },
    from: isApp,
    refuses: ({ to }, from) => isApp(to) && appOf(to) !== appOf(from),
  },
  {
    ...{ name: 'signing-agent-carries-little', because: 'it is one file on other people’s computers' },
    from: code(path => path.startsWith('apps/signing-agent/')),
    refuses: ({ to }) => isPackage(to) && !CARRIED.test(to),
  },
  {
    ...{ name: 'code-imports-no-tests', because: 'what runs must not need what tests it' },
    from: code(path => isOurs(path)),
    refuses: ({ to }) => /\.test\.ts$|^tests\/|^scripts\/|^bench\//.test(to),
  },
  {
    ...{ name: 'engine-knows-no-method', because: 'flows times methods is two lists; the engine is neither' },
    from: code(path => path.startsWith('packages/sign-in/src/flow/')),
    refuses: ({ to }) => /^packages\/sign-in\/src\/(otp|password|captcha)\//.test(to),
  },
  {
    ...{ name: 'flows-name-methods-by-id', because: 'a method is added without touching a flow' },
    from: code(national('flows')),
    refuses: ({ to }) => national('methods')(to),
  },
  {
    ...{ name: 'methods-know-no-flow', because: 'a method proves one thing, whoever asks' },
    from: code(national('methods')),
    refuses: ({ to }) => national('flows')(to),
  },
  {
    ...{ name: 'steps-know-neither', because: 'what flows and methods share must not depend on one of them' },
    from: code(national('steps')),
    refuses: ({ to }) => national('flows', 'methods')(to),
  },
  {
    ...{
      name: 'accounts-know-nothing-above',
      because: 'accounts, sessions and notices serve flows and pages, not the reverse',
    },
    from: code(national('accounts', 'session', 'limits', 'audit', 'notices')),
    refuses: ({ to }) => ABOVE(to),
  },
  {
    ...{ name: 'pages-only-draw', because: 'a page is a function from a model to HTML' },
    from: code(path => path.endsWith('-page.ts') && isApp(path)),
    refuses: ({ to, kind }) =>
      kind === 'value' && /(-store|-routes|-http|-smpp|-smtp|config)\.ts$|^(kysely|fastify|pg)$/.test(to),
  },
]

/** Every import that a rule refuses, with the rule's reason. */
export function refusedImports(files: SourceFile[], rules = importRules): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.flatMap(each =>
      rules
        .filter(rule => rule.from(path) && rule.refuses(each, path))
        .map(rule => `${path} imports ${each.to} (${rule.name}: ${rule.because})`),
    ),
  )
}

/** Cycles of imports, of types too, each told once. */
export function cycles(files: SourceFile[]): string[] {
  const edges = new Map(files.map(({ path, imports }) => [path, imports.map(({ to }) => to)]))
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  function visit(path: string, trail: string[]): void {
    if (state.get(path) === 'open') found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
    if (state.has(path)) return
    state.set(path, 'open')
    for (const to of edges.get(path) ?? []) if (edges.has(to)) visit(to, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of edges.keys()) visit(path, [])
  return found.map(cycle => `${cycle} (no-cycles: what depends on itself cannot be understood in parts)`)
}
