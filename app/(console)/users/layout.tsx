export { default } from '../c/[company]/users/layout'
