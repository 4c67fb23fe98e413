export { default, generateMetadata } from '../../c/[company]/users/[id]/page'
