export { default, generateMetadata } from '../../c/[company]/roles/[id]/page'
