// The extension says the same as the rest of comfilter: languages, words, versions, snippets.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { parse } from "smol-toml";
import { ENDINGS, LANGUAGES, NAMES } from "../src/languages.js";
import { HOSTS, grammars } from "../syntaxes/injection.mjs";
import { ROOT } from "./hosts.mjs";
import { read, words } from "./textmate.mjs";

const text = (path) => readFileSync(new URL(path, ROOT), "utf8");
const manifest = JSON.parse(text("editors/vscode/package.json"));

/** The program, if there is one: a test without it is skipped, but fails with COMFILTER_ALL_TOOLS=1. */
const program = [
  process.env.COMFILTER,
  ...["debug", "release"].map((kind) => fileURLToPath(new URL(`target/${kind}/comfilter`, ROOT))),
  ...(process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "comfilter")),
].find((path) => path && existsSync(path));
const skip = !program && process.env.COMFILTER_ALL_TOOLS !== "1" && "there is no program comfilter";

/** The answers of the server to a request about each document. */
async function answers(documents, request) {
  const server = spawn(program, ["lsp", "--no-config"], { stdio: ["pipe", "pipe", "inherit"] });
  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  send({ id: "start", method: "initialize", params: { capabilities: {} } });
  send({ method: "initialized", params: {} });
  for (const [id, { uri, languageId, text }] of documents.entries()) {
    send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId, version: 1, text } } });
    send({ id, ...request(uri) });
  }
  const found = new Map();
  let rest = Buffer.alloc(0);
  for await (const bytes of server.stdout) {
    rest = Buffer.concat([rest, bytes]);
    for (let end; (end = rest.indexOf("\r\n\r\n")) >= 0; ) {
      const length = Number(/content-length: (\d+)/i.exec(rest.subarray(0, end).toString())[1]);
      if (rest.length < end + 4 + length) break;
      const message = JSON.parse(rest.subarray(end + 4, end + 4 + length).toString());
      rest = rest.subarray(end + 4 + length);
      if (typeof message.id === "number") found.set(message.id, message);
    }
    // The server ends with its input.
    if (found.size === documents.length) server.stdin.end();
  }
  return documents.map((_, id) => found.get(id).result);
}

test("the files are those of docs/files.md", () => {
  const rows = text("docs/files.md").split("## Files that it does not read")[0].split("\n").filter((line) => /^\| .*`/.test(line));
  const written = rows.flatMap((row) => [...row.split("|")[2].matchAll(/`([^`]+)`/g)].map((found) => found[1]));
  assert.ok(written.length > 60, `${written}`);
  const own = [...ENDINGS.map((ending) => `.${ending}`), ...NAMES].filter((name) => name !== ".comfilter" && name !== ".r");
  assert.deepEqual([...new Set(own)].sort(), written.sort());
});

test("the server knows every language of the selector", { skip }, async () => {
  const documents = [...LANGUAGES, "cobol"].map((languageId) => ({ uri: `untitled:${languageId}`, languageId, text: "x" }));
  const told = await answers(documents, (uri) => ({
    method: "workspace/executeCommand",
    params: { command: "comfilter.whyNothing", arguments: [{ uri, position: { line: 0, character: 0 } }] },
  }));
  const unknown = documents.filter((_, at) => told[at].startsWith("files of this kind")).map((one) => one.languageId);
  assert.deepEqual(unknown, ["cobol"]);
});

test("package.json has the lists of the sources", () => {
  const { activationEvents, contributes } = manifest;
  const others = ["properties", "xml"];
  assert.deepEqual(activationEvents, [...LANGUAGES.slice(1), ...others].map((language) => `onLanguage:${language}`));
  const injected = contributes.grammars.filter((grammar) => grammar.injectTo);
  assert.deepEqual(
    injected,
    Object.entries(grammars).map(([name, { scopeName }]) => ({ scopeName, path: `./out/${name}.json`, injectTo: HOSTS })),
  );
  assert.equal(manifest.version, parse(text("Cargo.toml")).package.version);
  for (const version of Object.values(manifest.devDependencies)) assert.match(version, /^\d/);
});

test("the keywords are those of the lexer", async () => {
  const lexer = /fn keyword\(.*?\n\}/s.exec(text("src/syntax/lexeme.rs"))[0];
  const kinds = { And: "keyword", Or: "keyword", Not: "keyword", In: "operator", True: "constant", False: "constant", Null: "constant" };
  const found = [...lexer.matchAll(/^\s*((?:b"\w+"(?: \| )?)+) => Lexeme::(\w+)/gm)].flatMap(([, names, lexeme]) =>
    [...names.matchAll(/b"(\w+)"/g)].map(([, name]) => [name, kinds[lexeme] ?? "operator"]),
  );
  assert.equal(found.length, 14);
  for (const [name, kind] of found) {
    const [line] = await read("source.comfilter", name);
    assert.deepEqual(words(line).map((word) => `${word.kind} ${word.text}`), [`${kind} ${name}`]);
  }
  // No other word is one, but for the booleans of the lists that write them so.
  const grammar = text("editors/vscode/syntaxes/comfilter.tmLanguage.json");
  const written = [...grammar.matchAll(/"match": "\(\?:([A-Za-z|]+)\)/g)].flatMap((found) => found[1].split("|"));
  assert.deepEqual(written.sort(), [...found.map(([name]) => name), "True", "False"].sort());
});

// The differences: a grammar cannot check a date, and it gives no colour to a word that is not a path.
const KINDS = ["comment", "keyword", "operator", "function", "property", "string", "number", "constant", "number", "parameter"];

test("the colours are the semantic tokens of the server", { skip }, async () => {
  const all = ["syntax", "check", "edges", "lint"].flatMap((name) => {
    const folder = new URL(`testdata/${name}/`, ROOT);
    return readdirSync(folder).flatMap((name) => parse(readFileSync(new URL(name, folder), "utf8")).case);
  });
  // The server also gives colours to operators of other languages, such as `&&`.
  const documents = [...new Set(all.filter((one) => one.canonical).map((one) => one.text))]
    // VS Code removes a byte-order mark.
    .filter((text) => text && text.length < 2_000 && !text.startsWith("\ufeff"))
    .map((text, at) => ({ uri: `untitled:${at}`, languageId: "comfilter", text }));
  const tokens = await answers(documents, (uri) => ({ method: "textDocument/semanticTokens/full", params: { textDocument: { uri } } }));
  let compared = 0;
  for (const [at, { text }] of documents.entries()) {
    const [expected, { data }] = [[], tokens[at]];
    const lines = text.split("\n");
    for (let token = 0, line = 0, column = 0; token < data.length; token += 5) {
      column = data[token] > 0 ? data[token + 1] : column + data[token + 1];
      line += data[token];
      const word = lines[line].slice(column, column + data[token + 2]);
      expected.push(`${line}:${column} ${KINDS[data[token + 3]]} ${word}`);
    }
    const found = (await read("source.comfilter", text)).flatMap((line, number) =>
      words(line).map((word) => `${number}:${word.from} ${word.kind.replace("timestamp", "number")} ${word.text}`),
    );
    const isPath = (word) => !word.includes(" property ") || /^\S+ property [A-Za-z_]\w*(\/[A-Za-z_]\w*)*$/.test(word);
    assert.deepEqual(found, expected.filter(isPath), text);
    compared += 1;
  }
  assert.ok(compared > 200, `${compared}`);
});

test("the filters of the snippets are valid", { skip }, () => {
  for (const [name, { body }] of Object.entries(JSON.parse(text("editors/vscode/snippets/comfilter.json")))) {
    const variables = { CURRENT_YEAR: "2026", CURRENT_MONTH: "11", CURRENT_DATE: "20" };
    const filled = body
      .replace(/\$\{(CURRENT_\w+)\}/g, (_, variable) => variables[variable])
      .replace(/\$\{\d+:([^{}]*)\}/g, "$1");
    assert.ok(!filled.includes("$"), filled);
    if (filled.startsWith("#")) continue;
    execFileSync(program, ["encode", filled], { stdio: "pipe" });
    assert.ok(name);
  }
});
