import { announceStart } from './app/_ui/shell/navigation-start'

/** Next calls it within the transition of every navigation: of links, of the router, of back and forward. */
export const onRouterTransitionStart = (address: string) => announceStart(address)
