import type { IncomingMessage } from 'node:http';

export interface ArrivalLimits {
  /** Any request may take this long to arrive, whatever its size. */
  readonly graceMs: number;
  /** Beyond that it must have come at this rate, which the worst phone line reaches. */
  readonly bytesASecond: number;
  readonly lookEveryMs: number;
}

const LIMITS: ArrivalLimits = { graceMs: 10_000, bytesASecond: 8 * 1024, lookEveryMs: 1_000 };

/** A request whose body is still on its way. */
interface Arrival {
  readonly sinceMs: number;
  /** Read on its connection when its headers were there. */
  readonly bytesBefore: number;
  readonly tooSlow: () => void;
}

/**
 * Finds requests whose bodies arrive too slowly. A client that sends a byte a second would otherwise hold a connection, and a place
 * among the uploads, for as long as the longest upload may take.
 */
export class SlowArrivals {
  private readonly arriving = new Map<IncomingMessage, Arrival>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly limits = LIMITS) {
    this.timer = setInterval(() => this.look(), limits.lookEveryMs).unref();
  }

  /** Watches `request` until its body is there; calls `tooSlow` once if that takes too long. */
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

  private look(): void {
    for (const [request, { sinceMs, bytesBefore, tooSlow }] of this.arriving) {
      const bytes = request.socket.bytesRead - bytesBefore;
      if (request.complete || performance.now() - sinceMs < this.limits.graceMs + (bytes / this.limits.bytesASecond) * 1_000) continue;
      this.arriving.delete(request);
      tooSlow();
    }
  }
}
