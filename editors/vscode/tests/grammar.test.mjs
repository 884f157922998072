// The grammars: the colours of filters, and that nothing changes around them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "smol-toml";
import { HOSTS } from "../syntaxes/injection.mjs";
import { hostFiles } from "./hosts.mjs";
import { read, words } from "./textmate.mjs";

const FILTER = "meta.filter.comfilter";
const { case: cases } = parse(readFileSync(new URL("cases.toml", import.meta.url), "utf8"));

// These differences do not matter: on later lines of a string, the kind of its quotes cannot be known; and a host that
// takes `%20%` for a placeholder of `printf` may see it no longer.
const known = (scopes) =>
  scopes
    .filter((scope) => !/placeholder|meta\.format/.test(scope))
    .map((scope) => scope.replace("string.quoted.multi.python", "string.quoted.single.python"));

/** The scopes of each character; `own` if it is in a filter. */
function characters({ line, tokens }) {
  const all = new Array(line.length);
  for (const { from, to, scopes } of tokens) {
    const at = scopes.indexOf(FILTER);
    const host = known(at < 0 ? scopes : scopes.slice(0, at));
    all.fill({ own: at >= 0, host: `${host.join(" ")} ` }, from, to);
  }
  return all;
}

/** Reads host text with the grammars, and without. Around filters, all scopes must be the same, and in a filter
 * those of its string. */
async function compared(scope, text, name) {
  // Where a string ends too late, this line is a part of it.
  const whole = `${text}\nend "x" 'y'`;
  const [lines, without] = [await read(scope, whole), await read(scope, whole, { injected: false })];
  for (const [number, line] of lines.entries()) {
    const [own, host] = [characters(line), characters(without[number])];
    for (const [at, one] of own.entries()) {
      const same = one.own ? host[at].host.startsWith(one.host) : host[at].host === one.host;
      if (!same) assert.equal(one.host, host[at].host, `${name}: ${scope}, line ${number + 1}: ${line.line.slice(at)}`);
    }
  }
  return lines;
}

for (const one of cases) {
  test(one.name, async () => {
    const lines = one.scope === "source.comfilter"
      ? await read(one.scope, one.text)
      : await compared(one.scope, one.text, one.name);
    const found = lines.flatMap(words).map((word) => `${word.kind} ${word.text}`);
    assert.deepEqual(found, one.words);
  });
}

const files = hostFiles();
/** The lines with a filter, by the scope of their language. */
const coloured = new Map();

test("nothing changes around the filters of all host files", async () => {
  for (const file of files) {
    const lines = await compared(file.scope, file.text, file.name);
    const found = lines.flatMap((line) =>
      line.tokens.filter((token) => token.scopes.includes(FILTER)).map((token) => ({ ...token, line: line.line })),
    );
    if (found.length > 0) coloured.set(file.scope, [...(coloured.get(file.scope) ?? []), { file, found }]);
  }
});

test("filters get colours in every language", () => {
  // The host files have no filter in a string of these: a recipe of make is not a string, and no file is PHP in HTML.
  const none = ["source.hcl", "source.js.jsx", "source.json.comments", "source.makefile", "text.html.php"];
  assert.deepEqual(HOSTS.filter((scope) => !coloured.has(scope)), none);
  const expected = files.filter((file) => file.filters?.length > 0).length;
  const found = [...coloured.values()].flat().length;
  assert.ok(found > expected / 2, `${found} of ${expected} files`);
});

test("nothing changes around filters that a character breaks", async () => {
  const marks = ['"', "'", "`", "\\", "${", "#{", "{", "}", "$(", "%s", "&", ")", "<", "#", ": ", "@x", "\n", '"""', "''"];
  let tried = 0;
  for (const all of coloured.values()) {
    // The shortest ones, because each is read several hundred times.
    for (const { file } of all.toSorted((a, b) => a.file.text.length - b.file.text.length).slice(0, 2)) {
      const start = Math.max(file.text.indexOf("filter"), 0);
      for (const [index, mark] of marks.entries()) {
        for (let at = start + (index % 9); at < Math.min(file.text.length, start + 90); at += 9) {
          await compared(file.scope, file.text.slice(0, at) + mark + file.text.slice(at), `${file.name} with ${mark}`);
          tried += 1;
        }
      }
    }
  }
  assert.ok(tried > 3_000, `${tried}`);
});
