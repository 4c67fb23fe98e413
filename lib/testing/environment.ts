import { afterAll, inject } from 'vitest'
import { closePools } from '@/lib/core/database'

Object.assign(process.env, inject('environment'))

afterAll(() => closePools())
