import { lookup as resolveName } from "node:dns";
import type { LookupFunction } from "node:net";
import type { Guard } from "../../guard/guard.ts";
import { ServerTrouble } from "./trouble.ts";

/**
 * Looks up a name for a socket and refuses it unless every address that it stands for may be
 * connected to: a hosts file can make `localhost` another machine.
 */
export function guardedLookup(mayConnect: Guard["mayConnect"]): LookupFunction {
  return (hostname, options, done) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, "", 0);
      const refused = addresses.find(({ address }) => !mayConnect({ host: address }).allowed);
      const first = addresses[0];
      if (refused || !first) {
        const where = refused?.address ?? "nothing";
        const trouble = new ServerTrouble(
          "forbidden",
          `The name ${hostname} stands for ${where}, and only connections within this machine are allowed. Use the address 127.0.0.1.`,
        );
        return done(trouble, "", 0);
      }
      if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
