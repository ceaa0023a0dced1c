import { Writable } from 'node:stream';
import pino from 'pino';
import { logSerializers } from '../../subgraphs/kit/log';

/** One line that a server logged. */
export interface LogLine {
  readonly msg: string;
  readonly level: number;
  readonly operation?: string | null;
  /** SQL statements of an operation, as a subgraph counts them. */
  readonly statements?: number;
  /** Calls of subgraphs for an operation, as the gateway counts them. */
  readonly subgraphCalls?: number;
  readonly [name: string]: unknown;
}

/** A log that keeps its lines, for a test to look at. */
export class LogSink {
  lines: LogLine[] = [];

  readonly log = pino(
    { level: 'debug', serializers: logSerializers },
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.lines.push(JSON.parse(chunk.toString()) as LogLine);
        done();
      },
    }),
  );

  operations(): LogLine[] {
    return this.lines.filter(({ msg }) => msg === 'operation');
  }

  clear(): void {
    this.lines = [];
  }
}
