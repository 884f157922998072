//! The cases of `testdata/clients/`.

use comfilter::diagnostic::Applicability;
use comfilter::lint::{Holder, Language};
use comfilter::text::encode_value;

use crate::clients::{self, Case, Client, FILTER, HOST, Read, read};
use crate::packages::{folder, has_all, variables};
use crate::wire::server::{Seen, Server};
use crate::wire::tools::{self, Tool};

/// A filter with every character that has a meaning in a query, and none that has one in a string of
/// the languages.
const HARD: &str = "name eq 'R&D+1 #2; 50%25=é'";

fn tool(client: &Client) -> Tool {
    let (_, file) = client.host();
    let (programs, build, run): (&[&str], &[&str], &[&str]) = match &*client.language {
        "Ansible" => (&["ansible-playbook"], &[], &["ansible-playbook", "client.yml"]),
        "Bruno" => (&["bru"], &[], &["bru", "run", "client.bru"]),
        "C#" => (
            &["mcs", "mono"],
            &["mcs", "-r:System.Net.Http.dll", "-out:Jobs.exe", "Jobs.cs"],
            &["mono", "Jobs.exe"],
        ),
        "Go" => (&["go"], &["go", "build", "-o", "client", "client.go"], &["./client"]),
        "HTTP" => (&["httpyac"], &[], &["httpyac", "send", "client.http", "--all"]),
        "Java" => (&["java"], &[], &["java", "Jobs.java"]),
        "JavaScript" => (&["node"], &[], &["node", "client.mjs"]),
        "PHP" => (&["php"], &[], &["php", "client.php"]),
        "Postman" => (&["newman"], &[], &["newman", "run", "client.json"]),
        "Python" => (&["python3"], &[], &["python3", "client.py"]),
        "Robot Framework" => (&["robot"], &[], &["robot", "--output", "NONE", "client.robot"]),
        "Ruby" => (&["ruby"], &[], &["ruby", "client.rb"]),
        "Shell" => (&["bash", "curl"], &[], &["bash", "client.sh"]),
        other => panic!("no way to run {other}"),
    };
    let beside = [
        ("ansible.cfg", "[defaults]\n"),
        ("bruno.json", "{\"version\": \"1\", \"name\": \"jobs\", \"type\": \"collection\"}\n"),
    ];
    Tool { programs, file, beside: Box::leak(Box::new(beside)), build, run }
}

/// The requests of a file, and all that its program printed.
fn send(client: &Client, text: &str, name: &str) -> (Vec<String>, String) {
    let server = Server::start();
    let folder = folder(name);
    let tool = tool(client);
    let text = text.replace(HOST, &server.base());
    let (built, mut output) = tool.build(&folder, &text, &variables());
    assert!(built, "{text}\n{output}");
    output.push_str(&tools::run(&folder, tool.run, &variables()).1);
    let request = |seen: &Seen| match seen.target.split_once('?') {
        Some((_, query)) => format!("{} ?{query}", seen.method),
        None => seen.method.clone(),
    };
    (server.take().iter().map(request).collect(), output)
}

/// The hard filter in place of the usual one, plain or encoded.
fn hard(text: &str) -> String {
    text.replace(FILTER, HARD).replace(&encode_value(FILTER), &encode_value(HARD))
}

/// The differences between a case and its run.
fn wrong(client: &Client, case: &Case, name: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let of = format!("{}, {}", client.name, case.given);
    let text = client.text(case);
    let (sent, output) = send(client, &text, name);
    if sent != case.sent {
        wrong.push(format!("{of}:\n  {sent:?}\n  {:?}\n{output}", case.sent));
    }
    if case.best {
        let (sent, output) = send(client, &hard(&text), name);
        if read(&sent, HARD) != Read::Meant {
            wrong.push(format!("{of}, with {HARD}: {sent:?}\n{output}"));
        }
    }
    // A fix is not there for each finding.
    let Some(language) = Language::of_path(client.host().1) else { return wrong };
    for most in [Applicability::Safe, Applicability::Unsafe] {
        let fixed = clients::linter().fix(Holder::Source(language), &text, most).text;
        if fixed != text {
            let (sent, output) = send(client, &fixed, name);
            let after = read(&sent, case.meant());
            // A request without a filter needs a hand.
            let is_as_before = case.found.is_empty() && after == read(&case.sent, case.meant());
            if after != Read::Meant && !is_as_before {
                wrong.push(format!("{of}, fixed: {sent:?}\n{fixed}\n{output}"));
            }
        }
    }
    wrong
}

/// The code of each client has the findings of its case. If it sends the filter, it has none; else it
/// has one, or the case says that comfilter does not see it.
#[test]
fn clients_are_judged_by_what_they_send() {
    let mut wrong = Vec::new();
    for client in clients::all() {
        for case in &client.case {
            let text = client.text(case);
            let linted = client.lint(&text);
            let found = clients::rules(&linted);
            let of = format!("{}, {}", client.name, case.given);
            if found != case.found {
                wrong.push(format!("{of}: {found:?}, and the case has {:?}", case.found));
            }
            let is_sent = read(&case.sent, case.meant()) == Read::Meant;
            if is_sent == (!case.found.is_empty() || case.unseen) {
                wrong.push(format!("{of}: sends the filter: {is_sent}; found {:?}", case.found));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A thread for each client.
#[test]
fn clients_send_the_recorded_requests() {
    let all = clients::all();
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let run = |(number, client)| scope.spawn(move || run(client, &format!("client-{number}")));
        let threads: Vec<_> = all.iter().enumerate().map(run).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn run(client: &Client, name: &str) -> Vec<String> {
    let is_packaged = client.pip.is_some() || client.npm.is_some() || client.package.is_some();
    if is_packaged && !has_all() {
        return Vec::new();
    }
    if let Some(missing) = tool(client).missing(&variables()) {
        let is_required = has_all() || std::env::var_os("COMFILTER_ALL_SNIPPETS").is_some();
        assert!(!is_required, "{missing} is not installed");
        tools::say_skipped(&missing);
        return Vec::new();
    }
    let cases = client.case.iter().take(if has_all() { usize::MAX } else { 1 });
    cases.flat_map(|case| wrong(client, case, name)).collect()
}
