//! `comfilter encode`: a filter as a query string, a URL, or a request in a language.

use super::failure::Failure;
use super::filter::FilterArgs;
use super::screen::Screen;
use crate::encode::{Region, Request, Snippet};
use crate::limits;
use crate::schema::Schema;

/// Encode a filter for a URL, or write a whole request: curl, Python, PowerShell, …
///
/// The filter is checked first: of a wrong one nothing is printed. Without `--as` it is
/// `filter=…`, to stand behind the `?` of a URL.
///
/// Exit codes: 0 it was printed, 1 the filter is wrong, 2 the command line or a file is.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    filter: FilterArgs,
    /// What is printed: value, query, url, curl, powershell, javascript, node, python, java, go,
    /// csharp, php, http or ansible
    #[arg(long = "as", value_name = "FORM", default_value = "query")]
    form: String,
    /// Where the request goes: us-west, eu-central or ap-northeast
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// At most this many entries in an answer, up to 1000
    #[arg(long, value_name = "N", value_parser = super::whole::<u32>)]
    limit: Option<u32>,
    /// Leave out this many entries first
    #[arg(long, value_name = "N", value_parser = super::whole::<u64>)]
    offset: Option<u64>,
    /// The `sort` parameter, such as `createdAt desc`
    #[arg(long, value_name = "TEXT")]
    sort: Option<String>,
    /// The `select` parameter, such as `id,name`
    #[arg(long, value_name = "TEXT")]
    select: Option<String>,
    /// The application customer ID of a tenant, for the `Tenant-Acid` header
    #[arg(long, value_name = "ID")]
    tenant: Option<String>,
}

impl Args {
    /// An option that says nothing of what is printed was meant for another form.
    fn refuse_what_has_no_place(&self, form: Snippet) -> Result<(), Failure> {
        let value = form == Snippet::Value;
        let no_host = matches!(form, Snippet::Value | Snippet::Query);
        let (no_parameters, no_address, no_headers) = (
            (value, "is another parameter: `--as query`, the default, has it"),
            (no_host, "is part of an address: `--as url` or a request such as `--as curl` has it"),
            (no_host || form == Snippet::Url, "is a header: a request such as `--as curl` has it"),
        );
        let refused = [
            ("limit", self.limit.is_some(), no_parameters),
            ("offset", self.offset.is_some(), no_parameters),
            ("sort", self.sort.is_some(), no_parameters),
            ("select", self.select.is_some(), no_parameters),
            ("region", self.region.is_some(), no_address),
            ("tenant", self.tenant.is_some(), no_headers),
        ];
        match refused.into_iter().find(|(_, given, (refused, _))| *given && *refused) {
            Some((name, _, (_, why))) => {
                Err(Failure::usage(format!("`--{name}` is not in `--as {}`: it {why}", self.form)))
            }
            None => Ok(()),
        }
    }
}

pub(super) fn run(args: &Args, schema: &Schema, screen: &Screen) -> Result<u8, Failure> {
    let usage = |error: &dyn std::fmt::Display| Failure::usage(error.to_string());
    let form: Snippet = args.form.parse().map_err(|error| usage(&error))?;
    let region: Option<Region> =
        args.region.as_deref().map(str::parse).transpose().map_err(|error| usage(&error))?;
    args.refuse_what_has_no_place(form)?;
    let filter = args.filter.filter(schema, screen)?;
    let mut request = Request::new(&filter).with_region(region.unwrap_or_default());
    if let Some(limit) = args.limit {
        request = request.with_limit(limit).map_err(|error| usage(&error))?;
    }
    if let Some(offset) = args.offset {
        request = request.with_offset(offset);
    }
    if let Some(sort) = &args.sort {
        request = request.with_sort(sort);
    }
    if let Some(select) = &args.select {
        request = request.with_select(select);
    }
    if let Some(tenant) = &args.tenant {
        request = request.with_tenant(tenant).map_err(|error| usage(&error))?;
    }
    let has_host = !matches!(form, Snippet::Value | Snippet::Query);
    if has_host && region.is_none() {
        let region = Region::default();
        screen.note(&format!(
            "the request goes to {}: another region is chosen with `--region`",
            region.name()
        ));
    }
    let length = request.url().len();
    if has_host && length > limits::URL {
        screen.warning(&format!(
            "the URL has {length} bytes, and most proxies take {}: ask in several requests",
            limits::URL
        ));
    }
    screen.print_line(&request.snippet(form))?;
    Ok(0)
}
