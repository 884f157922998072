//! The loop over the pages of a list, in each language that has loops.
//!
//! Each program prints the pages one after another, as `comfilter match` reads them. A list is read by its
//! paging: with `offset` up to the `total` of an answer, or with the `next` of an answer. A page without
//! items ends the loop too, so a wrong total cannot make it endless.

use super::super::Request;
use super::super::request::Paging;
use super::python::{EXCEPT, opener};
use super::{Snippet, looped, quote, url, url_expression};

/// Writes a program for a request, or around it a loop over those for several filters.
pub(super) type Writer = fn(&Request, &[Request], Paging) -> String;

/// The writer of a language, for a single filter or for several; `None` if it has no loop for this paging.
pub(super) fn writer(snippet: Snippet, is_single: bool, paging: Paging) -> Option<Writer> {
    Some(match snippet {
        Snippet::Curl => curl,
        Snippet::Powershell => powershell,
        Snippet::Javascript => |request, each, paging| fetch(request, each, paging, "COM_TOKEN"),
        Snippet::Node => |request, each, paging| fetch(request, each, paging, "process.env.COM_TOKEN"),
        Snippet::Python => python,
        Snippet::Java => java,
        Snippet::Go => go,
        Snippet::Csharp => csharp,
        Snippet::Php => php,
        Snippet::Ansible if paging == Paging::Offset && is_single => |request, _, _| ansible(request),
        Snippet::Ansible | Snippet::Value | Snippet::Query | Snippet::Url | Snippet::Http => return None,
    })
}

/// The string for a paging.
fn by(paging: Paging, offset: &str, next: &str) -> String {
    match paging {
        Paging::Offset => offset.to_owned(),
        Paging::Next => next.to_owned(),
    }
}

/// jq reads the answers. The parentheses keep `exit` from closing the shell of the user.
fn curl(request: &Request, each: &[Request], paging: Paging) -> String {
    let url = url(request, each, quote::shell, "\"$url\"");
    let tenant =
        request.for_tenant(|id| format!(" \\\n    -H {}", quote::shell(&format!("Tenant-Acid: {id}"))));
    let (start, parameter) = (
        by(paging, &format!("offset={}", request.start()), "next="),
        by(paging, "\"&offset=$offset\"", "\"${next:+&next=$next}\""),
    );
    let step = by(
        paging,
        r#"  count=$(printf '%s' "$page" | jq '.items | length')
  offset=$((offset + count))
  if [ "$count" -eq 0 ] || [ "$offset" -ge "$(printf '%s' "$page" | jq .total)" ]; then break; fi"#,
        r#"  next=$(printf '%s' "$page" | jq -r '.next // empty | @uri')
  if [ -z "$next" ]; then break; fi"#,
    );
    let body = format!(
        r#"{start}
while :; do
  page=$(curl --fail-with-body --silent --show-error --location --max-redirs 0 \
    {url}{parameter} \
    -H "Authorization: Bearer $COM_TOKEN"{tenant}) || {{ printf '%s\n' "$page"; exit 1; }}
  printf '%s\n' "$page"
{step}
done"#
    );
    format!("(\n{}\n)", looped(each, || super::curl::open(each), &body, "  ", "done"))
}

fn powershell(request: &Request, each: &[Request], paging: Paging) -> String {
    let url = url(request, each, quote::powershell, "$url");
    let tenant = request.for_tenant(|id| format!("\n    'Tenant-Acid' = {}", quote::powershell(id)));
    let start = by(paging, &format!("$offset = {}", request.start()), "$next = ''");
    let parameter = by(paging, "\"&offset=$offset\"", "$next");
    let step = by(
        paging,
        "$offset += $page.items.Count",
        "$next = '&next=' + [uri]::EscapeDataString([string]$page.next)",
    );
    let condition = by(paging, "$page.items.Count -gt 0 -and $offset -lt $page.total", "$page.next");
    let body = format!(
        r#"{start}
do {{
    $page = Invoke-RestMethod -Uri ({url} + {parameter}) -Headers $headers -MaximumRedirection 0 -ErrorAction Stop
    ConvertTo-Json -InputObject $page -Depth 100 -Compress
    {step}
}} while ({condition})"#
    );
    let body = looped(each, || super::powershell::open(each), &body, "    ", "}");
    format!(
        r#"# Windows PowerShell 5.1 does not offer TLS 1.2 on every system.
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
$headers = @{{
    'Authorization' = "Bearer $env:COM_TOKEN"{tenant}
}}
{body}"#
    )
}

fn fetch(request: &Request, each: &[Request], paging: Paging, token: &str) -> String {
    let url = url(request, each, quote::double_quoted, "url");
    let tenant = request.for_tenant(|id| format!("\n        \"Tenant-Acid\": {},", quote::double_quoted(id)));
    let start = by(paging, &format!("let offset = {};", request.start()), "let next = \"\";");
    let parameter = by(paging, "\"&offset=\" + offset", "next");
    let step = by(
        paging,
        "offset += page.items.length;\n    if (page.items.length === 0 || offset >= page.total) break;",
        "if (!page.next) break;\n    next = \"&next=\" + encodeURIComponent(page.next);",
    );
    let body = format!(
        r#"  {start}
  for (;;) {{
    const response = await fetch({url} + {parameter}, {{
      headers: {{
        "Authorization": `Bearer ${{{token}}}`,{tenant}
      }},
      redirect: "error",
    }});
    const body = await response.text();
    if (!response.ok) {{
      throw new Error(`HTTP ${{response.status}}: ${{body}}`);
    }}
    console.log(body);
    const page = JSON.parse(body);
    {step}
  }}"#
    );
    let body = looped(each, || super::javascript::open(each), &body, "  ", "  }");
    format!("async function sendRequests() {{\n{body}\n}}\n\nsendRequests();")
}

fn python(request: &Request, each: &[Request], paging: Paging) -> String {
    let opener = opener(request, each);
    let url = super::python::url_name(each);
    let start = by(paging, &format!("offset = {}", request.start()), "cursor = \"\"");
    let parameter = by(paging, "f\"&offset={offset}\"", "cursor");
    let step = by(
        paging,
        "offset += len(page[\"items\"])\n        if not page[\"items\"] or offset >= page[\"total\"]:\n            break",
        "if not page.get(\"next\"):\n            break\n        cursor = \"&next=\" + urllib.parse.quote(page[\"next\"], safe=\"\")",
    );
    // A single loop starts before the `try`.
    let (before, inside) = match each {
        [] => (format!("{start}\n"), String::new()),
        _ => (String::new(), format!("    {start}\n")),
    };
    let body = format!(
        r#"{inside}    while True:
        with opener.open(urllib.request.Request({url} + {parameter}, headers=HEADERS)) as response:
            page = json.load(response)
        print(json.dumps(page))
        {step}"#
    );
    let body = looped(each, || super::python::open(request), &body, "    ", "");
    format!("import json\n{opener}\n{before}try:\n{}\n{EXCEPT}", body.trim_end_matches('\n'))
}

/// The pattern of a cursor in a string of Java and C#. JSON may escape any of its characters: `"a\u003db"`.
const NEXT: &str = r#""\"next\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)+)\"""#;

/// The pattern of an escape in it.
const ESCAPE: &str = r#""\\\\(?:u([0-9a-fA-F]{4})|(.))""#;

/// Java has no JSON in its library: a loop counts the items, and keeps the members beside them.
fn java(request: &Request, each: &[Request], paging: Paging) -> String {
    let url = url(request, each, quote::double_quoted, "url");
    let tenant = request.for_tenant(|id| {
        format!("\n                    .header(\"Tenant-Acid\", {})", quote::double_quoted(id))
    });
    let start = by(paging, &format!("long offset = {};", request.start()), "String next = \"\";");
    let parameter = by(paging, "\"&offset=\" + offset", "next");
    let pattern = by(paging, r#""\"total\"\\s*:\\s*(\\d+)""#, NEXT);
    let step = by(
        paging,
        "offset += items;\n            if (items == 0 || !found.find() || offset >= Long.parseLong(found.group(1))) break;",
        &format!(
            "if (items == 0 || !found.find()) break;
            // JSON may escape characters of the cursor.
            String cursor = Pattern.compile({ESCAPE}).matcher(found.group(1)).replaceAll(escape ->
                    Matcher.quoteReplacement(escape.group(1) == null ? escape.group(2)
                            : String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
            next = \"&next=\" + URLEncoder.encode(cursor, \"UTF-8\");"
        ),
    );
    let import = by(paging, "", "import java.net.URLEncoder;\n");
    let body = format!(
        r#"        {start}
        while (true) {{
            HttpRequest request = HttpRequest.newBuilder(URI.create({url} + {parameter}))
                    .header("Authorization", "Bearer " + System.getenv("COM_TOKEN")){tenant}
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {{
                System.err.println("HTTP " + response.statusCode() + ": " + response.body());
                System.exit(1);
            }}
            System.out.println(response.body());
            // The number of items, and the members beside them.
            StringBuilder beside = new StringBuilder();
            int items = 0, depth = 0;
            boolean quoted = false;
            for (int at = 0; at < response.body().length(); at++) {{
                char c = response.body().charAt(at);
                if (depth < 2) beside.append(c);
                if (quoted && c == '\\') {{
                    if (++at < response.body().length() && depth < 2) beside.append(response.body().charAt(at));
                }} else if (c == '"') {{
                    quoted = !quoted;
                }} else if (!quoted && (c == '{{' || c == '[')) {{
                    if (c == '{{' && depth == 2) items++;
                    depth++;
                }} else if (!quoted && (c == '}}' || c == ']')) {{
                    depth--;
                }}
            }}
            Matcher found = Pattern.compile({pattern}).matcher(beside);
            {step}
        }}"#
    );
    let body = looped(each, || super::java::open(each), &body, "    ", "        }");
    format!(
        r#"import java.net.URI;
{import}import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Request {{
    public static void main(String[] args) throws Exception {{
        HttpClient client = HttpClient.newHttpClient();
{body}
    }}
}}"#
    )
}

fn go(request: &Request, each: &[Request], paging: Paging) -> String {
    let url = url(request, each, quote::double_quoted, "address");
    let tenant = request
        .for_tenant(|id| format!("\n\t\trequest.Header.Set(\"Tenant-Acid\", {})", quote::double_quoted(id)));
    let start = by(paging, &format!("offset := {}", request.start()), "next := \"\"");
    let parameter = by(paging, "\"&offset=\"+strconv.Itoa(offset)", "next");
    let (import, after) = (by(paging, "", "\t\"net/url\"\n"), by(paging, "\t\"strconv\"\n", ""));
    let step = by(
        paging,
        "offset += len(page.Items)\n\t\tif len(page.Items) == 0 || offset >= page.Total {\n\t\t\tbreak\n\t\t}",
        "if page.Next == \"\" {\n\t\t\tbreak\n\t\t}\n\t\tnext = \"&next=\" + url.QueryEscape(page.Next)",
    );
    let member = by(paging, "Items []json.RawMessage\n\t\t\tTotal int", "Next string");
    let body = format!(
        r#"	{start}
	for {{
		request, err := http.NewRequest(http.MethodGet, {url}+{parameter}, nil)
		if err != nil {{
			log.Fatal(err)
		}}
		request.Header.Set("Authorization", "Bearer "+os.Getenv("COM_TOKEN")){tenant}
		response, err := client.Do(request)
		if err != nil {{
			log.Fatal(err)
		}}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {{
			log.Fatal(err)
		}}
		if response.StatusCode/100 != 2 {{
			log.Fatalf("HTTP %d: %s", response.StatusCode, body)
		}}
		fmt.Println(string(body))
		var page struct {{
			{member}
		}}
		if err := json.Unmarshal(body, &page); err != nil {{
			log.Fatal(err)
		}}
		{step}
	}}"#
    );
    let body = looped(each, || super::go::open(each), &body, "\t", "\t}");
    format!(
        r#"package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
{import}	"os"
{after})

func main() {{
	client := http.Client{{
		// The token is only for this server.
		CheckRedirect: func(*http.Request, []*http.Request) error {{ return http.ErrUseLastResponse }},
	}}
{body}
}}"#
    )
}

/// Like Java's: no version of .NET shares a reader of JSON with Mono.
fn csharp(request: &Request, each: &[Request], paging: Paging) -> String {
    let tenant = request.for_tenant(|id| {
        format!("\n                    request.Headers.Add(\"Tenant-Acid\", {});", quote::double_quoted(id))
    });
    let parameter = by(paging, "\"&offset=\" + offset", "next");
    let (using, url, exactly) = super::csharp::url(request, each, &format!(" + {parameter}"));
    let start = by(paging, &format!("long offset = {};", request.start()), "var next = \"\";");
    let pattern = by(paging, r#""\"total\"\\s*:\\s*(\\d+)""#, NEXT);
    let step = by(
        paging,
        "offset += items;\n                        if (items == 0 || !found.Success || offset >= long.Parse(found.Groups[1].Value)) break;",
        &format!(
            "if (items == 0 || !found.Success) break;
                        // JSON may escape characters of the cursor.
                        var cursor = Regex.Replace(found.Groups[1].Value, {ESCAPE}, escape =>
                            escape.Groups[1].Success ? ((char)Convert.ToInt32(escape.Groups[1].Value, 16)).ToString()
                                : escape.Groups[2].Value);
                        next = \"&next=\" + Uri.EscapeDataString(cursor);"
        ),
    );
    let body = format!(
        r#"        {start}
        using (var client = new HttpClient(new HttpClientHandler {{ AllowAutoRedirect = false }}))
        {{
            while (true)
            {{
                using (var request = new HttpRequestMessage(HttpMethod.Get, {url}))
                {{
                    request.Headers.Add("Authorization", "Bearer " + Environment.GetEnvironmentVariable("COM_TOKEN"));{tenant}
                    using (var response = client.SendAsync(request).GetAwaiter().GetResult())
                    {{
                        var body = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
                        if (!response.IsSuccessStatusCode)
                        {{
                            Console.Error.WriteLine("HTTP " + (int)response.StatusCode + ": " + body);
                            return 1;
                        }}
                        Console.WriteLine(body);
                        // The number of items, and the members beside them.
                        var beside = new StringBuilder();
                        int items = 0, depth = 0;
                        var quoted = false;
                        for (var at = 0; at < body.Length; at++)
                        {{
                            var c = body[at];
                            if (depth < 2) beside.Append(c);
                            if (quoted && c == '\\')
                            {{
                                if (++at < body.Length && depth < 2) beside.Append(body[at]);
                            }}
                            else if (c == '"') quoted = !quoted;
                            else if (!quoted && (c == '{{' || c == '['))
                            {{
                                if (c == '{{' && depth == 2) items++;
                                depth++;
                            }}
                            else if (!quoted && (c == '}}' || c == ']')) depth--;
                        }}
                        var found = Regex.Match(beside.ToString(), {pattern});
                        {step}
                    }}
                }}
            }}
        }}"#
    );
    let body = super::csharp::for_filters(request, each, &body);
    format!(
        r#"using System;
using System.Net.Http;{using}
using System.Text;
using System.Text.RegularExpressions;

public static class Request
{{
    public static int Main()
    {{
{body}
    }}{exactly}
}}"#
    )
}

fn php(request: &Request, each: &[Request], paging: Paging) -> String {
    let url = url_expression(request, quote::php, ".", "rawurlencode($filter)");
    let tenant = request.for_tenant(|id| format!("\n        {},", quote::php(&format!("Tenant-Acid: {id}"))));
    let start = by(paging, &format!("$offset = {};", request.start()), "$next = \"\";");
    let parameter = by(paging, "\"&offset=$offset\"", "$next");
    let step = by(
        paging,
        "$offset += count($page[\"items\"]);\n} while ($page[\"items\"] && $offset < $page[\"total\"]);",
        "$next = \"&next=\" . rawurlencode($page[\"next\"] ?? \"\");\n} while (!empty($page[\"next\"]));",
    );
    let body = format!(
        r#"$url = {url};
$context = stream_context_create(["http" => [
    "header" => [
        "Authorization: Bearer " . getenv("COM_TOKEN"),{tenant}
    ],
    "protocol_version" => 1.1,
    "follow_location" => 0, // the token is for this server alone
    "ignore_errors" => true, // the body of an error says what is wrong
]]);
{start}
do {{
    $stream = fopen($url . {parameter}, "r", false, $context);
    if ($stream === false) {{
        exit(1); // fopen has said why
    }}
    $status = stream_get_meta_data($stream)["wrapper_data"][0];
    $body = stream_get_contents($stream);
    if (!preg_match("~^HTTP/\S+ 2~", $status)) {{
        throw new RuntimeException("$status: $body");
    }}
    echo $body, "\n";
    $page = json_decode($body, true);
    {step}"#
    );
    format!("<?php\n{}", super::php::for_filters(request, each, &body))
}

/// The first page says how many there are, and its length is that of the others.
fn ansible(request: &Request) -> String {
    let first = quote::yaml(&format!("{}&offset={}", request.url(), request.start()));
    let other = quote::yaml(&format!("{}&offset={{{{ item }}}}", request.url()));
    let start = request.start();
    let tenant = request.for_tenant(|id| format!("\n      Tenant-Acid: {}", quote::yaml(id)));
    let headers = format!(
        "    headers:\n      Authorization: \"Bearer {{{{ lookup('ansible.builtin.env', 'COM_TOKEN') }}}}\"{tenant}\n    follow_redirects: none\n    return_content: true"
    );
    format!(
        r#"- name: List the first page of what the filter selects
  ansible.builtin.uri:
    url: {first}
{headers}
  register: first

- name: List the other pages
  ansible.builtin.uri:
    url: {other}
{headers}
  loop: "{{{{ range({start} + (first.json['items'] | length), first.json.total, [first.json['items'] | length, 1] | max) | list }}}}"
  register: others

- name: Show them
  ansible.builtin.debug:
    msg: "{{{{ ([first] + others.results) | map(attribute='json') | list }}}}""#
    )
}
