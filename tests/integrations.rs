//! The integrations of docs/integrations.md: shells, manual pages, editors, hooks, build servers. And the editors
//! of docs/editors.md that need no screen, each with the settings that the document shows.
//!
//! A missing tool is reported on stderr and skipped; with `COMFILTER_ALL_TOOLS=1` it is a failure.
#![cfg(test)]
#![cfg(all(feature = "cli", unix))]

mod support;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[cfg(feature = "lsp")]
use serde_json::{Value, json};
use support::command::{code, out, program, run};
use support::path;

const SHELLS: [&str; 6] = ["bash", "elvish", "fish", "nushell", "powershell", "zsh"];

/// A name that could confuse line-based formats, and filters with findings of all three severities.
const FILE: &str = "a b:3.comfilter";
const TEXT: &str = "\
name eq 'é' and é == 'x'

State eq 'ERROR' and jobTemplate eq '00000000-0000-0000-0000-000000000000' and state eq 'halted'
";

/// Its findings: line, column in characters, severity and rule.
const FOUND: [(u32, u32, &str, &str); 5] = [
    (1, 17, "error", "unknown-property"),
    (1, 19, "error", "foreign-operator"),
    (3, 1, "error", "unknown-property"),
    (3, 37, "hint", "unknown-template"),
    (3, 89, "warning", "unknown-value"),
];

/// A program, if it is installed.
fn tool(name: &str) -> Option<Command> {
    let folders = std::env::var_os("PATH").unwrap();
    if std::env::split_paths(&folders).any(|folder| folder.join(name).is_file()) {
        return Some(program(name));
    }
    missing(name);
    None
}

/// Reports a missing tool.
fn missing(name: &str) {
    let all = std::env::var_os("COMFILTER_ALL_TOOLS").is_some_and(|value| value == "1");
    assert!(!all, "{name} is not installed, and COMFILTER_ALL_TOOLS=1 asks for every tool");
    // A passing test would swallow the output of a macro.
    std::io::stderr().write_all(format!("skipped: {name} is not installed\n").as_bytes()).unwrap();
}

/// The output of a command, which must succeed.
fn printed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let told = format!("{}{}", out(&output), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {told}");
    out(&output)
}

/// A folder with the file of findings in it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), TEXT).unwrap();
    folder
}

fn script(shell: &str, folder: &Path) -> PathBuf {
    let file = folder.join(shell);
    fs::write(&file, printed(program("comfilter").args(["completions", shell]))).unwrap();
    file
}

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let help = out(&run(&["--help"]));
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    names.map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

#[test]
fn completions_know_every_command() {
    let commands = commands();
    assert!(commands.contains(&"lint".to_owned()) && commands.contains(&"man".to_owned()), "{commands:?}");
    let folder = folder();
    for shell in SHELLS {
        let script = fs::read_to_string(script(shell, folder.path())).unwrap();
        for command in &commands {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn completions_parse() {
    let folder = folder();
    for shell in ["bash", "fish", "zsh"] {
        if let Some(mut program) = tool(shell) {
            printed(program.arg("-n").arg(script(shell, folder.path())));
        }
    }
}

/// The words on the line, and their completion.
const COMPLETED: [(&str, &str); 7] = [
    ("li", "lint"),
    ("lint --fo", "--format"),
    ("lint --format c", "concise"),
    ("encode x --as po", "powershell"),
    ("encode x --region eu", "eu-central"),
    ("rule raw", "raw-plus"),
    ("properties jobT", "jobTemplate"),
];

#[test]
fn bash_completes() {
    let folder = folder();
    let complete = r#"source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _comfilter comfilter "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"; echo "${COMPREPLY[@]}""#;
    for (line, completed) in COMPLETED {
        let mut bash = program("bash");
        bash.args(["-c", complete, "bash"]).arg(script("bash", folder.path())).arg("comfilter");
        assert_eq!(printed(bash.args(line.split(' '))).trim(), completed, "{line}");
    }
}

#[test]
fn fish_completes() {
    let folder = folder();
    for (line, completed) in COMPLETED {
        let Some(mut fish) = tool("fish") else { return };
        fish.env("HOME", folder.path());
        fish.args(["-c", "source $argv[1]; complete -C \"comfilter $argv[2]\""]);
        let found = printed(fish.arg(script("fish", folder.path())).arg(line));
        let found: Vec<&str> = found.lines().map(|line| line.split('\t').next().unwrap()).collect();
        assert_eq!(found, [completed], "{line}");
    }
}

#[test]
fn manual_pages_are_those_of_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("share/man1");
    printed(program("comfilter").arg("man").arg(&pages));
    let commands = commands();
    // `schema` has two subcommands.
    assert_eq!(fs::read_dir(&pages).unwrap().count(), commands.len() + 3);
    assert!(pages.join("comfilter-schema-from-openapi.1").exists());
    let main = fs::read_to_string(pages.join("comfilter.1")).unwrap();
    assert_eq!(main, out(&run(&["man"])));
    for command in &commands {
        assert!(main.contains(&format!("comfilter\\-{command}(1)")), "{command}");
        let page = pages.join(format!("comfilter-{command}.1"));
        assert!(page.exists(), "{command}");
        if let Some(mut mandoc) = tool("mandoc") {
            printed(mandoc.args(["-Tlint", "-Werror"]).arg(page));
        }
    }
    let lint = fs::read_to_string(pages.join("comfilter-lint.1")).unwrap();
    assert!(lint.contains("Exit codes: 0"), "{lint}");
    assert!(lint.contains(".TH comfilter-lint 1 \"\" \"comfilter "), "{lint}");
    let file = pages.join("comfilter.1");
    let refused = run(&["man", file.to_str().unwrap()]);
    assert_eq!((code(&refused), out(&refused)), (2, String::new()));
}

#[test]
fn vim_fills_its_quickfix_list() {
    let folder = folder();
    let runtime = path("editors/vim");
    fs::write(
        folder.path().join("script.vim"),
        format!(
            "set runtimepath^={} nomore shellpipe=>%s\\ 2>&1\nfiletype on\nedit a\\ b:3.comfilter\n\
             compiler comfilter\nsilent make! %:S\n\
             let found = map(getqflist(), {{_, e -> printf('%s:%d:%d:%d:%s:%s', bufname(e.bufnr), e.lnum, e.col, e.vcol, e.type, e.text)}})\n\
             call writefile([&filetype] + found, 'found')\nqall!\n",
            runtime.display()
        ),
    )
    .unwrap();
    for (name, options) in [("vim", ["-e", "-s", "-N"]), ("nvim", ["--headless", "-n", "-N"])] {
        let Some(mut vim) = tool(name) else { continue };
        let status = vim.args(options).args(["-u", "NONE", "-S", "script.vim"]).current_dir(folder.path());
        status.env("TERM", "dumb").stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        let found = fs::read_to_string(folder.path().join("found")).unwrap();
        let mut lines = found.lines();
        assert_eq!(lines.next(), Some("comfilter"), "{name}: the file's type");
        for (line, column, severity, rule) in FOUND {
            let kind = match severity {
                "error" => "e",
                "warning" => "w",
                _ => "I",
            };
            // The 1 means that a column is one of the screen, which counts characters.
            let start = format!("{FILE}:{line}:{column}:1:{kind}:[{rule}] ");
            let next = lines.next().unwrap_or_default();
            assert!(next.starts_with(&start), "{name}: {next}, and not {start}");
        }
        assert_eq!(lines.next(), None, "{name}");
        fs::remove_file(folder.path().join("found")).unwrap();
    }
}

#[test]
fn neovim_shows_diagnostics() {
    let Some(mut nvim) = tool("nvim") else { return };
    let folder = folder();
    let lua = "\
        vim.opt.runtimepath:prepend(RUNTIME)\n\
        vim.cmd([[edit a\\ b:3.comfilter]])\n\
        local linter = require('lint.linters.comfilter')\n\
        local lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)\n\
        local output = vim.fn.system(vim.list_extend({ linter.cmd }, linter.args), lines)\n\
        vim.diagnostic.set(vim.api.nvim_create_namespace('test'), 0, linter.parser(output, 0))\n\
        local found = {}\n\
        for _, d in ipairs(vim.diagnostic.get(0)) do\n\
        table.insert(found, ('%d:%d:%s:%s'):format(d.lnum, d.col, vim.diagnostic.severity[d.severity], d.code))\n\
        end\n\
        vim.fn.writefile(found, 'found')\n\
        vim.cmd('qall!')\n";
    let runtime = format!("{:?}", path("editors/vim").to_str().unwrap());
    fs::write(folder.path().join("script.lua"), lua.replace("RUNTIME", &runtime)).unwrap();
    nvim.args(["--headless", "-n", "-u", "NONE", "-c", "luafile script.lua", "-c", "qall!"]);
    printed(nvim.current_dir(folder.path()));
    let found = fs::read_to_string(folder.path().join("found")).unwrap_or_default();
    let lines: Vec<&str> = TEXT.lines().collect();
    let expected = FOUND.map(|(line, column, severity, rule)| {
        let before: usize =
            lines[line as usize - 1].chars().take(column as usize - 1).map(char::len_utf8).sum();
        let severity = severity.to_uppercase().replace("WARNING", "WARN");
        format!("{}:{before}:{severity}:{rule}", line - 1)
    });
    assert_eq!(found.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn the_problem_matcher_reads_each_line() {
    let Some(mut node) = tool("node") else { return };
    let folder = folder();
    let mut lint = program("comfilter");
    let findings = lint.args(["lint", "--format", "concise"]).current_dir(folder.path()).output().unwrap();
    let code = "\
        const task = JSON.parse(require('fs').readFileSync('editors/vscode/tasks.json')).tasks[0];\n\
        const pattern = task.problemMatcher.pattern;\n\
        for (const line of process.argv[1].trim().split('\\n')) {\n\
        const groups = new RegExp(pattern.regexp).exec(line);\n\
        const part = (name) => groups[pattern[name]];\n\
        console.log(['file', 'line', 'column', 'severity', 'code'].map(part).join(':'));\n\
        if (!line.endsWith('] ' + part('message'))) throw line;\n\
        }\n";
    let read = printed(node.args(["-e", code]).arg(out(&findings)));
    let expected =
        FOUND.map(|(line, column, severity, rule)| format!("{FILE}:{line}:{column}:{severity}:{rule}"));
    assert_eq!(read.lines().collect::<Vec<_>>(), expected);
}

/// The scripts of the steps of action.yml.
fn steps() -> Vec<String> {
    let action = fs::read_to_string(path("action.yml")).unwrap();
    let steps = action.split("      run: |\n").skip(1).map(|rest| {
        let lines = rest.lines().map_while(|line| line.strip_prefix("        "));
        lines.collect::<Vec<_>>().join("\n")
    });
    steps.collect()
}

#[test]
fn the_action_checks_what_it_is_given() {
    let steps = steps();
    assert_eq!(steps.len(), 2);
    for step in &steps {
        // User input must not become a part of the script.
        assert!(!step.contains("${{"), "{step}");
        printed(program("bash").args(["-n", "-c", step]));
    }
    let folder = folder();
    let lint = |paths: &str, args: &str| {
        let mut bash = program("bash");
        bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &steps[1]]);
        bash.current_dir(folder.path()).env("PATHS", paths).env("ARGS", args).output().unwrap()
    };
    let example = path("examples/page.comfilter");
    let example = example.to_str().unwrap();
    assert_eq!(code(&lint(example, "")), 0);
    assert_eq!(code(&lint(".", "")), 1);
    let alone = lint(example, "--format concise");
    let both = lint(&format!("{example}\n\n{FILE}\n"), "--format concise --deny warning");
    assert_eq!(
        (code(&both), out(&both).lines().count()),
        (1, out(&alone).lines().count() + FOUND.len()),
        "{}",
        out(&both)
    );
    assert_eq!(code(&lint("$(echo .)", "")), 2);
}

/// The files that docs/integrations.md shows in a language, each with its name, which is in the
/// first line.
fn shown(language: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(path("docs/integrations.md")).unwrap();
    let start = format!("```{language}\n");
    let blocks = text.split(&start).skip(1).map(|rest| rest.split("```").next().unwrap());
    let named = blocks.map(|block| {
        let name = block.lines().next().unwrap().strip_prefix("# ").expect("a file begins with its name");
        (name.to_owned(), block.to_owned())
    });
    named.collect()
}

#[test]
fn configurations_are_what_their_readers_take() {
    let folder = tempfile::tempdir().unwrap();
    let checked = |schema: &str, file: &Path| {
        if let Some(mut check) = tool("check-jsonschema") {
            printed(check.args(["--builtin-schema", schema]).arg(file));
        }
    };
    checked("vendor.github-actions", &path("action.yml"));
    if let Some(mut hooks) = tool("pre-commit") {
        printed(hooks.args(["validate-manifest", ".pre-commit-hooks.yaml"]));
    }
    let shown = shown("yaml");
    assert_eq!(shown.len(), 5);
    for (name, text) in shown {
        let file = folder.path().join(name.replace('/', "-"));
        fs::write(&file, text).unwrap();
        match name.as_str() {
            ".gitlab-ci.yml" => checked("vendor.gitlab-ci", &file),
            name if name.starts_with(".github/workflows/") => checked("vendor.github-workflows", &file),
            ".pre-commit-config.yaml" => {
                if let Some(mut hooks) = tool("pre-commit") {
                    printed(hooks.arg("validate-config").arg(&file));
                }
            }
            name => assert!(name.starts_with("~/.config/efm-langserver/"), "{name}"),
        }
    }
}

/// The rule whose fix the scripts of editors/try apply.
#[cfg(feature = "lsp")]
const FOREIGN: &str = "foreign-operator";

/// The state that a script of editors/try prints.
#[cfg(feature = "lsp")]
fn editor_state(editor: &mut Command) -> Value {
    let home = tempfile::tempdir().unwrap();
    let output = editor.env("HOME", home.path()).env("LC_ALL", "C.UTF-8").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|problem| panic!("{problem}: {}", out(&output)))
}

#[cfg(feature = "lsp")]
#[test]
fn neovim_uses_the_server() {
    let Some(mut nvim) = tool("nvim") else { return };
    let version = printed(program("nvim").arg("--version"));
    let minor = version.strip_prefix("NVIM v0.").and_then(|rest| rest.split('.').next()?.parse().ok());
    if minor.is_some_and(|minor: u32| minor < 11) {
        missing("Neovim 0.11");
        return;
    }
    let state = editor_state(nvim.args(["--clean", "--headless", "-l", "editors/try/neovim.lua"]));

    let python = &state["python"];
    assert_eq!(python["encoding"], "utf-8");
    let url = "é = '😀'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20";
    let fixed = format!("{url}eq%20%27PENDING%27\")");
    // The columns of Neovim are bytes.
    let start = url.len();
    for rule in [FOREIGN, "unencoded-character"] {
        let found = json!([rule, 0, start, start + 2]);
        assert!(python["findings"].as_array().unwrap().contains(&found), "{found}: {python}");
    }
    assert!(python["hover"].as_str().unwrap().contains("waits, runs or has ended"), "{python}");
    assert_eq!(python["fixes"][0], "write `eq` (foreign-operator)");
    assert_eq!(python["labels"], json!(["'PENDING'", "'APPROVAL_PENDING'", "'COMPLETE'"]));
    let approval = fixed.replace("PENDING", "APPROVAL_PENDING");
    assert_eq!(python["lines"], json!([fixed, fixed, approval]));

    let comfilter = &state["comfilter"];
    let start = "name eq 'é😀' and state ".len();
    let found = json!([FOREIGN, 1, start, start + 2]);
    assert!(comfilter["findings"].as_array().unwrap().contains(&found), "{found}: {comfilter}");
    assert!(comfilter["hover"].as_str().unwrap().contains("waits, runs or has ended"), "{comfilter}");
    assert_eq!(comfilter["labels"][0], "state", "{comfilter}");
    let lines =
        ["# é😀", "name eq 'é😀' and state eq 'ERROR'", "", "(state eq 'ERROR') or name eq 'x' and state"];
    assert_eq!(comfilter["lines"], json!(lines));

    assert_eq!(state["unlisted"], json!([]), "kinds of files that are missing in the settings");
}

#[cfg(feature = "lsp")]
#[test]
fn emacs_uses_the_server() {
    let Some(mut emacs) = tool("emacs") else { return };
    let state = editor_state(emacs.args(["--batch", "-l", "editors/try/emacs.el"]));

    let has = |findings: &Value, rule: &str, line: usize, before: &str| {
        let start = before.chars().count();
        let findings = findings.as_array().unwrap();
        let found = findings.iter().any(|found| {
            let message = found["message"].as_str().unwrap();
            let place = [&found["line"], &found["start"], &found["end"]];
            message.contains(&format!("[{rule}]")) && place == [line, start, start + 2]
        });
        assert!(found, "{rule}: {findings:#?}");
    };
    let url = "é = '😀'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20";
    has(&state["python-findings"], FOREIGN, 0, url);
    has(&state["python-findings"], "unencoded-character", 0, url);
    has(&state["comfilter-findings"], FOREIGN, 1, "name eq 'é😀' and state ");
    for file in ["python", "comfilter"] {
        let hover = state[format!("{file}-hover")].as_str().unwrap();
        assert!(hover.contains("waits, runs or has ended"), "{file}: {hover}");
    }
    assert_eq!(state["python-labels"], json!(["state", "status", "statusDetails"]));
    assert_eq!(state["python-encoded"][0], "'PENDING'");
    assert_eq!(state["comfilter-labels"], json!(["resource/id", "resource/type"]));
    let lines = [
        format!("{url}eq%20%27PENDING%27\")"),
        "é = '😀'; get(base + '/compute-ops-mgmt/v1/jobs', params={'filter': \"state eq 'ERROR'\"})"
            .to_owned(),
        format!("{}%20state%20eq%20%27PENDING%27\")", url.strip_suffix("state%20").unwrap()),
    ];
    assert_eq!(state["python-lines"], json!(lines));
    let lines = [
        "# é😀",
        "name eq 'é😀' and state eq 'ERROR'",
        "(state eq 'ERROR') or name eq 'x' and resource/id eq 'é' or state eq 'PENDING'",
    ];
    assert_eq!(state["comfilter-lines"], json!(lines));
}
