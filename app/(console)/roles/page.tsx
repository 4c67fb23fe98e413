export { default, generateMetadata } from '../c/[company]/roles/page'
