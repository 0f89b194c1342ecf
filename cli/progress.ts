/** Shows how far the checks are: one changing line on a terminal, a few plain lines elsewhere. */
import type { CheckEvent } from '../conformance/events.ts'
import { visible } from '../reports/wording.ts'

interface Standing {
  phase: string
  traces: number
  findings: number
}

const PHASES: Readonly<Record<string, string>> = {
  survey: 'survey',
  regression: 'regressions',
  case: 'cases',
  law: 'laws',
  trace: 'campaign',
}

export class Progress {
  private readonly standings = new Map<string, Standing>()
  private readonly stream: NodeJS.WriteStream
  private readonly traces: number | null
  private drawnAt = 0

  /** `traces` is how many each store runs; null if time decides. */
  constructor(stream: NodeJS.WriteStream, traces: number | null) {
    this.stream = stream
    this.traces = traces
  }

  told(adapter: string, event: CheckEvent): void {
    const standing = this.standings.get(adapter) ?? { phase: 'opening', traces: 0, findings: 0 }
    this.standings.set(adapter, standing)
    if (event.type === 'begun') this.enter(adapter, standing, PHASES[event.item.split(' ')[0] ?? ''])
    if (event.type === 'ended' && event.result.is === 'trace') standing.traces++
    if (event.type === 'incomplete') this.line(`${adapter}: ${visible(event.reason)}`)
    if (event.type === 'finding') {
      standing.findings++
      this.line(`${adapter}: ${event.finding.operation} diverges: ${visible(event.finding.fact)}`)
    }
    this.draw()
  }

  finished(adapter: string, verdict: string): void {
    this.standings.delete(adapter)
    this.line(`${adapter}: ${verdict}`)
    this.draw()
  }

  private enter(adapter: string, standing: Standing, phase: string | undefined): void {
    if (phase === undefined || phase === standing.phase) return
    standing.phase = phase
    if (!this.stream.isTTY) this.line(`${adapter}: ${phase}`)
  }

  private line(text: string): void {
    if (this.stream.isTTY) this.stream.write('\r\x1b[K')
    this.stream.write(`${text}\n`)
    this.drawnAt = 0
  }

  private draw(): void {
    const now = performance.now()
    if (!this.stream.isTTY || now - this.drawnAt < 100) return
    this.drawnAt = now
    const parts = [...this.standings].map(([adapter, standing]) => `${adapter} ${this.worded(standing)}`)
    this.stream.write(`\r\x1b[K${parts.join(' · ').slice(0, this.stream.columns - 1)}`)
  }

  private worded({ phase, traces, findings }: Standing): string {
    const done = traces === 0 ? phase : `trace ${traces}${this.traces === null ? '' : `/${this.traces}`}`
    return findings === 0 ? done : `${done}, ${findings} ${findings === 1 ? 'finding' : 'findings'}`
  }
}
