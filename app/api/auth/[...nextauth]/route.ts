import { changeBrowserSession, readBrowserSession } from '@/lib/auth/browser-route'
import { unknownPath } from '@/lib/core/route'

export {
  changeBrowserSession as POST,
  readBrowserSession as GET,
  unknownPath as DELETE,
  unknownPath as OPTIONS,
  unknownPath as PATCH,
  unknownPath as PUT,
}
