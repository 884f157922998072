// @ts-check
// The documents that the server gets. tests/package.test.mjs compares them with docs/files.md.

/** The names that VS Code and its extensions give to the languages. The server knows each of them. */
export const LANGUAGES = [
  "comfilter",
  "ansible",
  "bat",
  "bru",
  "bruno",
  "csharp",
  "dart",
  "dockercompose",
  "dockerfile",
  "dotenv",
  "github-actions-workflow",
  "go",
  "groovy",
  "hcl",
  "http",
  "hurl",
  "java",
  "javascript",
  "javascriptreact",
  "jenkinsfile",
  "jmeter",
  "json",
  "json5",
  "jsonc",
  "kotlin",
  "lua",
  "makefile",
  "markdown",
  "perl",
  "php",
  "plaintext",
  "powershell",
  "python",
  "r",
  "robotframework",
  "ruby",
  "rust",
  "scala",
  "shellscript",
  "swift",
  "terraform",
  "toml",
  "typescript",
  "typescriptreact",
  "yaml",
];

/** The endings of their files, because VS Code has no language for some. */
export const ENDINGS = [
  "comfilter",
  ...["sh", "bash", "zsh", "ps1", "psm1", "py", "yml", "yaml", "json", "jsonc", "har", "http", "rest", "md", "txt"],
  ...["js", "mjs", "cjs", "jsx", "ts", "tsx", "mts", "cts", "go", "rs", "java", "cs", "php", "rb", "toml", "ipynb"],
  ...["kt", "kts", "scala", "sc", "swift", "dart", "lua", "R", "r", "pl", "pm", "groovy", "gradle", "jenkinsfile"],
  ...["tf", "tfvars", "hcl", "bat", "cmd", "mk", "mak", "dockerfile", "env", "bru", "hurl", "robot", "resource", "jmx"],
];

/** The names of files that have no ending, or any. */
export const NAMES = ["Jenkinsfile", "Makefile", "makefile", "GNUmakefile", "Dockerfile", "Containerfile", ".env"];

export const selector = [
  ...["file", "untitled", "vscode-notebook-cell"].flatMap((scheme) =>
    LANGUAGES.map((language) => ({ scheme, language })),
  ),
  { scheme: "file", pattern: `**/*.{${ENDINGS.join(",")}}` },
  { scheme: "file", pattern: `**/{${NAMES.join(",")}}` },
  { scheme: "file", pattern: `**/{${NAMES.join(",")}}.*` },
];
