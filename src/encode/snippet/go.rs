//! Go.

use super::super::Request;
use super::{literals, looped, quote, url};

/// The code has the encoded query, because `url.QueryEscape` and `url.Values` write a form.
/// `NewRequest` keeps the raw query of the URL that it parses, and `net/http` sends it.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    let url = url(request, each, quote::double_quoted, "address");
    // A deferred call waits for the end of all requests.
    let (defer, close) = match each {
        [] => ("\tdefer response.Body.Close()\n", ""),
        _ => ("", "\tresponse.Body.Close()\n"),
    };
    let tenant = request
        .for_tenant(|id| format!("\n\trequest.Header.Set(\"Tenant-Acid\", {})", quote::double_quoted(id)));
    let method = request.by_method("Get", "Delete");
    let body = format!(
        r#"	request, err := http.NewRequest(http.Method{method}, {url}, nil)
	if err != nil {{
		log.Fatal(err)
	}}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("COM_TOKEN")){tenant}

	client := http.Client{{
		// The token is only for this server.
		CheckRedirect: func(*http.Request, []*http.Request) error {{ return http.ErrUseLastResponse }},
	}}
	response, err := client.Do(request)
	if err != nil {{
		log.Fatal(err)
	}}
{defer}	body, err := io.ReadAll(response.Body)
{close}	if err != nil {{
		log.Fatal(err)
	}}
	if response.StatusCode/100 != 2 {{
		log.Fatalf("HTTP %d: %s", response.StatusCode, body)
	}}
	fmt.Println(string(body))"#
    );
    let body = looped(each, || open(each), &body, "\t", "\t}");
    format!(
        r#"package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {{
{body}
}}"#
    )
}

/// The start of a loop over URLs.
pub(super) fn open(each: &[Request]) -> String {
    let urls = literals(each, "\t\t", |request| quote::double_quoted(&request.url()), ",");
    format!("\tfor _, address := range []string{{\n{urls}\n\t}} {{")
}
