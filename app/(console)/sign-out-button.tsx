/** A form, so that it works without JavaScript. */
export function SignOutButton() {
  return (
    <form method="post" action="/api/auth/signout">
      <input type="hidden" name="callbackUrl" value="/login" />
      <button
        type="submit"
        className="h-8 shrink-0 whitespace-nowrap rounded-md border border-field-border px-3"
      >
        Sign out
      </button>
    </form>
  )
}
