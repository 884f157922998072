//! PowerShell.

use super::super::Request;
use super::{literals, looped, quote, url};

/// The code has the encoded query, because `[uri]::EscapeDataString` leaves `!'()*` alone if the
/// .NET Framework keeps its behaviour before 4.5.
///
/// `-Uri` takes a `System.Uri`. PowerShell 7 sends the URL unchanged. Windows PowerShell 5.1 runs
/// on the .NET Framework. In an ASCII query, its `Uri` decodes only escaped letters, digits and
/// `-._~`, and the query has none of these. If the query also has escapes beyond ASCII, such as
/// `%C3%A9`, a program for a version before 4.7.2 sends `%21 %27 %28 %29 %2A %3A` as `!'()*:`,
/// which a server reads as the same string. It also drops bidirectional controls, which changes the
/// string. Mono does the same (seen); whether powershell.exe counts as such a program is unknown.
/// The only workaround sets a private field, as [`csharp`](super::csharp) does, and malware
/// scanners take that for an attack in a script.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    let url = url(request, each, quote::powershell, "$url");
    let tenant = request.for_tenant(|id| format!("\n    'Tenant-Acid' = {}", quote::powershell(id)));
    let method = request.by_method("", "-Method Delete ");
    let send = format!(
        "Invoke-RestMethod {method}-Uri {url} -Headers $headers -MaximumRedirection 0 -ErrorAction Stop | ConvertTo-Json -Depth 100"
    );
    let send = looped(each, || open(each), &send, "    ", "}");
    format!(
        r#"# Windows PowerShell 5.1 does not offer TLS 1.2 on every system.
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
$headers = @{{
    'Authorization' = "Bearer $env:COM_TOKEN"{tenant}
}}
{send}"#
    )
}

/// The start of a loop over URLs.
pub(super) fn open(each: &[Request]) -> String {
    let urls = literals(each, "    ", |request| quote::powershell(&request.url()), "");
    format!("foreach ($url in @(\n{urls}\n)) {{")
}
