/**
 * Milliseconds of processor time that this process has had, all its threads together. Beside other
 * work on the machine this is steadier than the clock, and never less than what was waited for.
 */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
