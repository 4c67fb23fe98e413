export { default } from '../c/[company]/roles/layout'
