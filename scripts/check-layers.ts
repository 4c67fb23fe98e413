import { readSources, violations } from './layers'

const files = readSources(process.cwd())
const found = violations(files)
for (const line of found) console.error(line)
console.log(`layers: ${files.length} files, ${found.length} violations`)
process.exitCode = found.length > 0 ? 1 : 0
