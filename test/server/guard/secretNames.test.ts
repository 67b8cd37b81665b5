import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { secretReason } from "../../../server/guard/secretNames.ts";

const secret = [
  "/home/me/project/.env",
  ".env.local",
  ".env.production",
  ".env-staging",
  "config/prod.env",
  ".ENV",
  "C:\\Users\\me\\project\\.env",
  "C:\\Users\\me\\.SSH\\config",
  "\\\\server\\share\\Secrets.JSON",
  ".env::$DATA",
  ".env. ",
  ".env.bak",
  ".env~",
  "#.env#",
  ".#.env",
  "..env.swp",
  "server.pem",
  "tls/example.com.key",
  "sample.pfx",
  "id_rsa",
  "id_ed25519.old",
  "id_ecdsa_sk",
  "backup/keys.kdbx",
  "/home/me/.aws/credentials",
  "/home/me/.aws/config",
  "/home/me/.kube/config",
  "/home/me/.docker/config.json",
  "/home/me/.gnupg/trustdb",
  ".netrc",
  "_netrc",
  ".npmrc",
  ".pypirc",
  ".git-credentials",
  "credentials",
  "credentials.json",
  "secrets.yaml",
  "service-account-prod.json",
  "client_secret_12.json",
  "terraform.tfstate",
  "prod.tfvars",
  "prod.tfvars.json",
  "/a/.env/",
];

const harmless = [
  "",
  "/",
  "src/env.ts",
  ".env.example",
  ".env.sample.bak",
  ".env.template",
  "sample.env",
  ".environment",
  ".env/lib/python3/site.py",
  "id_rsa.pub",
  "id_rsa.ts",
  "keyboard.ts",
  "key",
  "monkey.ts",
  "secrets.ts",
  "credentials.ts",
  "useCredentials.tsx",
  "secrets/README.md",
  ".aws/task-definition.json",
  "src/config",
  "config.json",
  "example.tfvars",
  "pem.go",
  "tokenizer.json",
];

describe("secretReason", () => {
  for (const path of secret)
    it(`refuses ${JSON.stringify(path)}`, () => assert.notEqual(secretReason(path), undefined));
  for (const path of harmless)
    it(`lets ${JSON.stringify(path)} pass`, () => assert.equal(secretReason(path), undefined));
});
