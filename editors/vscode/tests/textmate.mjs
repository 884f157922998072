// Reads text with TextMate grammars, as VS Code does: with its libraries, and with the grammars that tm-grammars collects.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";
import { grammars as known } from "tm-grammars";
import { grammars as injections } from "../syntaxes/injection.mjs";

const require = createRequire(import.meta.url);
const json = (path) => JSON.parse(readFileSync(path, "utf8"));

await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer);
const onigLib = Promise.resolve({
  createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
  createOnigString: (text) => new oniguruma.OnigString(text),
});

const own = { "source.comfilter": json(new URL("../syntaxes/comfilter.tmLanguage.json", import.meta.url)) };
for (const grammar of Object.values(injections)) own[grammar.scopeName] = grammar;

// The grammars of a real VS Code, if COMFILTER_VSCODE_EXTENSIONS names its folder of extensions.
const real = {};
const folder = process.env.COMFILTER_VSCODE_EXTENSIONS;
for (const extension of folder ? readdirSync(folder) : []) {
  const manifest = `${folder}/${extension}/package.json`;
  if (!existsSync(manifest)) continue;
  for (const { scopeName, path } of json(manifest).contributes?.grammars ?? []) {
    const file = `${folder}/${extension}/${path}`;
    real[scopeName] = () => textmate.parseRawGrammar(readFileSync(file, "utf8"), file);
  }
}

const registry = (injected) =>
  new textmate.Registry({
    onigLib,
    loadGrammar: async (scope) => {
      if (own[scope]) return own[scope];
      if (real[scope]) return real[scope]();
      const found = known.find((grammar) => grammar.scopeName === scope);
      return found ? json(require.resolve(`tm-grammars/grammars/${found.name}.json`)) : null;
    },
    getInjections: () => injected,
  });

// Each grammar has a separate registry, because an include of a grammar that another one has loaded before would work.
const loaded = new Map();
function load(scope, injected) {
  const key = `${scope} ${injected}`;
  const scopes = injected ? Object.values(injections).map((grammar) => grammar.scopeName) : [];
  if (!loaded.has(key)) loaded.set(key, registry(scopes).loadGrammar(scope));
  return loaded.get(key);
}

/** The tokens of each line, `{ from, to, scopes }`. A line that takes too long fails, because an editor gives up too. */
export async function read(scope, text, { injected = true } = {}) {
  const grammar = await load(scope, injected);
  if (!grammar) throw new Error(`there is no grammar ${scope}`);
  let state = textmate.INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const read = grammar.tokenizeLine(line, state, 10_000);
    if (read.stoppedEarly) throw new Error(`too slow: ${line}`);
    state = read.ruleStack;
    const tokens = read.tokens.map((token) => ({
      from: token.startIndex,
      to: Math.min(token.endIndex, line.length),
      scopes: token.scopes,
    }));
    return { line, tokens: tokens.filter((token) => token.from < token.to) };
  });
}

const KINDS = [
  ["comment.line", "comment"],
  ["string.quoted.single.comfilter", "string"],
  ["keyword.operator.wordlike.logical.comfilter", "keyword"],
  ["keyword.operator.wordlike.comparison.comfilter", "operator"],
  ["constant.language.comfilter", "constant"],
  ["support.function.comfilter", "function"],
  ["variable.other.property.comfilter", "property"],
  ["variable.parameter.comfilter", "parameter"],
  ["constant.numeric.timestamp.comfilter", "timestamp"],
  ["constant.numeric.comfilter", "number"],
];

const kind = (scopes) =>
  KINDS.find(([prefix]) => scopes.some((scope) => scope.endsWith(".comfilter") && scope.startsWith(prefix)))?.[1];

/** The coloured words of a line, `{ from, to, kind }`: a word of several tokens is one. */
export function words({ line, tokens }) {
  const found = [];
  for (const { from, to, scopes } of tokens) {
    const own = kind(scopes);
    const last = found.at(-1);
    const begins = scopes.some((scope) => scope.includes("string.begin.comfilter"));
    if (own && last?.kind === own && last.to === from && !begins) last.to = to;
    else if (own) found.push({ from, to, kind: own });
  }
  // A string over several lines includes the indentation of its lines.
  return found.map((word) => ({ ...word, text: line.slice(word.from, word.to) })).filter((word) => word.text.trim());
}
