//! docs/clients.md, from the cases of `testdata/clients/`.

use std::fmt::Write;

use crate::clients::{self, Client, FILTER, Read, read};

const INTRODUCTION: &str = "\
# Which client sends what

A filter has blanks, quotes and often a `+`, so each client must encode it once. Some clients encode all of it, some
leave the `+`, which the service reads as a blank, and some encode it twice or send no filter. A list without a filter
has **every** job.

Below is for each client the code to write, and the requests that it really sends. They were recorded by a server on
the loopback interface, in the versions given. `.ci/long` sends all of them again. `filter` and `url` are variables for
the text of the filter and the address of the list. In the tables the filter is always
";

const COLUMNS: &str = "\
`the filter` means that the service reads the filter as it was meant. The last column has the rules that comfilter
reports for the code; `nothing` marks a mistake that it does not see.
";

/// The page; it ends with a line break.
pub(crate) fn page() -> String {
    let all = clients::all();
    let mut page = format!("{INTRODUCTION}`{FILTER}`, unless the first column has another.\n\n{COLUMNS}\n");
    page.push_str("| client | language | version | write |\n|---|---|---|---|\n");
    for client in &all {
        let anchor: String = client
            .name
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            .map(|c| if c == ' ' { '-' } else { c })
            .collect();
        let best = &client.best().given;
        writeln!(
            page,
            "| [{}](#{anchor}) | {} | {} | {best} |",
            client.name,
            client.language,
            client.version()
        )
        .unwrap();
    }
    for client in &all {
        section(&mut page, client);
    }
    page
}

fn section(page: &mut String, client: &Client) {
    let (fence, _) = client.host();
    write!(page, "\n## {}\n\nWrite\n\n```{fence}\n{}```\n\n", client.name, unindented(&client.best().code))
        .unwrap();
    page.push_str("| the filter is in | sent | the service reads | comfilter reports |\n|---|---|---|---|\n");
    for case in &client.case {
        let given = match case.meant() {
            FILTER => case.given.clone(),
            other => format!("{}: {}", case.given, code(other)),
        };
        let sent: Vec<String> = case.sent.iter().map(|request| code(request)).collect();
        let sent = if sent.is_empty() { "nothing".to_owned() } else { sent.join("<br>") };
        let reads = match read(&case.sent, case.meant()) {
            Read::Meant => "the filter".to_owned(),
            Read::NotSent => "nothing: the client refuses the request".to_owned(),
            Read::Malformed => "nothing: the first line of the request is malformed".to_owned(),
            Read::Invalid => "a `%` that begins no code, which each server reads in its own way".to_owned(),
            Read::Method(method) => format!("a {method}, which is another request"),
            Read::Everything => "no filter: **every job**".to_owned(),
            Read::Other(filters) => filters.iter().map(|text| code(text)).collect::<Vec<_>>().join("<br>"),
        };
        let rules: Vec<String> = case.found.iter().map(|rule| format!("[{rule}](rules.md#{rule})")).collect();
        let reports = if case.unseen { "`nothing`".to_owned() } else { rules.join(", ") };
        writeln!(page, "| {} | {sent} | {reads} | {reports} |", given.replace('|', "\\|")).unwrap();
    }
}

/// A code span in a table.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// Without the indentation that all lines share.
fn unindented(code: &str) -> String {
    let lines = || code.lines().filter(|line| !line.trim().is_empty());
    let least = lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or_default();
    code.lines().map(|line| format!("{}\n", line.get(least..).unwrap_or_default())).collect()
}
