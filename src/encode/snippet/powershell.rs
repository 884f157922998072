//! PowerShell.

use super::super::Request;
use super::quote;

/// The query stands as it is sent: `[uri]::EscapeDataString` leaves `!'()*` alone where the .NET
/// Framework keeps to its behaviour before 4.5.
///
/// `-Uri` takes a `System.Uri`. That of PowerShell 7 sends what it is given. Windows PowerShell
/// 5.1 runs on the .NET Framework, whose `Uri` decodes nothing in a query of ASCII but escaped
/// letters, digits and `-._~`, of which there are none. Where the query has escapes beyond ASCII
/// as well, such as `%C3%A9`, a program that targets a version before 4.7.2 sends
/// `%21 %27 %28 %29 %2A %3A` as `!'()*:`, in which a server reads the same text, and leaves
/// bidirectional controls out, in which it does not. Mono does the same (seen); whether
/// powershell.exe counts as such a program is not known. The only way round it sets a private
/// field, as [`csharp`](super::csharp) does; malware scanners take that for an attack in a script.
pub(super) fn write(request: &Request) -> String {
    let url = quote::powershell(&request.url());
    let tenant = request.for_tenant(|id| format!("\n    'Tenant-Acid' = {}", quote::powershell(id)));
    let method = request.by_method("", "-Method Delete ");
    format!(
        r#"# Windows PowerShell 5.1 does not offer TLS 1.2 on every system.
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
$headers = @{{
    'Authorization' = "Bearer $env:COM_TOKEN"{tenant}
}}
Invoke-RestMethod {method}-Uri {url} -Headers $headers -MaximumRedirection 0 -ErrorAction Stop | ConvertTo-Json -Depth 100"#
    )
}
