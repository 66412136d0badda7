/** `@hocuspocus/server` with its own defaults, on a free port. */
import { Server } from '@hocuspocus/server'
import { tellUsage } from './tell-usage.js'

const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false })
await server.listen()
process.send?.({ port: server.address.port })
tellUsage()
