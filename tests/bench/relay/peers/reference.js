/** `@y/websocket-server` as its own `server.js` runs it, on a free port. */
import { createServer } from 'node:http'
import { setupWSConnection } from '@y/websocket-server/utils'
import WebSocket from 'ws'
import { tellUsage } from './tell-usage.js'

const sockets = new WebSocket.Server({ noServer: true })
sockets.on('connection', setupWSConnection)
const server = createServer((_request, response) => response.end('okay'))
server.on('upgrade', (request, socket, head) => {
	sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request))
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }))
tellUsage()
