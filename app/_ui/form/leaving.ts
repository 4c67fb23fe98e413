import { TRAVERSAL } from '../shell/navigation-start'

type IsUnsaved = () => boolean

/** What asks before the page is left, each as long as it holds something. */
const holders = new Set<IsUnsaved>()

interface Page {
  question: string
  signal: AbortSignal
}

let listening: AbortController | undefined

const isUnsaved = () => [...holders].some((holds) => holds())

/** Links to other pages, which the router follows without leaving the document. */
function guardLinks({ question, signal }: Page) {
  const onClick = (event: MouseEvent) => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>('a[href]')
    const isApart = event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented
    const isElsewhere = !link || link.target === '_blank' || isApart
    const isHere = link?.getAttribute('href')?.startsWith('#') || link?.hasAttribute('download')
    if (isElsewhere || isHere || !isUnsaved() || window.confirm(question)) return
    event.preventDefault()
    event.stopPropagation()
  }
  document.addEventListener('click', onClick, { signal, capture: true })
}

/**
 * Back and Forward within the document. They are stopped where the browser lets a page do that, which
 * none does twice without a click or a key in between; else they are undone before the router hears of them.
 */
function guardTraversal({ question, signal }: Page) {
  const { navigation } = window as { navigation?: Navigation }
  const placeOf = ({ pathname, search }: Location) => pathname + search
  const here = placeOf(location)
  let from = navigation?.currentEntry?.index
  let isTraversal = false
  let isAllowed = false
  let isReturning = false
  const onNavigate = (event: NavigateEvent) => {
    isTraversal = event.navigationType === 'traverse'
    if (!isTraversal || isReturning) return
    from = navigation?.currentEntry?.index
    const { hashChange, cancelable, destination } = event
    isAllowed = hashChange || !destination.sameDocument || !isUnsaved()
    if (isAllowed || !cancelable) return
    isAllowed = window.confirm(question)
    if (!isAllowed) event.preventDefault()
  }
  const onTraversal = (event: Event) => {
    // It also tells of links to a part of the page, such as the one past the navigation.
    if (navigation ? !isTraversal : !isReturning && placeOf(location) === here) return
    const isOwn = isReturning
    isReturning = false
    if (!isOwn && (isAllowed || !isUnsaved() || window.confirm(question))) {
      isAllowed = false
      return
    }
    event.preventDefault()
    if (isOwn) return
    isReturning = true
    const to = navigation?.currentEntry?.index
    // Browsers that do not tell where one is have mostly gone one step back.
    history.go(from !== undefined && to !== undefined ? from - to : 1)
  }
  navigation?.addEventListener('navigate', onNavigate, { signal })
  window.addEventListener(TRAVERSAL, onTraversal, { signal })
}

/** Asks before the page is left while `holds` says so; answers with what ends that. */
export function holdPage(holds: IsUnsaved, question: string): () => void {
  holders.add(holds)
  if (!listening) {
    listening = new AbortController()
    const { signal } = listening
    const onUnload = (event: Event) => isUnsaved() && event.preventDefault()
    window.addEventListener('beforeunload', onUnload, { signal })
    guardLinks({ question, signal })
    guardTraversal({ question, signal })
  }
  return () => {
    holders.delete(holds)
    if (holders.size > 0) return
    listening?.abort()
    listening = undefined
  }
}
