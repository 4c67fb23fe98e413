import { ACTS, type Act, AREAS, type Area, codeOf } from '@/app/_ui/access/areas'
import { isSame } from '@/app/_ui/form/body'
import { COMPANY_PERMISSIONS, type Permission } from '@/lib/permissions/catalog'

/** A place in the matrix; the headers are row and column 0. */
export interface Place {
  row: number
  column: number
}

export interface Cell extends Place {
  code: Permission
}

/** Every box of the matrix. */
export const CELLS: readonly Cell[] = AREAS.flatMap(({ name }, row) =>
  ACTS.flatMap((act, column) => {
    const code = codeOf(name, act)
    return code ? [{ code, row: row + 1, column: column + 1 }] : []
  }),
)

export const codesOfArea = (area: Area) =>
  CELLS.filter(({ row }) => AREAS[row - 1]!.name === area).map(({ code }) => code)
export const codesOfAct = (act: Act) =>
  CELLS.filter(({ column }) => ACTS[column - 1] === act).map(({ code }) => code)

/** The codes in the rectangle between two boxes. */
export function codesBetween(one: Permission, other: Permission): Permission[] {
  const [a, b] = [one, other].map((code) => CELLS.find((cell) => cell.code === code)!)
  const within = (value: number, x: number, y: number) =>
    value >= Math.min(x, y) && value <= Math.max(x, y)
  return CELLS.filter(
    ({ row, column }) => within(row, a!.row, b!.row) && within(column, a!.column, b!.column),
  ).map(({ code }) => code)
}

export const without = <Code extends string>(codes: readonly Code[], others: readonly string[]) =>
  codes.filter((code) => !others.includes(code))

/** A set of codes with some of them put in or taken out, in the order in which the API gives them. */
export const withCodes = (value: readonly string[], codes: readonly string[], isOn: boolean) =>
  isOn ? [...new Set([...value, ...codes])].sort() : without(value, codes)

export const isSameSet = (one: readonly string[], other: readonly string[]) =>
  isSame([...one].sort(), [...other].sort())

/** Whether all, some or none of the codes are in a set. */
export function shareOf(value: readonly string[], codes: readonly string[]): boolean | 'mixed' {
  const count = codes.filter((code) => value.includes(code)).length
  return count === codes.length ? count > 0 : count > 0 && 'mixed'
}

/** Why somebody with these permissions cannot give or take a code; undefined when they can. */
export function obstacle(code: Permission, held: readonly string[]) {
  if (!COMPANY_PERMISSIONS.includes(code)) return 'platform'
  return held.includes(code) ? undefined : 'notHeld'
}
