//! Go.

use super::super::Request;
use super::quote;

/// The code has the encoded query, because `url.QueryEscape` and `url.Values` write a form.
/// `NewRequest` keeps the raw query of the URL that it parses, and `net/http` sends it.
pub(super) fn write(request: &Request) -> String {
    let url = quote::double_quoted(&request.url());
    let tenant = request
        .for_tenant(|id| format!("\n\trequest.Header.Set(\"Tenant-Acid\", {})", quote::double_quoted(id)));
    let method = request.by_method("Get", "Delete");
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
	request, err := http.NewRequest(http.Method{method}, {url}, nil)
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
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {{
		log.Fatal(err)
	}}
	if response.StatusCode/100 != 2 {{
		log.Fatalf("HTTP %d: %s", response.StatusCode, body)
	}}
	fmt.Println(string(body))
}}"#
    )
}
