import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { portalServer, type Site } from './app.ts'
import { loadCatalogue } from './procedures/catalogue.ts'
import { loadProvince } from './procedures/province.ts'
import { SITE } from './test-browser.ts'
import type { TestProvincial } from './test-provincial.ts'

/** The whole portal of a province, served over the test's parts. */
export async function testPortal({ parts }: TestProvincial, name = 'hai-duong'): Promise<FastifyInstance> {
  const province = await loadProvince(fileURLToPath(new URL(`../config/${name}.json`, import.meta.url)))
  const site: Site = {
    ...{ publicUrl: SITE, deployment: name, province, hotline: '1800 1096', labUrl: undefined },
    // Tests say where a request comes from.
    trustedProxies: ['127.0.0.1'],
  }
  return portalServer(site, { parts, catalogue: await loadCatalogue(province) })
}
