import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ownerOf } from '@/app/_ui/company-scope'

interface Props {
  params: Promise<{ company: string }>
  children: ReactNode
}

/** Behind what a page is called stands the company that its address names. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const owner = await ownerOf(params)
  return { title: { absolute: owner, template: `%s · ${owner}` } }
}

export default function CompanyLayout({ children }: Props) {
  return children
}
