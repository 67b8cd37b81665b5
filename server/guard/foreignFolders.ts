/** Names, in lower case, of folders that hold what others wrote. */
export const dependencyFolders: ReadonlySet<string> = new Set([
  "node_modules",
  "bower_components",
  "vendor",
  "third_party",
  "__pycache__",
  "venv",
  "site-packages",
]);

/** Names, in lower case, of folders that usually hold what a build made. */
export const buildFolders: ReadonlySet<string> = new Set(["dist", "build", "out", "target"]);
