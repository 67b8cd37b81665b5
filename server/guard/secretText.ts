/**
 * Whether a line of text holds something like a secret: a key of a known form, or a long value
 * without meaning that is given to a name such as `password` or `api_key`. The forms are those that
 * their services document.
 */
export function holdsSecret(line: string): boolean {
  if (known.test(line)) return true;
  const value = named.exec(line)?.groups?.value;
  return value !== undefined && isDense(value);
}

const known = new RegExp(
  [
    "-----BEGIN [A-Z ]*PRIVATE KEY",
    "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b", // Amazon
    "\\bgh[pousr]_[A-Za-z0-9]{36}", // GitHub
    "\\bgithub_pat_[A-Za-z0-9_]{22,}",
    "\\bglpat-[A-Za-z0-9_-]{20}", // GitLab
    "\\bxox[abeprs]-[A-Za-z0-9-]{10,}", // Slack
    "\\bAIza[0-9A-Za-z_-]{35}", // Google
    "\\bsk-[A-Za-z0-9_-]{20,}",
    "\\b[rs]k_live_[0-9a-zA-Z]{20,}", // Stripe
    "\\bnpm_[A-Za-z0-9]{36}",
    "\\beyJ[A-Za-z0-9_-]{15,}\\.eyJ[A-Za-z0-9_-]{15,}\\.[A-Za-z0-9_-]{10,}", // JSON web token
    "[a-z][a-z0-9+.-]*://[^\\s/:@]+:[^\\s/:@$<{]{6,}@", // a password in an address
  ].join("|"),
);

const named =
  /(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)\w*["']?\s*(?:[:=]|=>|:=)\s*["'`](?<value>[^"'`\s]{12,})["'`]/i;

/** Letters and digits mixed as no word mixes them; what is filled in later is none. */
function isDense(value: string): boolean {
  if (/^[<${%]|\$\{|example|placeholder|xxxx/i.test(value)) return false;
  const changes = value.match(/[a-zA-Z](?=\d)|\d(?=[a-zA-Z])|[a-z](?=[A-Z])/g)?.length ?? 0;
  return new Set(value).size >= 8 && changes >= 3;
}
