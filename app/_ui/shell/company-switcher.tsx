'use client'

import { ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { send } from '../api/send'
import { CompanyBadge } from '../company-badge'
import { fill } from '../i18n/fill'

interface Company {
  id: string
  name: string
  code: string
}

interface Props {
  texts: { label: string; search: string; all: string; none: string; results: string }
}

const PAUSE_MS = 120
const SHOWN = 8
const PLACES = ['users', 'roles', 'audit', 'permissions']

const find = async (query: string) => {
  const path = `/api/companies/?page_size=${SHOWN}&${query}`
  const answer = await send<Company[]>({ method: 'GET', path })
  return answer.ok ? answer.body : undefined
}

/** What is chosen stands in the address, so the same part of the console is shown of the next company. */
function useCompany() {
  const pathname = usePathname()
  const [, code] = /^\/c\/([^/]+)/.exec(pathname) ?? []
  const part = pathname.replace(/^\/c\/[^/]+/, '').split('/')[1] ?? ''
  const [company, setCompany] = useState<Company>()
  useEffect(() => {
    if (code) find(`code=${code}`).then((found) => setCompany(found?.[0]))
  }, [code])
  const known = company?.code === code ? company : undefined
  return { code, known, part: PLACES.includes(part) ? `/${part}` : '' }
}

/** The companies that a text finds, asked for when somebody has paused typing. */
function useFound(isOpen: boolean, text: string) {
  const [found, setFound] = useState<readonly Company[]>()
  useEffect(() => {
    if (!isOpen) return
    let isWanted = true
    const timer = setTimeout(async () => {
      const companies = await find(`search=${encodeURIComponent(text)}`)
      if (isWanted) setFound(companies)
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [isOpen, text])
  return found
}

const ITEM =
  'flex min-h-8 items-center gap-2 rounded-md px-2 hover:bg-default pointer-coarse:min-h-11'

/** For superusers: which company's data the pages show, and the way to another one's. */
export function CompanySwitcher({ texts }: Props) {
  const { code, known, part } = useCompany()
  const [isOpen, setIsOpen] = useState(false)
  const [text, setText] = useState('')
  const found = useFound(isOpen, text)
  const popover = useRef<HTMLDivElement>(null)
  const name = known?.name ?? code ?? texts.all
  const close = () => popover.current?.hidePopover()
  return (
    <div className="mb-3">
      <button
        type="button"
        popoverTarget="companies"
        title={name}
        className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-start font-semibold hover:bg-default pointer-coarse:min-h-11"
      >
        <span className="sr-only">{fill(texts.label, { name: '' })}</span>
        <CompanyBadge name={name} id={known?.id ?? '0'} />
        <span className="sidebar-label min-w-0 flex-1 truncate">{name}</span>
        <ChevronsUpDown className="sidebar-label size-3.5 shrink-0 text-muted" aria-hidden="true" />
      </button>
      <div
        ref={popover}
        id="companies"
        popover="auto"
        className="menu menu--start company-menu"
        onToggle={(event) => setIsOpen(event.newState === 'open')}
      >
        <input
          type="search"
          aria-label={texts.search}
          placeholder={texts.search}
          value={text}
          onChange={({ target }) => setText(target.value)}
          className="input mb-1 w-full"
        />
        <ul aria-label={texts.results}>
          <li>
            <Link href={part || '/'} onClick={close} className={ITEM}>
              {texts.all}
            </Link>
          </li>
          {found?.map((company) => (
            <li key={company.id}>
              <Link
                href={`/c/${company.code}${part}`}
                aria-current={company.code === code ? 'true' : undefined}
                onClick={close}
                className={ITEM}
              >
                <CompanyBadge name={company.name} id={company.id} />
                <span className="truncate">{company.name}</span>
              </Link>
            </li>
          ))}
        </ul>
        {found?.length === 0 && (
          <p role="status" className="px-2 py-1.5 text-muted">
            {texts.none}
          </p>
        )}
      </div>
    </div>
  )
}
