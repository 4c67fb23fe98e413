import { launch } from './launch.mjs'

// `npm run migrate` and the other commands: the file of this name beside this one.
await launch(`scripts/${process.argv[2]}.ts`)
