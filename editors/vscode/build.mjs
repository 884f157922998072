// Writes out/: the bundle of the extension, the grammars for host languages, and the licences of the bundled packages.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { grammars } from "./syntaxes/injection.mjs";

rmSync("out", { recursive: true, force: true });
mkdirSync("out");

const { metafile } = await build({
  entryPoints: ["src/extension.js"],
  outfile: "out/extension.cjs",
  bundle: true,
  platform: "node",
  // The one of the oldest VS Code in `engines`.
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  minify: true,
  metafile: true,
});

for (const [name, grammar] of Object.entries(grammars)) writeFileSync(`out/${name}.json`, JSON.stringify(grammar));

const folders = new Set(
  Object.keys(metafile.inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
);
const notices = [...folders].sort().map((folder) => {
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (!file) throw new Error(`${name} has no licence`);
  return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
});
writeFileSync("out/licenses.txt", notices.join(`\n${"-".repeat(80)}\n\n`));

for (const name of ["LICENSE-APACHE", "LICENSE-MIT"]) writeFileSync(name, readFileSync(`../../${name}`));
