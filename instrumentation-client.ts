import { announceStart, announceTraversals } from './app/_ui/shell/navigation-start'

announceTraversals()

/** Next calls it within the transition of every navigation: of links, of the router, of back and forward. */
export const onRouterTransitionStart = (address: string) => announceStart(address)
