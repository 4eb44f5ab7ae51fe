/** The one in the middle: what a measurement says when a few of its values are the machine's. */
export const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
