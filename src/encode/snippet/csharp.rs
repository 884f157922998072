//! C#.

use super::super::Request;
use super::{literals, looped, quote, url_expression};

/// `Uri.EscapeDataString` encodes exactly like [`encode_value`](super::super::encode_value). Calls
/// wait for their task, because an asynchronous `Main` is newer than some compilers.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    let (using, url, exactly) = url(request, each, "");
    let tenant = request.for_tenant(|id| {
        format!("\n            request.Headers.Add(\"Tenant-Acid\", {});", quote::double_quoted(id))
    });
    let method = request.by_method("Get", "Delete");
    let body = format!(
        r#"        var url = {url};
        using (var client = new HttpClient(new HttpClientHandler {{ AllowAutoRedirect = false }}))
        using (var request = new HttpRequestMessage(HttpMethod.{method}, url))
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
            }}
        }}"#
    );
    let body = for_filters(request, each, &body);
    format!(
        r#"using System;
using System.Net.Http;{using}

public static class Request
{{
    public static int Main()
    {{
{body}
    }}{exactly}
}}"#
    )
}

/// The code for a filter, or a loop over several.
pub(super) fn for_filters(request: &Request, each: &[Request], body: &str) -> String {
    let filter = |request: &Request| quote::double_quoted(request.filter());
    let open = || {
        let filters = literals(each, "            ", filter, ",");
        format!("        foreach (var filter in new[]\n        {{\n{filters}\n        }})\n        {{")
    };
    let code = match each {
        [] => format!("        var filter = {};\n{body}", filter(request)),
        _ => looped(each, open, body, "    ", "        }"),
    };
    format!("{code}\n        return 0;")
}

/// The URL as an expression with `more` at its end, and the two parts that the expression needs: a `using`,
/// and a function.
pub(super) fn url(request: &Request, each: &[Request], more: &str) -> (&'static str, String, &'static str) {
    let address = url_expression(request, quote::double_quoted, "+", "Uri.EscapeDataString(filter)");
    if is_decoded(&request.query()) || each.iter().any(|request| is_decoded(&request.query())) {
        (REFLECTION, format!("Exactly({address}{more})"), EXACTLY)
    } else {
        ("", format!("new Uri({address}{more})"), "")
    }
}

/// Whether an old `Uri` decodes a part of this query: Mono's, and that of programs for a .NET
/// Framework before 4.7.2. They send `%21 %27 %28 %29 %2A %3A` as `!'()*:` if the URL also has
/// escapes beyond ASCII, and drop bidirectional controls.
fn is_decoded(query: &str) -> bool {
    // The lead bytes of UTF-8 beyond ASCII are C2 to F4.
    ["%C", "%D", "%E", "%F"].iter().any(|lead| query.contains(lead))
}

const REFLECTION: &str = "\nusing System.Reflection;";

/// The switch is private, and applies when a `Uri` is made. .NET today has neither the switch nor
/// the need for it.
const EXACTLY: &str = r#"

    // Mono, and the .NET Framework before 4.7.2, decode %27 and others in a URL with letters
    // beyond ASCII, unless this switch is off. Other versions of .NET have no such switch.
    static Uri Exactly(string url)
    {
        var iri = typeof(Uri).GetField("s_IriParsing", BindingFlags.NonPublic | BindingFlags.Static);
        if (iri == null || iri.IsInitOnly) return new Uri(url);
        var before = iri.GetValue(null);
        iri.SetValue(null, false);
        try { return new Uri(url); } finally { iri.SetValue(null, before); }
    }"#;
