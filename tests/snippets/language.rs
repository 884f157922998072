//! Runs what is printed for each language.

use std::path::Path;

use comfilter::encode::{Request, Snippet};
use comfilter::{Filter, Schema};

use crate::cases::{self, TENANT};
use crate::wire::server::{Answer, Server};
use crate::wire::tools::{self, Tool, Variables, say_skipped};

/// The token: every character that one may have.
pub(crate) const TOKEN: &str = "eyJhbGciOi.J9-_~+/x==";

/// How to run a snippet.
struct Language {
    snippet: Snippet,
    /// The file holds the snippet and nothing else.
    tool: Tool,
    /// Whether its start takes a second, so it runs for few filters only.
    slow: bool,
}

const CURL: Language = Language {
    snippet: Snippet::Curl,
    tool: Tool {
        programs: &["bash", "curl", "jq"],
        file: "snippet.sh",
        beside: &[],
        build: &[],
        run: &["bash", "snippet.sh"],
    },
    slow: false,
};

/// As a whole script to a shell that is not bash.
const CURL_IN_SH: Language = Language {
    tool: Tool { programs: &["sh", "curl", "jq"], run: &["sh", "snippet.sh"], ..CURL.tool },
    slow: true,
    ..CURL
};

const POWERSHELL: Language = Language {
    snippet: Snippet::Powershell,
    tool: Tool {
        programs: &["pwsh"],
        file: "snippet.ps1",
        beside: &[],
        build: &[],
        run: &["pwsh", "-NoProfile", "-NonInteractive", "-File", "snippet.ps1"],
    },
    slow: true,
};

/// Node.js stands in for a browser, with a page that defines the token. There are few filters,
/// because the code differs from [`NODE`] only in the token.
const JAVASCRIPT: Language = Language {
    snippet: Snippet::Javascript,
    tool: Tool {
        programs: &["node"],
        file: "snippet.js",
        beside: &[("page.js", "globalThis.COM_TOKEN = process.env.COM_TOKEN;\n")],
        build: &[],
        run: &["node", "--require", "./page.js", "snippet.js"],
    },
    slow: true,
};

const NODE: Language = Language {
    snippet: Snippet::Node,
    tool: Tool {
        programs: &["node"],
        file: "snippet.js",
        beside: &[],
        build: &[],
        run: &["node", "snippet.js"],
    },
    slow: false,
};

const NODE_MODULE: Language = Language {
    tool: Tool { file: "snippet.mjs", run: &["node", "snippet.mjs"], ..NODE.tool },
    slow: true,
    ..NODE
};

const PYTHON: Language = Language {
    snippet: Snippet::Python,
    tool: Tool {
        programs: &["python3"],
        file: "snippet.py",
        beside: &[],
        build: &[],
        run: &["python3", "-W", "error", "snippet.py"],
    },
    slow: false,
};

const JAVA: Language = Language {
    snippet: Snippet::Java,
    tool: Tool {
        programs: &["java"],
        file: "Jobs.java",
        beside: &[],
        build: &[],
        run: &["java", "Jobs.java"],
    },
    slow: true,
};

const GO: Language = Language {
    snippet: Snippet::Go,
    tool: Tool {
        programs: &["go"],
        file: "snippet.go",
        beside: &[],
        build: &["go", "build", "-o", "snippet", "snippet.go"],
        run: &["./snippet"],
    },
    slow: true,
};

const CSHARP: Language = Language {
    snippet: Snippet::Csharp,
    tool: Tool {
        programs: &["mcs", "mono"],
        file: "Jobs.cs",
        beside: &[],
        build: &["mcs", "-warnaserror", "-r:System.Net.Http.dll", "-out:Jobs.exe", "Jobs.cs"],
        run: &["mono", "Jobs.exe"],
    },
    slow: true,
};

const PHP: Language = Language {
    snippet: Snippet::Php,
    tool: Tool {
        programs: &["php"],
        file: "snippet.php",
        beside: &[],
        build: &[],
        run: &["php", "-d", "display_errors=stderr", "snippet.php"],
    },
    slow: false,
};

const ANSIBLE: Language = Language {
    snippet: Snippet::Ansible,
    tool: Tool {
        programs: &["ansible-playbook"],
        file: "tasks.yml",
        beside: &[
            (
                "playbook.yml",
                "- hosts: localhost\n  gather_facts: false\n  tasks:\n    - ansible.builtin.include_tasks: tasks.yml\n",
            ),
            ("ansible.cfg", "[defaults]\n"),
        ],
        build: &[],
        run: &["ansible-playbook", "playbook.yml"],
    },
    slow: true,
};

#[test]
fn curl() {
    check("curl", &CURL);
}

#[test]
fn curl_in_sh() {
    check("curl-in-sh", &CURL_IN_SH);
}

#[test]
fn javascript() {
    check("javascript", &JAVASCRIPT);
}

#[test]
fn node() {
    check("node", &NODE);
}

#[test]
fn node_module() {
    check("node-module", &NODE_MODULE);
}

#[test]
fn python() {
    check("python", &PYTHON);
}

#[test]
fn java() {
    check("java", &JAVA);
}

#[test]
fn go() {
    check("go", &GO);
}

#[test]
fn csharp() {
    check("csharp", &CSHARP);
}

#[test]
fn php() {
    check("php", &PHP);
}

#[test]
fn ansible() {
    check("ansible", &ANSIBLE);
}

/// Runs if there is a PowerShell; its quoting has separate tests. `COMFILTER_ALL_SNIPPETS` does not
/// require it, since few systems have a package of it.
#[test]
fn powershell() {
    match POWERSHELL.tool.missing(&variables()) {
        Some(missing) => say_skipped(&missing),
        None => run_cases("powershell", &POWERSHELL),
    }
}

fn check(name: &str, language: &Language) {
    match language.tool.missing(&variables()) {
        None => run_cases(name, language),
        Some(missing) if std::env::var_os("COMFILTER_ALL_SNIPPETS").is_some_and(|value| value == "1") => {
            panic!("{missing} is not installed, and COMFILTER_ALL_SNIPPETS=1 asks for every language")
        }
        Some(missing) => say_skipped(&missing),
    }
}

fn run_cases(name: &str, language: &Language) {
    let folder = tools::folder(&format!("snippets/{name}"));
    let server = Server::start();
    for case in cases::all().iter().filter(|case| case.slow || !language.slow) {
        let request = case.request(&server);
        build(&folder, language, &request);
        sends_the_query(&folder, language, &request, &server, &case.name);
    }
    sends_each_part(&folder, language, &server);
    reads_all_pages(&folder, language, &server);
    server.answer(Answer::List);
    build(&folder, language, &cases::all()[0].request(&server));
    // The last program that was built, once more.
    fails_on_an_error(&folder, language, &server);
    fails_on_a_redirect(&folder, language, &server);
}

fn build(folder: &Path, language: &Language, request: &Request) {
    let (built, output) = language.tool.build(folder, &request.snippet(language.snippet), &variables());
    assert!(built, "{output}");
}

fn variables() -> Variables {
    vec![("COM_TOKEN", TOKEN.into())]
}

fn sends_the_query(folder: &Path, language: &Language, request: &Request, server: &Server, case: &str) {
    let (status, output) = tools::run(folder, language.tool.run, &variables());
    let seen = server.take();
    assert_eq!(seen.len(), 1, "{case}: {status}\n{output}");
    assert_eq!(format!("{}{}", server.base(), seen[0].target), request.url(), "{case}");
    assert!(seen[0].target.ends_with(&format!("?{}", request.query())), "{case}");
    assert_eq!(seen[0].method, "GET", "{case}");
    assert_eq!(seen[0].header("authorization"), [format!("Bearer {TOKEN}")], "{case}");
    let tenant: Vec<&str> = request.tenant().into_iter().collect();
    assert_eq!(seen[0].header("tenant-acid"), tenant, "{case}");
    assert!(status.success(), "{case}: {status}\n{output}");
    assert!(output.contains("answer-200"), "{case}: {output}");
}

/// A split filter is sent part by part, and the loop over pages is inside of that over the parts. An error ends it.
fn sends_each_part(folder: &Path, language: &Language, server: &Server) {
    let filter: Filter = "name in ('it''s \"5\" $HOME $(id) {{x}} 漢😀','b+','c%27','d')".parse().unwrap();
    let parts = filter.split(140).unwrap();
    assert_eq!(parts.len(), 2);
    let single = Request::new(&filter).with_base(&server.base()).unwrap().with_tenant(TENANT).unwrap();
    let pages = ["&offset=0", "&offset=2", "&offset=4"];
    let page = single.clone().with_limit(2).unwrap();
    let paged = page.clone().with_all_pages().unwrap();
    let kinds = [(&single, &single, &[""][..], Answer::List), (&page, &paged, &pages[..], Answer::Pages)];
    for (plain, request, pages, answer) in kinds {
        let Some(code) = request.snippet_for_each(language.snippet, &parts) else {
            assert_eq!(language.snippet, Snippet::Ansible);
            continue;
        };
        server.answer(answer);
        let (built, output) = language.tool.build(folder, &code, &variables());
        assert!(built, "{output}");
        let (status, output) = tools::run(folder, language.tool.run, &variables());
        assert!(status.success(), "{status}\n{output}");
        let seen = server.take();
        let urls = plain.snippet_for_each(Snippet::Url, &parts).unwrap();
        let expected: Vec<String> =
            urls.lines().flat_map(|url| pages.iter().map(move |page| format!("{url}{page}"))).collect();
        let targets: Vec<String> =
            seen.iter().map(|seen| format!("{}{}", server.base(), seen.target)).collect();
        assert_eq!(targets, expected, "{output}");
        for seen in &seen {
            assert_eq!(seen.header("authorization"), [format!("Bearer {TOKEN}")]);
            assert_eq!(seen.header("tenant-acid"), [TENANT]);
        }
        let name = if pages.len() == 1 { "answer-200" } else { "job-4" };
        assert!(output.matches(name).count() >= 2, "{output}");
        server.answer(Answer::Unauthorized);
        let (status, output) = tools::run(folder, language.tool.run, &variables());
        assert!(!status.success(), "401: {output}");
        assert!(output.contains("401") && output.contains("answer-401"), "401: {output}");
        // Ansible's loop ends before it fails.
        let count = if language.snippet == Snippet::Ansible { 2 } else { 1 };
        assert_eq!(server.take().len(), count, "401: {output}");
    }
    server.answer(Answer::List);
}

/// The loop asks for each page once, and prints all of them. It ends with an error like a single request.
fn reads_all_pages(folder: &Path, language: &Language, server: &Server) {
    let pagings = [
        ("jobs", ["&offset=0", "&offset=2", "&offset=4"]),
        ("async-operations", ["", "&next=c%2F%3D2", "&next=c%2F%3D4"]),
    ];
    // Ansible has a loop for a known number of pages only.
    let has_loop = |list: &str| list == "jobs" || language.snippet != Snippet::Ansible;
    for (list, pages) in pagings.iter().filter(|(list, _)| has_loop(list)) {
        let filter = Schema::of_list(list).unwrap().check("id eq 'é+\"'").into_result().unwrap();
        let request = Request::new(&filter).with_base(&server.base()).unwrap();
        let request = request.with_tenant(TENANT).unwrap().with_limit(2).unwrap().with_all_pages().unwrap();
        server.answer(Answer::Pages);
        build(folder, language, &request);
        let (status, output) = tools::run(folder, language.tool.run, &variables());
        assert!(status.success(), "{list}: {status}\n{output}");
        let seen = server.take();
        let targets: Vec<String> =
            seen.iter().map(|seen| format!("{}{}", server.base(), seen.target)).collect();
        assert_eq!(targets, pages.map(|page| format!("{}{page}", request.url())), "{list}: {output}");
        for seen in &seen {
            assert_eq!(seen.header("authorization"), [format!("Bearer {TOKEN}")], "{list}");
            assert_eq!(seen.header("tenant-acid"), [TENANT], "{list}");
        }
        for job in 0..5 {
            assert!(output.contains(&format!("job-{job}")), "{list}: {output}");
        }
        fails_on_an_error(folder, language, server);
    }
}

fn fails_on_an_error(folder: &Path, language: &Language, server: &Server) {
    server.answer(Answer::Unauthorized);
    let (status, output) = tools::run(folder, language.tool.run, &variables());
    assert!(!status.success(), "401: {output}");
    assert!(output.contains("401") && output.contains("answer-401"), "401: {output}");
    assert_eq!(server.take().len(), 1, "401: {output}");
}

fn fails_on_a_redirect(folder: &Path, language: &Language, server: &Server) {
    let elsewhere = Server::start();
    server.answer(Answer::Redirect(elsewhere.base()));
    let (status, output) = tools::run(folder, language.tool.run, &variables());
    assert!(!status.success(), "302: {output}");
    assert_eq!(server.take().len(), 1, "302: {output}");
    assert!(elsewhere.take().is_empty(), "302: the token went elsewhere");
}

/// A language without a way to run it fails a test.
#[test]
fn every_language_is_run() {
    let parts = [Snippet::Value, Snippet::Query, Snippet::Url];
    let sent_as_it_is = [Snippet::Http];
    let run = [CURL, POWERSHELL, JAVASCRIPT, NODE, PYTHON, JAVA, GO, CSHARP, PHP, ANSIBLE];
    let run = run.map(|language| language.snippet);
    for snippet in Snippet::ALL {
        assert!([&parts[..], &sent_as_it_is, &run].concat().contains(snippet), "{snippet}");
    }
}

/// The tenant of the cases has what it promises.
#[test]
fn the_tenant_is_nasty() {
    for special in ["'", "\"", "\\", "$", "`", "%", "&", "<", "#", "!", "?>", "\\u0041"] {
        assert!(TENANT.contains(special), "{special}");
    }
}
