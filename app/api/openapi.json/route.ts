import { route } from '@/lib/core/route'
import { showDocument } from '@/lib/openapi/show-document'
import document from './document.json'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: showDocument(document) })
