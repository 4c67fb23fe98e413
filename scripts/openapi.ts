import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describeApi } from '@/lib/openapi/document'
import { collectEndpoints, collectNames } from './endpoints'

// `npm run openapi`: writes the API's document from the routes and the schemas that they check with.

const ROOT = resolve(import.meta.dirname ?? 'scripts', '..')
const DOCUMENT = resolve(ROOT, 'app/api/openapi.json/document.json')

// The route that serves the document imports it, so there must be one before there can be another.
if (!existsSync(DOCUMENT)) writeFileSync(DOCUMENT, '{}')
const { version } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'))
const document = describeApi(await collectEndpoints(), await collectNames(), version)
const text = `${JSON.stringify(document, null, 2)}\n`
if (readFileSync(DOCUMENT, 'utf8') === text) console.log('The document is up to date.')
else {
  writeFileSync(DOCUMENT, text)
  console.log(`Wrote ${DOCUMENT}: ${Object.keys(document.paths as object).length} paths.`)
}
process.exit(0)
