import { launch } from './launch.mjs'

// React and Next choose their build by it when they are loaded.
process.env.NODE_ENV = process.argv.includes('--dev') ? 'development' : 'production'
await launch('server.ts')
