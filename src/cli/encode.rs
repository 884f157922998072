//! `comfilter encode`: a filter as a query string, a URL, or a request in a language.

use std::num::NonZero;

use super::failure::Failure;
use super::filter::FilterArgs;
use super::screen::Screen;
use crate::check::Filter;
use crate::decode::taken_by;
use crate::encode::{Region, Request, Snippet};
use crate::limits;
use crate::lint::{Linter, risky_delete};
use crate::schema::Schema;
use crate::text::Quoted;

/// Encode a filter for a URL, or write a whole request: curl, Python, PowerShell, …
///
/// The filter is checked first; an invalid filter prints nothing. Without `--as` the output is
/// `filter=…`, for the part of a URL after `?`.
///
/// Exit codes: 0 success, 1 the filter is wrong or does not split, 2 the command line or a file is.
#[derive(Debug, clap::Args)]
pub(super) struct EncodeArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// The output: value, query, url, curl, powershell, javascript, node, python, java, go, csharp,
    /// php, http or ansible
    #[arg(long = "as", value_name = "FORM", default_value = "query")]
    form: String,
    /// Send the request to this region: us-west, eu-central or ap-northeast
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// The id of an item in the path of the list, such as `group-id=2a9b`
    #[arg(long = "id", value_name = "NAME=ID")]
    ids: Vec<String>,
    /// The method of the request: GET shows the entries that the filter selects, DELETE removes
    /// them
    #[arg(long, value_name = "METHOD", default_value = "GET", ignore_case = true)]
    method: Method,
    /// Write a DELETE even if its filter is always true, or documents read it differently
    #[arg(long)]
    yes: bool,
    /// Write a loop over all pages of the list, which prints one after another for `comfilter match`
    #[arg(long)]
    all: bool,
    /// Return at most N entries, up to the limit of the list
    #[arg(long, value_name = "N", value_parser = super::whole::<u32>)]
    limit: Option<u32>,
    /// Skip N entries
    #[arg(long, value_name = "N", value_parser = super::whole::<u64>)]
    offset: Option<u64>,
    /// The `sort` parameter, such as `createdAt desc`
    #[arg(long, value_name = "TEXT")]
    sort: Option<String>,
    /// The `select` parameter, such as `id,name`
    #[arg(long, value_name = "TEXT")]
    select: Option<String>,
    /// Split the filter into several requests if it needs more than N bytes: of the URL, or of the query or the value
    /// if the output is only that. Each entry is in the answer to one of them. Each query or URL is on a line, and code
    /// is a loop over them. `--limit` and `--sort` apply to each request. The parameter of a page is not counted
    #[arg(long, value_name = "N", value_parser = super::positive::<NonZero<usize>>)]
    max_url: Option<NonZero<usize>>,
    /// The application customer ID of a tenant, for the `Tenant-Acid` header
    #[arg(long, value_name = "ID")]
    tenant: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "UPPER")]
enum Method {
    Get,
    Delete,
}

impl EncodeArgs {
    /// An option without effect on the output was meant for another form.
    fn refuse_what_has_no_place(&self, form: Snippet) -> Result<(), Failure> {
        let value = form == Snippet::Value;
        let no_host = matches!(form, Snippet::Value | Snippet::Query);
        let (no_parameters, no_address, no_headers) = (
            (value, "is another parameter: `--as query`, the default, has it"),
            (no_host, "is part of an address: `--as url` or a request such as `--as curl` has it"),
            (no_host || form == Snippet::Url, "is a header: a request such as `--as curl` has it"),
        );
        let no_method = (no_headers.0, "is part of a request: one such as `--as curl` has it");
        let refused = [
            ("id", !self.ids.is_empty(), no_address),
            ("method", self.method == Method::Delete, no_method),
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

    /// Reports parameters that the documents of the list do not name.
    fn refuse_what_the_list_does_not_take(&self, schema: &Schema) -> Result<(), Failure> {
        let taken = match self.method {
            Method::Get => schema.parameters(),
            Method::Delete => schema.delete_parameters(),
        };
        let Some(taken) = taken else { return Ok(()) };
        let given = [
            ("limit", self.limit.is_some()),
            ("offset", self.offset.is_some()),
            ("sort", self.sort.is_some()),
            ("select", self.select.is_some()),
        ];
        let is_refused =
            |(name, is_given): &(&str, bool)| *is_given && !taken.iter().any(|known| known == name);
        match given.into_iter().find(is_refused) {
            Some((name, _)) => {
                let method = if self.method == Method::Delete { "a DELETE to " } else { "" };
                let list = schema.resource();
                Err(Failure::usage(format!("{method}the list of {list} takes no `{name}`"))
                    .with_help(format!("besides `filter` it takes {}", taken_by(taken))))
            }
            None => Ok(()),
        }
    }

    /// The filters of requests of at most `most` bytes each; with the whole filter, it has `length` bytes.
    fn split(&self, filter: &Filter, length: usize, what: &str, most: usize) -> Result<Vec<Filter>, Failure> {
        let rest = length - filter.query_value().len();
        let Some(room) = most.checked_sub(rest).filter(|room| *room > 0) else {
            return Err(Failure::usage(format!("the {what} has {rest} bytes without its filter"))
                .with_help("write a larger number after `--max-url`"));
        };
        let parts = filter.split(room).map_err(|error| {
            Failure::usage(error)
                .with_code(1)
                .with_help("write a larger number after `--max-url`, or a shorter filter")
        })?;
        if parts.len() > 1 && self.offset.is_some() {
            let message =
                format!("`--offset` skips entries of one request, and the filter becomes {}", parts.len());
            return Err(Failure::usage(message).with_help("remove `--offset`"));
        }
        Ok(parts)
    }

    /// The address and the method of the request.
    fn addressed(&self, mut request: Request, schema: &Schema) -> Result<Request, Failure> {
        let Some(path) = schema.path() else {
            if schema.resource() == Schema::webhook().resource() {
                return Err(Failure::usage("the filter of a webhook is not part of a query").with_help(
                    "it is the `eventFilter` in the body of the request that creates the webhook",
                ));
            }
            return Err(Failure::usage(format!(
                "the schema of {} does not say where its list is",
                Quoted(schema.resource())
            ))
            .with_help("write its path in the schema: `path = \"/compute-ops-mgmt/v1/servers\"`"));
        };
        for given in &self.ids {
            let Some((name, id)) = given.split_once('=') else {
                return Err(Failure::usage(format!("{} has no `=`", Quoted(given)))
                    .with_help("write `--id NAME=ID`, such as `--id group-id=2a9b`"));
            };
            request = request.with_id(name, id).map_err(Failure::usage)?;
        }
        if let Some(name) = request.missing_id() {
            return Err(Failure::usage(format!("the path `{path}` needs the id for `{name}`"))
                .with_help(format!("write `--id {name}=ID`")));
        }
        match self.method {
            Method::Get => Ok(request),
            Method::Delete => request.with_delete().map_err(Failure::usage),
        }
    }
}

/// Refuses a DELETE that may remove too much.
fn refuse_risky(filter: &Filter) -> Result<(), Failure> {
    match risky_delete::find(filter.ast(), filter.schema()) {
        Some(found) => Err(Failure::usage(found.message()).with_help(format!(
            "{}; with `--yes` the request is written as it is",
            found.help().unwrap_or_default()
        ))),
        None => Ok(()),
    }
}

pub(super) fn run(args: &EncodeArgs, linter: &Linter, screen: &Screen) -> Result<u8, Failure> {
    let schema = linter.schema();
    let form: Snippet = args.form.parse().map_err(Failure::usage)?;
    let region: Option<Region> =
        args.region.as_deref().map(str::parse).transpose().map_err(Failure::usage)?;
    args.refuse_what_has_no_place(form)?;
    args.refuse_what_the_list_does_not_take(schema)?;
    let filter = args.filter.filter(linter, screen)?;
    let mut request = Request::new(&filter).with_region(region.unwrap_or_default());
    let has_host = !matches!(form, Snippet::Value | Snippet::Query);
    if has_host {
        request = args.addressed(request, schema)?;
    }
    if args.method == Method::Delete && !args.yes {
        refuse_risky(&filter)?;
    }
    if let Some(limit) = args.limit {
        request = request.with_limit(limit).map_err(Failure::usage)?;
    }
    if let Some(offset) = args.offset {
        request = request.with_offset(offset);
    }
    if args.all {
        request = request.with_all_pages().map_err(Failure::usage)?;
        if !form.loops_over(&request) {
            return Err(Failure::usage(format!(
                "`--all` is not in `--as {form}`: it is a loop over requests"
            ))
            .with_help("a language such as `--as curl` or `--as python` has loops"));
        }
    }
    if let Some(sort) = &args.sort {
        request = request.with_sort(sort);
    }
    if let Some(select) = &args.select {
        request = request.with_select(select);
    }
    if let Some(tenant) = &args.tenant {
        request = request.with_tenant(tenant).map_err(Failure::usage)?;
    }
    if has_host && region.is_none() {
        let region = Region::default();
        screen.note(&format!("the request goes to {}: choose another region with `--region`", region.name()));
    }
    let (what, length) = match form {
        Snippet::Value => ("filter", request.value().len()),
        Snippet::Query => ("query", request.query().len()),
        _ => ("URL", request.url().len()),
    };
    if let Some(most) = args.max_url {
        let parts = args.split(&filter, length, what, most.get())?;
        if let [part] = parts.as_slice() {
            // A filter that repeats terms or values becomes shorter.
            request = request.with_filter(part);
        } else {
            let count = parts.len();
            let code = request.snippet_for_each(form, &parts).ok_or_else(|| {
                Failure::usage(format!("`--all` is not in `--as {form}` for {count} requests"))
                    .with_help("another language such as `--as curl` or `--as python` has loops in loops")
            })?;
            screen.note(&format!(
                "the filter becomes {count} requests, and each entry is in one of their answers"
            ));
            screen.print_line(&code)?;
            return Ok(0);
        }
    } else if length > limits::URL {
        screen.warning(&format!(
            "the {what} has {length} bytes, and most proxies take a URL of {} bytes",
            limits::URL
        ));
        screen.help(&format!("`--max-url {}` splits the filter into several requests", limits::URL));
    }
    screen.print_line(&request.snippet(form))?;
    Ok(0)
}
