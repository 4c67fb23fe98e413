interface Figures {
  rate: number
  p50: number
  p99: number
  failures: number
  /** Milliseconds of the server's processor time per request. */
  cpu: number
}

export interface Line {
  name: string
  app: Figures
  bare: Figures
}

const OF_ONE = ['req/s', 'p50 ms', 'p99 ms', 'cpu ms']
const HEAD = ['', ...OF_ONE, `bare ${OF_ONE[0]}`, ...OF_ONE.slice(1), 'ratio', 'failed']

const figures = ({ rate, p50, p99, cpu }: Figures) => [
  ...[rate.toFixed(0), p50.toFixed(1), p99.toFixed(1)],
  Number.isNaN(cpu) ? '-' : cpu.toFixed(1),
]

export function printTable(lines: Line[]) {
  printColumns(
    HEAD,
    lines.map(({ name, app, bare }) => [
      ...[name, ...figures(app), ...figures(bare), (app.rate / bare.rate).toFixed(2)],
      String(app.failures + bare.failures),
    ]),
  )
}

/** A Markdown table that is also readable as it stands. */
export function printColumns(head: string[], rows: string[][]) {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  console.log(line(head))
  console.log(
    `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`,
  )
  for (const row of rows) console.log(line(row))
}
