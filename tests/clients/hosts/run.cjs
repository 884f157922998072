// Runs a part of a program: names without a definition get a value, and nothing stays unsent.
//
// `node run.cjs FILE BASE`: the client's own modules send the requests. A file that only defines
// functions has them called; a file that only makes a URL or a filter has it sent.
const fs = require("node:fs");

const [file, base] = process.argv.slice(2);
const path = "/compute-ops-mgmt/v1/jobs";
let sent = 0;
const isUrl = (value) => /\/compute-ops.*filter=/s.test(String(value));

/** A value of the surrounding program, whose members and results are such values too. */
function value(name) {
  if (/base|url|host|root|endpoint|^api|^com$|jobs$/i.test(name)) return base;
  if (/header|config|options/i.test(name)) return {};
  if (/since|date/i.test(name)) return new Date(Date.UTC(2026, 10, 16));
  if (/count|limit|least|^n$/i.test(name)) return 3;
  if (/^(esc|escape|double)/i.test(name)) return (text) => String(text).replaceAll("'", "''");
  const text = () => "x";
  return new Proxy(function () {}, {
    get: (_, key) => {
      if (key === Symbol.toPrimitive || key === "toString") return text;
      if (key === "then" || typeof key === "symbol") return undefined;
      if (key in String.prototype) return String.prototype[key].bind("x");
      return value(String(key));
    },
    apply: () => value("result"),
  });
}

const count = (send) => (...args) => { sent += 1; return send(...args); };
const known = {
  fetch: count((url, options) => fetch(String(url).startsWith("/") ? base + url : url, options)),
  get axios() { const axios = require("axios"); axios.interceptors.request.use((config) => { sent += 1; return config; }); return axios; },
  get got() { return count(require("got").default ?? require("got")); },
  exports: {}, module: { exports: {} }, undefined, console,
};
known.get = (url) => ({ set: (name, text) => known.fetch(`${url}?${new URLSearchParams({ [name]: text })}`) });
const scope = new Proxy(known, {
  has: (_, name) => typeof name === "string",
  // No name is taken out of the scope.
  get: (target, name) => (typeof name === "symbol" ? undefined : name in target ? target[name] : name in globalThis ? globalThis[name] : value(String(name))),
});

async function main() {
  let code = fs.readFileSync(file, "utf8");
  code = code.replace(/^import\s+.*?from\s+["'].*?["'];?$/gm, "").replace(/^export\s+(default\s+)?/gm, "");
  const names = [...code.matchAll(/^\s{0,0}(?:const|let|var|(?:async\s+)?function)\s+(\w+)/gm)].map((found) => found[1]);
  const body = `with (scope) { return (async () => { ${code}\n; return { ${names.join(", ")} }; })(); }`;
  let made = {};
  try { made = await new Function("scope", body)(scope); } catch (error) { console.log(String(error)); }
  const results = Object.values(made);
  for (const one of Object.values(made)) {
    if (typeof one !== "function" || one.prototype === undefined && !/^(async )?\(|=>/.test(String(one)) && !/^async function/.test(String(one))) continue;
    const inside = String(one).match(/\(([^)]*)\)/)?.[1] ?? "";
    const args = inside.split(",").map((name) => name.split("=")[0].trim()).filter(Boolean).map(value);
    try { results.push(await one(...args)); } catch (error) { console.log(String(error)); }
  }
  if (sent === 0) {
    for (const one of results) {
      if (isUrl(one)) await known.fetch(one);
      else if (/ (eq|ne|gt|ge|lt|le|in|==) /.test(one)) await known.fetch(`${path}?${new URLSearchParams({ filter: one })}`);
    }
  }
  for (const one of results.filter((one) => one?.url && one?.params)) await scope.axios.get(one.url, one);
}

main();
