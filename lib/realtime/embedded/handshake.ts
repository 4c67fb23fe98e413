import { CODES, type Refusal } from './protocol'

const VERSION = /^\d+(\.\d+)*([-+.][0-9A-Za-z.+-]+)?$/

/** Why a client that asked for this URL cannot stay, or nothing when it can. */
export function refusalOf(url: string, key: string): Refusal | undefined {
  const [path, query = ''] = url.split('?', 2)
  const [asked, ...rest] = path!.slice('/app/'.length).split('/')
  if (!asked || rest.length > 0) {
    return { code: CODES.pathNotFound, message: 'The path must be /app/ and the key.' }
  }
  if (asked !== key) return { code: CODES.unknownApp, message: 'There is no app with this key.' }
  const parameters = new URLSearchParams(query)
  const protocol = parameters.get('protocol')
  if (!protocol) return { code: CODES.noProtocol, message: 'No protocol version was supplied.' }
  if (protocol !== '7') {
    return { code: CODES.unsupportedProtocol, message: 'Only protocol version 7 is supported.' }
  }
  const version = parameters.get('version')
  if (version !== null && !VERSION.test(version)) {
    return { code: CODES.invalidVersion, message: 'The version of the client is not a version.' }
  }
  return undefined
}
