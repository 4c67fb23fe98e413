import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { isCode } from '@/db/private-file'

const DRAIN_MS = 10_000
const WITHOUT_REQUEST_MS = 500

/** Listens, and tells the addresses. Throws one line when the port is taken or may not be used. */
export function listen(server: Server, port: number, host?: string): Promise<AddressInfo> {
  return new Promise((done, fail) => {
    server.once('error', (error) => fail(explained(error, port, host)))
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      // Safe because a server that listens on a port has an address and not a pipe.
      done(server.address() as AddressInfo)
    })
  })
}

/** Throws early what `listen` would throw after the long part of a start. */
export async function assertPortIsFree(port: number, host?: string) {
  const probe = createServer()
  await new Promise<void>((done, fail) => {
    probe.once('error', (error) => fail(explained(error, port, host)))
    probe.listen(port, host, () => probe.close(() => done()))
  })
}

function explained(error: Error, port: number, host?: string): Error {
  if (isCode(error, 'EADDRINUSE')) {
    return new Error(`Port ${port} is taken by another program. Stop it, or set PORT to another.`)
  }
  if (isCode(error, 'EACCES')) {
    return new Error(`Port ${port} may not be used by this user. Set PORT to one above 1023.`)
  }
  if (isCode(error, 'EADDRNOTAVAIL') || isCode(error, 'ENOTFOUND')) {
    return new Error(`${host} is not an address of this machine. Correct HOST.`)
  }
  return error
}

/**
 * Makes a server that can end without cutting a request off. `afterRequests` runs once the last request is
 * answered; WebSockets, which have no end of their own, live until it is done.
 */
export function drainable(server: Server, afterRequests = () => Promise.resolve()) {
  const sockets = new Set<Socket>()
  const running = new Map<ServerResponse, Socket>()
  let draining = false
  server.on('connection', (socket) => {
    // One that was given back after an upgrade comes a second time.
    if (sockets.has(socket)) return
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.prependListener('request', ({ socket }, res) => {
    if (draining) res.setHeader('connection', 'close')
    running.set(res, socket)
    res.once('close', () => running.delete(res))
  })

  /** Accepts nothing new, lets running requests finish for a while, then closes what is left. */
  return async function drain() {
    draining = true
    if (!server.listening) return afterRequests()
    const began = Date.now()
    const closed = new Promise((done) => server.close(done))
    let after: Promise<void> | undefined
    let isOver = false
    const sweep = setInterval(() => {
      server.closeIdleConnections()
      const age = Date.now() - began
      const busy = new Set(running.values())
      if (busy.size === 0 || age > DRAIN_MS) {
        after ??= afterRequests().finally(() => {
          isOver = true
        })
      }
      for (const socket of sockets) {
        const isBusy = busy.has(socket)
        if (isBusy ? age > DRAIN_MS : isOver && age > WITHOUT_REQUEST_MS) socket.destroy()
      }
    }, 50)
    server.closeIdleConnections()
    await closed
    clearInterval(sweep)
    await (after ?? afterRequests())
  }
}
