import { isIPv4, isIPv6 } from "node:net";

/**
 * Whether a host is this machine by its very name: `localhost`, 127.0.0.0/8 as four decimal
 * numbers, or `::1`. Names that only look so, or that a resolver would have to judge, are not; nor
 * is 0.0.0.0, nor an IPv4 address dressed as IPv6.
 */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  if (name === "localhost") return true;
  if (isIPv4(name)) return name.startsWith("127.");
  return isIPv6(name) && !name.includes("%") && new URL(`http://[${name}]`).hostname === "[::1]";
}
