// The host files of testdata/source, each with the scope that VS Code reads it with.
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "smol-toml";

export const ROOT = new URL("../../../", import.meta.url);

/** The scope by the ending of a file. Others have no grammar in VS Code. */
const SCOPES = {
  sh: "source.shell", bash: "source.shell", zsh: "source.shell",
  ps1: "source.powershell", psm1: "source.powershell",
  py: "source.python",
  yml: "source.yaml", yaml: "source.yaml",
  json: "source.json", har: "source.json", jsonc: "source.json.comments",
  md: "text.html.markdown",
  js: "source.js", mjs: "source.js", cjs: "source.js", jsx: "source.js.jsx",
  ts: "source.ts", mts: "source.ts", cts: "source.ts", tsx: "source.tsx",
  go: "source.go", rs: "source.rust", java: "source.java", cs: "source.cs", php: "source.php", rb: "source.ruby",
  toml: "source.toml",
  kt: "source.kotlin", kts: "source.kotlin", scala: "source.scala", sc: "source.scala", swift: "source.swift",
  dart: "source.dart", lua: "source.lua", R: "source.r", pl: "source.perl", pm: "source.perl",
  groovy: "source.groovy", gradle: "source.groovy", jenkinsfile: "source.groovy", Jenkinsfile: "source.groovy",
  tf: "source.hcl.terraform", tfvars: "source.hcl.terraform", hcl: "source.hcl",
  bat: "source.batchfile", cmd: "source.batchfile",
  mk: "source.makefile", mak: "source.makefile", Makefile: "source.makefile", makefile: "source.makefile",
  dockerfile: "source.dockerfile", Dockerfile: "source.dockerfile",
};

export const scopeOf = (file) => SCOPES[file.split("/").at(-1).split(".").at(-1)];

/** All host files with a scope, `{ from, name, file, text, filters, scope }`. */
export function hostFiles() {
  const folder = new URL("testdata/source/", ROOT);
  const all = [];
  for (const from of readdirSync(folder).filter((name) => name.endsWith(".toml"))) {
    for (const one of parse(readFileSync(new URL(from, folder), "utf8")).case) {
      const scope = scopeOf(one.file);
      if (scope) all.push({ from, scope, ...one });
    }
  }
  return all;
}
