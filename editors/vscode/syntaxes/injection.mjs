// The grammars that colour filters in the strings of other languages. `npm run build` writes them to out/.
//
// They must never change where a string ends. So each is one `match` on one line, without `begin` and `end`, and it
// takes only characters without a meaning in the host's string: the first other one ends the colours, and not the
// string. tests/injection.mjs compares the scopes of every host file with and without these grammars.

import { readFileSync } from "node:fs";

const comfilter = JSON.parse(readFileSync(new URL("comfilter.tmLanguage.json", import.meta.url), "utf8"));

/** The scopes of the files that are coloured. */
export const HOSTS = [
  "source.batchfile",
  "source.cs",
  "source.dart",
  "source.dockerfile",
  "source.go",
  "source.groovy",
  "source.hcl",
  "source.hcl.terraform",
  "source.java",
  "source.js",
  "source.js.jsx",
  "source.json",
  "source.json.comments",
  "source.kotlin",
  "source.lua",
  "source.makefile",
  "source.perl",
  "source.php",
  "source.powershell",
  "source.python",
  "source.r",
  "source.ruby",
  "source.rust",
  "source.scala",
  "source.shell",
  "source.swift",
  "source.toml",
  "source.ts",
  "source.tsx",
  "source.yaml",
  "text.html.markdown",
  "text.html.php",
];

/** Strings over several lines where a single quote has no meaning. */
const BLOCKS = [
  "string.quoted.raw.go",
  "string.quoted.triple",
  "string.interpolated.double.dart",
  "string.template",
  "string.unquoted.heredoc",
  "string.unquoted.block.yaml",
  "string.unquoted.plain.out.yaml",
];

/** The scopes of strings with either quote. */
const EITHER = ["string.quoted.single.python", "string.quoted.multi.python", "string.quoted.single.basic.line.toml"];

const code = "%[0-9A-Fa-f]{2}";
const blank = "(?:[ \\t+]|%20|%09)";
const open = "(?:\\(|%28)";
const operator = "(?:eq|ne|gt|ge|lt|le|in)";
const path = "[A-Za-z_]\\w*(?:(?:/|%2[Ff])[A-Za-z_]\\w*)*";
const name = "(?:contains|startswith|endswith|tolower|toupper|eq|ne|gt|ge|lt|le|in|and|or)";

/** A condition begins here. Parameters of other programs are called `filter` too. */
const condition =
  `(?=(?:${blank}|${open}|not(?=${blank}|${open}))*` +
  `(?:${path}${blank}+${operator}(?!\\w|/)|${name}${open}))`;

// A colon before a space ends a key of YAML. Perl inserts a value at an @.
const letter = `[\\w/.,~*+-]|:(?!\\s|$)|${code}`;
const literal = `'(?:[^'"\`\\\\\${}<>#%&@:]|:(?!\\s|$)|${code})*'`;

/** The text of a filter, from the items that the string allows. */
const value = (...items) => `${condition}(?>${items.join("|")})+`;
/** The same on a line where the string ends. Some grammars end a string without a closing quote with the last character
 * of its line, so it is left to them. */
const closed = (...items) => `${condition}(?>(?:${items.join("|")})(?=.))+`;

const plain = [letter, "[ \\t()]"];
const quoted = [...plain, literal];

const query = "[?&]filter=";
const key = "(?:[Ff]ilter|FILTER)[\"'`]?\\]?\\s{0,8}(?:=>|->|:=|[:=,]|to\\s)\\s{0,8}[A-Za-z$@]{0,2}";

/** From the start of a line to a quote that opens a string: all strings before it are closed. */
const opens = (quote) => `^(?:[^"'\\n]|"[^"\\n]*"|'[^'\\n]*')*${quote}`;

/** The text right before a filter, in a string with this quote. The first condition fails fast, the second is slow. */
const before = (quote) => [
  `(?<=filter=)(?<=${opens(quote)}(?:[^"'\\n]*${query}|filter=))`,
  `(?<=${quote})(?<=${key}${quote}{1,3})(?<=${opens(quote)})`,
];

const FSTRING = "string.interpolated.python string.quoted.single.python";

/** A grammar of rules `[place, value, string]`: a string is the scope of text that the host has not read as one yet. */
const grammar = (scopeName, injectionSelector, rules) => ({
  scopeName,
  injectionSelector,
  patterns: rules.map(([place, value, string]) => ({
    match: `${place}(${value})`,
    ...(string && { name: string }),
    captures: { 1: { name: "meta.filter.comfilter", patterns: [{ include: "#value" }] } },
  })),
  // VS Code does not load a grammar that only such captures include, so this has a copy of its rules.
  repository: {
    ...comfilter.repository,
    value: {
      patterns: [
        {
          name: "string.quoted.single.comfilter",
          begin: "%27",
          end: "%27(?!%27)",
          beginCaptures: { 0: { name: "punctuation.definition.string.begin.comfilter" } },
          endCaptures: { 0: { name: "punctuation.definition.string.end.comfilter" } },
          patterns: [{ include: "#code" }],
        },
        // In a URL a space, and not a sign.
        { match: "\\+" },
        { include: "#string" },
        { include: "#filter" },
        { include: "#code" },
      ],
    },
    code: { match: `%27%27|${code}`, name: "constant.character.escape.comfilter" },
  },
});

// Without the second scope, a grammar would begin again in the text that it has found, and never end.


const outside = " - comment - meta.filter.comfilter";

const not = (scopes) => scopes.map((scope) => ` - ${scope}`).join("");

/** Each grammar by the name of its file. Their selectors exclude each other. */
export const grammars = {
  "injection-double": grammar(
    "comfilter.injection.double",
    `L:string.quoted.double - string.quoted.single${outside}`,
    [
      [`(?<=${query})`, closed(...quoted)],
      [`(?<="filter=)`, closed(...quoted)],
      [`(?<=")(?<=${key}"{1,3})`, closed(...quoted)],
    ],
  ),
  "injection-block": grammar(
    "comfilter.injection.block",
    BLOCKS.map((scope) => `L:${scope} - string.quoted.double - string.quoted.single${outside}`).join(", "),
    [
      [`(?<=${query})`, value(...quoted)],
      [`(?<=["\`]filter=)`, value(...quoted)],
      [`(?<=["\`])(?<=${key}["\`]{1,3})`, value(...quoted)],
    ],
  ),
  // Spaces, quotes and parentheses may end the string.
  "injection-unquoted": grammar(
    "comfilter.injection.unquoted",
    `L:string.unquoted - string.quoted${not(BLOCKS)}${outside}`,
    [[`(?<=${query})`, value(letter)]],
  ),
  "injection-single": grammar(
    "comfilter.injection.single",
    `L:string.quoted.single${not(EITHER)}${outside}, ` +
      `L:string - string.quoted - string.unquoted${not(BLOCKS)}${outside}`,
    [
      ...before("'").map((place) => [place, closed(...plain)]),
      [`(?<=${query})`, closed(letter)],
    ],
  ),
  // One scope for both quotes, so the quote before the filter decides. Without one, the string goes on from the line
  // before.
  "injection-either": grammar(
    "comfilter.injection.either",
    EITHER.map((scope) => `L:${scope}${outside}`).join(", "),
    [
      ...before('"').map((place) => [place, closed(...quoted)]),
      ...before("'").map((place) => [place, closed(...plain)]),
      [`(?<=${query})`, closed(letter)],
    ],
  ),
  // The grammar of Python reads a part of an f-string at once, up to a brace, a quote or the end of the line.
  "injection-python": grammar("comfilter.injection.python", `L:meta.fstring.python${outside}`, [
    [`(?<=["}])(?<=${opens('"')}[^"'\\n]*)[^"'{}\\\\]*${query}`, closed(...quoted), FSTRING],
    [`(?<=["'}])[^"'{}\\\\]*${query}`, closed(letter), FSTRING],
    [before('"')[1], closed(...quoted), FSTRING],
    [before("'")[1], closed(...plain), FSTRING],
  ]),
  // A plain value of YAML: to the end of its line, because a part of it would be a value to the host.
  "injection-yaml": grammar(
    "comfilter.injection.yaml",
    `L:source.yaml - string - meta.flow - meta.flow-mapping - meta.flow-sequence${outside}`,
    [
      [
        `(?<=filter:[ \\t]{1,8})`,
        `${value(...quoted)}(?<![ \\t])(?=\\s*$|\\s+#)`,
        "string.unquoted.plain.out.yaml",
      ],
    ],
  ),
};
