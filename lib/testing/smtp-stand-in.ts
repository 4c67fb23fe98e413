import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

/** How it answers: properly, with a refusal of every recipient, or not at all. */
type Behaviour = 'ok' | 'refuses' | 'silent'

/** Stands in for a mail server: enough of SMTP to take messages, and what it has taken. */
export class SmtpStandIn {
  behaviour: Behaviour = 'ok'
  readonly messages: { recipients: string[]; source: string }[] = []
  private readonly sockets = new Set<Socket>()
  private readonly server = createServer((socket) => void this.converse(socket))

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done))
    const address = this.server.address()
    return `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }

  async stop() {
    for (const socket of this.sockets) socket.destroy()
    await new Promise((done) => this.server.close(done))
  }

  private async converse(socket: Socket) {
    this.sockets.add(socket)
    socket.on('error', () => {}).on('close', () => this.sockets.delete(socket))
    const say = (line: string) => this.behaviour !== 'silent' && socket.write(`${line}\r\n`)
    let recipients: string[] = []
    let source: string[] | undefined
    say('220 stand-in')
    for await (const line of createInterface({ input: socket })) {
      if (source) {
        if (line !== '.') {
          source.push(line.replace(/^\.\./, '.'))
          continue
        }
        this.messages.push({ recipients, source: source.join('\n') })
        source = undefined
        say('250 taken')
        continue
      }
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'MAIL') recipients = []
      if (verb === 'RCPT') {
        if (this.behaviour === 'refuses') {
          say(`550 no such mailbox: ${line}`)
          continue
        }
        recipients.push(/<(.*)>/.exec(line)?.[1] ?? '')
      }
      if (verb === 'DATA') source = []
      say(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok')
    }
  }
}
