import { launch } from './launch.mjs'

// React and Next choose their build by it when they are loaded.
process.env.NODE_ENV = process.argv.includes('--dev') ? 'development' : 'production'
process.env.NEXT_TELEMETRY_DISABLED ||= '1'
await launch('server.ts')
