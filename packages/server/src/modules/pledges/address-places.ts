import { onePerServer } from '../../context.js';
import { PLACES_PER_ADDRESS } from './promise.rules.js';

/**
 * The places that strangers took by their network address, of the last hour. In this process alone and never stored: an
 * address is personal data. Several nodes each count their own, so the limit is at most so many times as high.
 */
export class AddressPlaces {
  private readonly taken = new Map<string, number[]>();

  /** How many were taken from `address` within the hour before `now`. */
  count(address: string, now: Date): number {
    const since = now.getTime() - PLACES_PER_ADDRESS.windowMs;
    return (this.taken.get(address) ?? []).filter((at) => at > since).length;
  }

  note(address: string, now: Date): void {
    const since = now.getTime() - PLACES_PER_ADDRESS.windowMs;
    const recent = (this.taken.get(address) ?? []).filter((at) => at > since);
    // Deleted first: the map is in the order of the newest note, so what is stale stands at its beginning.
    this.taken.delete(address);
    this.taken.set(address, [...recent, now.getTime()]);
    for (const [other, times] of this.taken) {
      if ((times.at(-1) ?? 0) > since) break;
      this.taken.delete(other);
    }
  }
}

export const addressPlacesOf = onePerServer(() => new AddressPlaces());
