export { default, generateMetadata } from '../c/[company]/users/page'
