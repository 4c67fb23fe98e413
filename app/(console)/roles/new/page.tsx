export { default, generateMetadata } from '../../c/[company]/roles/new/page'
