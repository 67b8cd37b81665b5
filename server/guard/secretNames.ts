/**
 * Why a file is taken for a secret by its name or its folder's, as a clause, or undefined. Takes
 * paths of Windows and of other systems, on any of them, and looks past case and past the endings
 * of backups.
 */
export function secretReason(path: string): string | undefined {
  const segments = path
    .split(/[\\/]+/)
    .filter((segment) => segment !== "")
    .map(plainName);
  const name = segments.at(-1);
  if (name === undefined) return undefined;
  const folder = segments.slice(0, -1).find((segment) => secretFolders.has(segment));
  if (folder !== undefined) return `it lies in ${folder}, where secrets are kept.`;
  const parent = segments.at(-2) ?? "";
  const original = name.replace(backup, "").replace(editorCopy, "");
  const secret = [name, original].some((candidate) => isSecret(candidate, parent));
  return secret ? `its name says that it holds secrets (${name}).` : undefined;
}

const secretFolders = new Set([".ssh", ".gnupg", ".password-store", ".1password", ".vault"]);

const exactNames = new Set([
  ".env",
  ".envrc",
  ".netrc",
  "_netrc",
  ".pgpass",
  ".my.cnf",
  ".npmrc",
  ".yarnrc.yml",
  ".pypirc",
  ".gem_credentials",
  ".git-credentials",
  ".htpasswd",
  ".dockercfg",
  ".s3cfg",
  ".boto",
  ".vault-token",
  ".terraformrc",
  "credentials",
  "kubeconfig",
  "service-account.json",
  "service_account.json",
  "serviceaccount.json",
  "master.key",
]);

// Configuration files that hold secrets in one folder and harmless things in others.
const inFolder = new Set([
  ".kube/config",
  ".docker/config.json",
  ".aws/config",
  ".cargo/credentials.toml",
  "gh/hosts.yml",
]);

const keyFiles: readonly RegExp[] = [
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/,
  /\.(?:pem|key|p8|p12|pfx|ppk|jks|jceks|keystore|keytab|kdbx?|ovpn|gpg|pgp)$/,
  /\.(?:agilekeychain|keychain|keychain-db)$/,
];

const settingFiles: readonly RegExp[] = [
  /^\.env[.-]/,
  /.\.env$/,
  /^(?:credentials?|secrets?)\.(?:json|ya?ml|toml|ini|cfg|conf|xml|csv|txt|properties|env)$/,
  /^(?:client_secret|service[-_]?account).*\.json$/,
  /\.(?:tfstate|tfvars)(?:\.json)?$/,
];

// Setting files with made-up values, for others to copy.
const harmless = /(?:^|[._-])(?:examples?|sample|template|tmpl|dist|defaults?|schema)(?:$|[._-])/;

// Emacs writes "#name#" and ".#name", Vim ".name.swp".
const editorCopy = /^\.?#|#$|^\.(?=\.)/g;
const backup = /(?:\.(?:bak|backup|old|orig|save|swp|tmp|copy|\d+)|~)+$/;

function isSecret(name: string, parent: string): boolean {
  if (inFolder.has(`${parent}/${name}`) || exactNames.has(name)) return true;
  if (keyFiles.some((pattern) => pattern.test(name))) return true;
  return settingFiles.some((pattern) => pattern.test(name)) && !harmless.test(name);
}

// Windows takes "name::$DATA", "name." and "name " for the file "name".
function plainName(segment: string): string {
  return segment
    .toLowerCase()
    .replace(/(?<=.):.*$/, "")
    .replace(/[. ]+$/, "");
}
