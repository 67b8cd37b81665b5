/**
 * What keeps programs that are not ours from leaving this machine, each in its own words, and at a proxy
 * that is not there where they have none.
 */
export const offline: Readonly<Record<string, string | undefined>> = {
  HTTP_PROXY: nowhere(),
  HTTPS_PROXY: nowhere(),
  ALL_PROXY: nowhere(),
  http_proxy: nowhere(),
  https_proxy: nowhere(),
  all_proxy: nowhere(),
  NO_PROXY: undefined,
  no_proxy: undefined,
  CARGO_NET_OFFLINE: "true",
  GOPROXY: "off",
  GOSUMDB: "off",
  GOTOOLCHAIN: "local",
  GOVCS: "*:off",
  PIP_NO_INDEX: "1",
  RUSTUP_DIST_SERVER: nowhere(),
  npm_config_offline: "true",
  // What the editor's own processes are debugged with is not theirs.
  NODE_OPTIONS: undefined,
  VSCODE_INSPECTOR_OPTIONS: undefined,
};

/** The port "discard", where nothing listens. */
function nowhere(): string {
  return "http://127.0.0.1:9";
}

/** Has a program of Node run in a process that is Electron's. */
export const asNode: Readonly<Record<string, string | undefined>> =
  process.versions.electron === undefined ? {} : { ELECTRON_RUN_AS_NODE: "1" };
