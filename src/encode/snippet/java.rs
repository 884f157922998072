//! Java.

use super::super::Request;
use super::{literals, looped, quote, url};

/// The code has the encoded query, because `URLEncoder` writes a form. `HttpClient` sends the raw
/// query of a `URI`, and by default follows no redirect.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    let url = url(request, each, quote::double_quoted, "url");
    let tenant = request
        .for_tenant(|id| format!("\n                .header(\"Tenant-Acid\", {})", quote::double_quoted(id)));
    let method = request.by_method("", "\n                .DELETE()");
    let body = format!(
        r#"        HttpRequest request = HttpRequest.newBuilder(URI.create({url}))
                .header("Authorization", "Bearer " + System.getenv("COM_TOKEN")){tenant}{method}
                .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {{
            System.err.println("HTTP " + response.statusCode() + ": " + response.body());
            System.exit(1);
        }}
        System.out.println(response.body());"#
    );
    let body = looped(each, || open(each), &body, "    ", "        }");
    format!(
        r#"import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Request {{
    public static void main(String[] args) throws Exception {{
{body}
    }}
}}"#
    )
}

/// The start of a loop over URLs.
pub(super) fn open(each: &[Request]) -> String {
    let urls = literals(each, "            ", |request| quote::double_quoted(&request.url()), ",");
    format!("        for (String url : new String[] {{\n{urls}\n        }}) {{")
}
