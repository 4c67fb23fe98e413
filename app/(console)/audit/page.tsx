export { default, generateMetadata } from '../c/[company]/audit/page'
