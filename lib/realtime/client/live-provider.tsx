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
  /** Whom the page was first rendered for. */
  initial: Me
  /** The same person as the server last rendered the page, or nobody when it found no session. */
  me: Me | undefined
  children: ReactNode
}

/** Keeps the pages below as new as the server, and lets them know through `useLive`. */
export function LiveProvider({ address, initial, me, children }: Props) {
  const router = useRouter()
  const [store] = useState(() => new LiveStore(initial))
  const live = useRef<Live>(undefined)
  const state = useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot)

  useEffect(() => {
    const started = startLive(address, store)
    live.current = started
    return () => started.stop()
  }, [address, store])

  useEffect(() => {
    if (me) live.current?.meet(me)
    else live.current?.doubt()
  }, [me])

  useEffect(() => {
    if (me && state.version > me.version) startTransition(() => router.refresh())
  }, [router, state.version, me])

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

/** Whether nothing can be written, since the server has not answered for a while. */
export const useIsOffline = () => {
  const { status, isCutOff } = useLive()
  return isCutOff && status === 'offline'
}

/** What something takes: one permission, all of several, or none. */
export type Needs = string | readonly string[]

/** Whether the person may do something at this moment; the server remains the judge. */
export const useMay = (needs: Needs = []) => {
  const { permissions } = useLive()
  return [needs].flat().every((code) => permissions.includes(code))
}
