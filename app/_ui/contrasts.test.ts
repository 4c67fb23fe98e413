import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** What is read has 4.5:1 (WCAG 1.4.3), what is only seen 3:1 (WCAG 1.4.11). */
const [TEXT, SHAPE] = [4.5, 3]
const SURFACES = ['background', 'surface', 'surface-secondary', 'default']
const SCHEMES = ['light', 'dark'] as const
const HUES = 12

const css = readFileSync(new URL('../globals.css', import.meta.url), 'utf8')

/** The two values of what `light-dark()` says there, or twice the same. */
function valuesAt(pattern: RegExp): [string, string] {
  const value = pattern.exec(css)?.[1]
  if (!value) throw new Error(`globals.css says nothing that is like ${pattern}.`)
  const reference = /^var\(--([\w-]+)\)$/.exec(value)?.[1]
  if (reference) return token(reference)
  const both = /^light-dark\((.+(?:\)|\w)), (.+)\)$/.exec(value)
  return both ? [both[1]!, both[2]!] : [value, value]
}

const token = (name: string) => valuesAt(new RegExp(`\\n\\s*--${name}: (.+);`))
const rule = (selector: string, property: string) =>
  valuesAt(new RegExp(`\\.${selector} \\{[^}]*?\\n\\s*${property}: (.+);`))

/** Linear sRGB of `#rgb` or `oklch(L% C H)`; what a screen cannot show is cut off, as it is there. */
function linear(colour: string): number[] {
  if (colour.startsWith('#')) {
    const digits = colour.slice(1).replace(/^(.)(.)(.)$/, '$1$1$2$2$3$3')
    return [0, 2, 4].map((at) => {
      const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
  }
  const [percent, chroma, hue] = colour.match(/[\d.]+/g)!.map(Number) as [number, number, number]
  const [a, b] = [Math.cos, Math.sin].map((of) => chroma * of((hue * Math.PI) / 180)) as [
    number,
    number,
  ]
  const lightness = percent / 100
  const [l, m, s] = [
    lightness + 0.3963377774 * a + 0.2158037573 * b,
    lightness - 0.1055613458 * a - 0.0638541728 * b,
    lightness - 0.0894841775 * a - 1.291485548 * b,
  ].map((root) => root ** 3) as [number, number, number]
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => Math.min(Math.max(part, 0), 1))
}

function contrast(one: string, other: string) {
  const [high, low] = [one, other]
    .map(linear)
    .map(([red, green, blue]) => 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!)
    .sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

type Pair = [name: string, over: string, [string, string], [string, string], number]

const pairs: Pair[] = [
  ...['foreground', 'muted', 'accent', 'danger', 'success', 'warning'].flatMap((name) =>
    SURFACES.map((over): Pair => [name, over, token(name), token(over), TEXT]),
  ),
  ...['background', 'surface'].map(
    (over): Pair => ['field-border', over, token('field-border'), token(over), SHAPE],
  ),
  ...['accent', 'danger', 'success', 'warning'].map((over): Pair => {
    const name = `${over}-foreground`
    return [name, over, token(name), token(over), TEXT]
  }),
  ...['diff-added', 'diff-removed'].map(
    (of): Pair => [of, 'itself', rule(of, 'color'), rule(of, 'background'), TEXT],
  ),
  ...Array.from({ length: HUES }, (_, hue): Pair => {
    const badge = rule('company-badge', 'background').map((colour) =>
      colour.replace(/calc\(.+/, `${hue * 30})`),
    ) as [string, string]
    return ['company badge', `hue ${hue}`, rule('company-badge', 'color'), badge, TEXT]
  }),
]

for (const [name, over, colours, grounds, least] of pairs) {
  for (const [index, scheme] of SCHEMES.entries()) {
    const found = contrast(colours[index]!, grounds[index]!)
    it(`${name} on ${over}, ${scheme}: ${found.toFixed(1)}`, () => {
      expect(found).toBeGreaterThanOrEqual(least)
    })
  }
}

it('computes contrasts as WCAG does', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 5)
  expect(contrast('oklch(0% 0 0)', 'oklch(100% 0 0)')).toBeCloseTo(21, 1)
  expect(contrast('#767676', '#fff')).toBeCloseTo(4.54, 2)
})
