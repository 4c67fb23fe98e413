'use client'

import { useRouter } from 'next/navigation'
import {
  createContext,
  type ReactNode,
  startTransition,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { RealtimeAddress } from '../schema'
import { optionsFor, PusherLink } from './link'
import { Live } from './live'
import type { LiveState, Me } from './state'
import { LiveStore } from './store'

interface LiveActions {
  /** Asks and connects now. */
  refresh(): void
  dismissChange(): void
}

const LiveContext = createContext<(LiveState & LiveActions) | undefined>(undefined)

const startLive = (address: RealtimeAddress, store: LiveStore) =>
  new Live(
    {
      window,
      document,
      locks: navigator.locks,
      openChannel: (name) => new BroadcastChannel(name),
      fetch: (...request) => fetch(...request),
      connect: (on) => new PusherLink(on, address, optionsFor(address, location)),
      reload: () => location.reload(),
    },
    store,
  )

interface Props {
  /** As `GET /api/realtime/` answers. */
  address: RealtimeAddress
  /** Whom the page was rendered for. */
  me: Me
  children: ReactNode
}

/** Keeps the pages below as new as the server, and lets them know through `useLive`. */
export function LiveProvider({ address, me, children }: Props) {
  const router = useRouter()
  // Every refresh brings another object for the same address, which is no reason to connect anew.
  const [first] = useState(address)
  const [store] = useState(() => new LiveStore(me))
  const live = useRef<Live>(undefined)
  const state = useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot)

  useEffect(() => {
    const started = startLive(first, store)
    live.current = started
    return () => started.stop()
  }, [first, store])

  useEffect(() => live.current?.meet(me), [me])

  useEffect(() => {
    if (state.version > me.version) startTransition(() => router.refresh())
  }, [router, state.version, me.version])

  const value = useMemo(
    () => ({
      ...state,
      refresh: () => live.current?.refresh(),
      dismissChange: store.dismissChange,
    }),
    [state, store],
  )
  return <LiveContext value={value}>{children}</LiveContext>
}

export function useLive() {
  const live = useContext(LiveContext)
  if (!live) throw new Error('useLive needs a LiveProvider above it.')
  return live
}
