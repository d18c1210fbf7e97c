import { migrate, openDb, pendingMigrations } from '@motcua/kit/db.ts'
import { healthRoutes } from '@motcua/kit/health-routes.ts'
import { createLog, type Log } from '@motcua/kit/log.ts'
import { blindIndex, sealer } from '@motcua/kit/sealing.ts'
import { webServer } from '@motcua/kit/web.ts'
import { portalRoutes } from '@motcua/sign-in/web/portal-routes.ts'
import { visitors } from '@motcua/sign-in/web/visitors.ts'
import { errorPage, failureKind } from '@motcua/ui/error-page.ts'
import { plain } from '@motcua/ui/words.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { accountsStore } from './accounts/accounts-store.ts'
import { reindexIfRotated } from './accounts/reindex.ts'
import type { Config } from './config.ts'
import { migrations } from './db/migrations.ts'
import type { ProvincialTables } from './db/tables.ts'
import { homeRoutes } from './home/home-routes.ts'
import { keepHouse } from './housekeeping.ts'
import { linkingRoutes } from './linking/linking-routes.ts'
import { ssoRoutes } from './linking/sso-routes.ts'
import { accountRoutes } from './my-account/account-routes.ts'
import type { Parts } from './parts.ts'
import { partsOf } from './parts-of.ts'
import { placesRoutes } from './places/places-routes.ts'
import { type Catalogue, loadCatalogue } from './procedures/catalogue.ts'
import { proceduresRoutes } from './procedures/procedures-routes.ts'
import { receptionRoutes } from './reception/reception-routes.ts'
import { accountHolderHook } from './session/account-holder-routes.ts'
import { enter } from './session/enter-routes.ts'
import { provincialFrame } from './session/frame.ts'
import { messages } from './session/messages.ts'
import { oncePerRequest } from './session/visitors-routes.ts'
import { provincialSessions } from './sign-in/open-session.ts'
import { signInRoutes } from './sign-in/sign-in-routes.ts'
import type { Web } from './web.ts'

export type ProvincialApp = { server: FastifyInstance; parts: Parts; close(): Promise<void> }

/** The portal of one province: opens its database, brings it up to date, and serves. */
export async function provincialApp(config: Config): Promise<ProvincialApp> {
  const log = createLog({ name: config.deployment, level: config.logLevel })
  const catalogue = await loadCatalogue(config.province)
  const db = openDb<ProvincialTables>(config.databaseUrl)
  await prepare(db, { config, log })
  const parts = partsOf(config, { db, log })
  const server = await portalServer(config, { parts, catalogue })
  const house = keepHouse(parts)
  return {
    server,
    parts,
    async close() {
      await server.close()
      await house.stop()
      await db.destroy()
    },
  }
}

async function prepare(db: Kysely<ProvincialTables>, { config, log }: { config: Config; log: Log }): Promise<void> {
  await migrate(db, migrations)
  const { sealing, index } = config.keys
  const rows = await reindexIfRotated(db, { sealer: sealer(sealing), index: blindIndex(index), indexKeyId: index.id })
  if (rows > 0) log.info({ rows }, 'blind indexes made anew under the new key')
}

type Serving = { parts: Parts; catalogue: Catalogue }

/** What the server needs to know of the configuration. */
export type Site = Pick<Config, 'publicUrl' | 'deployment' | 'trustedProxies' | 'province' | 'hotline' | 'labUrl'>

/** The web server with every route of the portal, over parts that tests replace. */
export async function portalServer(site: Site, { parts, catalogue }: Serving): Promise<FastifyInstance> {
  const web = webOf(site, { parts, catalogue })
  const server = await webServer({
    ...{ log: parts.log, random: parts.random, publicUrl: site.publicUrl, trustedProxies: site.trustedProxies },
    errorPage: (request, { status, reference }) =>
      errorPage(web.frame(request), { kind: failureKind(status), reference }),
  })
  healthRoutes(server, () => readiness(parts.db))
  accountHolderHook(server, { visitors: web.visitors, accounts: accountsStore(parts.db, parts) })
  portalRoutes(server, { captchas: parts.captchas, visitors: web.visitors })
  for (const routes of [homeRoutes, signInRoutes, ssoRoutes, linkingRoutes, receptionRoutes, accountRoutes]) {
    routes(server, web)
  }
  placesRoutes(server)
  proceduresRoutes(server, { catalogue, frame: web.frame })
  return server
}

function webOf(site: Site, { parts, catalogue }: Serving): Web {
  const { deployment, province, hotline, labUrl } = site
  const sessions = provincialSessions(parts, parts.db)
  const secure = site.publicUrl.startsWith('https:')
  const known = oncePerRequest(visitors({ deployment, secure, random: parts.random, sessions }))
  const portal = { province, hotline, demonstration: labUrl !== undefined }
  const frame = (request: FastifyRequest) => {
    const account = request.accountHolder?.account
    return provincialFrame({ language: known.language(request), path: request.url, account, portal })
  }
  return {
    ...{ parts, visitors: known, portal, catalogue, frame },
    enter: (exchange, signedIn) => enter({ sessions, visitors: known }, exchange, signedIn),
    lost: (request, why) => {
      const way = {
        href: request.url.split('/').slice(0, 2).join('/'),
        label: plain(known.language(request), messages)('lost.start-again'),
      }
      return errorPage(frame(request), { kind: why === 'gone' ? 'expired' : 'busy', way })
    },
  }
}

async function readiness(db: Kysely<ProvincialTables>) {
  try {
    const pending = await pendingMigrations(db, migrations)
    if (pending.length === 0) return { kind: 'ready' } as const
    return { kind: 'not-ready', because: 'migrations pending' } as const
  } catch {
    return { kind: 'not-ready', because: 'database unreachable' } as const
  }
}
