import bcrypt from 'bcryptjs'

// At cost 12 one compare takes a quarter of a second; on the main thread 20 of them stalled it for 2.1 s.
export const hash = ({ secret, cost }) => bcrypt.hash(secret, cost)
export const compare = ({ secret, hash }) => bcrypt.compare(secret, hash)
