'use client'

import { useState } from 'react'
import { isSameSet } from '../_matrix/codes'
import { mergeCodes } from './differences'

/** The permissions of a role as the server had them at some time. */
export interface Version {
  permissions: readonly string[]
  etag: string | undefined
}

/** What somebody ticked, beside what is saved. It stays when the page is shown anew with something else. */
export function useDraft(server: Version) {
  const [base, setBase] = useState(server)
  const [draft, setDraft] = useState(server.permissions)
  const [seen, setSeen] = useState(server.etag)
  const [theirs, setTheirs] = useState<Version>()
  /** What was saved before somebody else's change that has been taken over. */
  const [mergedFrom, setMergedFrom] = useState<readonly string[]>()
  const isDirty = !isSameSet(draft, base.permissions)

  const settle = (version: Version) => {
    setBase(version)
    setDraft(version.permissions)
    setTheirs(undefined)
    setMergedFrom(undefined)
  }

  if (seen !== server.etag) {
    setSeen(server.etag)
    const isSettled = !isDirty || isSameSet(server.permissions, draft)
    // A version may also be new because somebody got the role, which is no reason to ask.
    const isSame = isSameSet(server.permissions, base.permissions)
    if (isSettled || isSame) setBase(server)
    if (isSettled) setDraft(server.permissions)
    setTheirs(isSettled || isSame ? undefined : server)
  } else if (theirs && !isDirty) {
    // Nothing of one's own is left that would have to be put together with theirs.
    settle(theirs)
  }

  /** Puts one's own changes on top of somebody else's. */
  function adopt(version: Version) {
    setMergedFrom(base.permissions)
    setBase(version)
    setDraft(mergeCodes(base.permissions, version.permissions, draft))
    setTheirs(undefined)
  }

  return { base, draft, theirs, mergedFrom, isDirty, setDraft, adopt, settle }
}
