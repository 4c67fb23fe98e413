// The bundled application and the server around it are two module graphs in one process; they share these.
const holder = globalThis as typeof globalThis & { __erpAccessEndings?: (() => Promise<void>)[] }

/** Names what must still be done when the process ends in an orderly way, before the pools are closed. */
export function onShutdown(ending: () => Promise<void>): void {
  holder.__erpAccessEndings ??= []
  holder.__erpAccessEndings.push(ending)
}

const PATIENCE_MS = 5_000

/** Ends everything that works in the background, all at once, or leaves it after a while. Never throws. */
export async function endBackgroundWork(): Promise<void> {
  const endings = holder.__erpAccessEndings?.splice(0) ?? []
  const ended = Promise.allSettled(endings.map((end) => end()))
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise((done) => {
    timer = setTimeout(done, PATIENCE_MS)
  })
  await Promise.race([ended, patience])
  clearTimeout(timer)
}
