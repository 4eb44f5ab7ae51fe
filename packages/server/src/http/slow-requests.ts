import type { IncomingMessage } from 'node:http';

export interface SpeedLimits {
  /** Milliseconds that any request may take to arrive, whatever its size. */
  readonly graceMs: number;
  /** After `graceMs` the body must have come at this rate, in bytes per second. The worst phone line reaches it. */
  readonly bytesASecond: number;
  readonly checkEveryMs: number;
}

const LIMITS: SpeedLimits = { graceMs: 10_000, bytesASecond: 8 * 1024, checkEveryMs: 1_000 };

/** A request whose body is still arriving. */
interface IncomingBody {
  readonly sinceMs: number;
  /** Bytes read on the connection when the request's headers had arrived. */
  readonly bytesBefore: number;
  readonly tooSlow: () => void;
}

/**
 * Finds requests whose bodies arrive too slowly. A client that sends a byte per second would otherwise hold a
 * connection, and a place in the upload queue, for as long as the longest upload may take.
 */
export class SlowRequests {
  private readonly arriving = new Map<IncomingMessage, IncomingBody>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly limits = LIMITS) {
    this.timer = setInterval(() => this.check(), limits.checkEveryMs).unref();
  }

  /** Watches `request` until its body has arrived. Calls `tooSlow` once when that takes too long. */
  watch(request: IncomingMessage, tooSlow: () => void): void {
    const { headers, socket } = request;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
    this.arriving.set(request, { sinceMs: performance.now(), bytesBefore: socket.bytesRead, tooSlow });
    const forget = () => this.arriving.delete(request);
    request.once('end', forget).once('close', forget);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private check(): void {
    for (const [request, { sinceMs, bytesBefore, tooSlow }] of this.arriving) {
      const bytes = request.socket.bytesRead - bytesBefore;
      if (
        request.complete ||
        performance.now() - sinceMs < this.limits.graceMs + (bytes / this.limits.bytesASecond) * 1_000
      )
        continue;
      this.arriving.delete(request);
      tooSlow();
    }
  }
}
