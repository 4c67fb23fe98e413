interface Progress {
  show(done: number, total: number): void
  end(): void
}

const PLAIN_STEP = 0.1

/** A bar for somebody who watches; a line for every tenth in a log. */
export const showProgress = (): Promise<Progress> =>
  process.stdout.isTTY ? bar() : Promise.resolve(lines())

async function bar(): Promise<Progress> {
  const { progress } = await import('@clack/prompts')
  const shown = progress({ max: 1000 })
  let parts = 0
  shown.start('Making people and roles')
  return {
    show(done, total) {
      const now = Math.floor((done / total) * 1000)
      shown.advance(now - parts, sentence(done, total))
      parts = now
    },
    end: () => shown.stop('Done'),
  }
}

function lines(): Progress {
  let next = 0
  return {
    show(done, total) {
      if (done / total < next) return
      next = Math.floor(done / total / PLAIN_STEP + 1) * PLAIN_STEP
      console.log(sentence(done, total))
    },
    end() {},
  }
}

const sentence = (done: number, total: number) =>
  `${done.toLocaleString('en')} of ${total.toLocaleString('en')} people and audit entries`
