/** The one in the middle: what a measurement says when a few of its values are the machine's. */
export const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;

/** The processor time that this process, and so the server in it, needs for `work`, in milliseconds: a limit on it holds however busy the machine is. */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
