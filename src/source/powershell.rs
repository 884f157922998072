//! PowerShell: doubled quotes, backticks, here-strings.

use memchr::memmem;

use super::clients::Evidence;
use super::language::Language;
use super::mentions::Names;
use super::outline::{Bracket, CommandWords, Outline};
use super::scopes::{Functions, first_word};
use super::syntax::{
    self, BodySender, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax,
};
use super::url::upto;
use crate::limits;
use crate::text::{Escaping, Quotes, Span, line_start, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::PowerShell, &["ps1", "psm1"], &["powershell", "pwsh", "posh"], &SYNTAX)
        // A script for both shells gives curl what `$(urlencode "…")` encodes.
        .with_expressions(super::shell::expression);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#"],
    block_comments: &[("<#", "#>")],
    // A word processor's quotes begin with the last one in UTF-8.
    starts: |byte| matches!(byte, b'"' | b'\'' | b'@' | 0xe2),
    open,
    name: b"$-",
    join: b'+',
    escape: Some(b'`'),
    entries: &[
        EntryForm::new("=", EntryKey::Name, Surrounding::Member),
        EntryForm::new("=", EntryKey::Name, Surrounding::After(b'@')),
        EntryForm::new("=", EntryKey::Text, Surrounding::Within(&[Bracket::Curly])),
    ],
    swallows: Some('?'),
    marks_variables: true,
    bodies: Some(&BODIES),
    ignores_case: true,
    statement: Some(|text, at, _| statement(text, at)),
    commands: Some(curls),
    functions: Functions { begins: begins_function, ..Functions::IN_BRACES },
    ..syntax::PLAIN
};

static BODIES: BodySender = BodySender {
    client: "PowerShell",
    commands: &["invoke-restmethod", "invoke-webrequest", "irm", "iwr"],
    option: "-Body",
    serializer: "ConvertTo-Json",
    method: "-me",
    other_methods: &["-cu", "-cm"],
    defaults: "PSDefaultParameterValues",
    advice: "-Body @{ filter = … }",
    source: Evidence::Documented("Invoke-RestMethod in PowerShell 7"),
};

fn open(text: &str) -> Option<Open<'_>> {
    for (start, form, close) in [("@\"", &HERE_DOUBLE, "\n\"@"), ("@'", &HERE_SINGLE, "\n'@")] {
        if let Some(rest) = text.strip_prefix(start) {
            let line = upto(rest, 128)
                .find('\n')
                .filter(|line| rest.get(..*line).is_some_and(|rest| rest.trim().is_empty()))?;
            // The line break after the opening belongs to it, and the one before the close to the close.
            let empty = rest.get(line..).is_some_and(|rest| rest.starts_with(close));
            let length = start.len() + line + usize::from(!empty);
            return Some(Open::new(form, length, close));
        }
    }
    match text.chars().next()? {
        '"' => Some(Open::new(&DOUBLE, 1, "\"")),
        '\'' => Some(Open::new(&SINGLE, 1, "'")),
        quote if DOUBLES.contains(&quote) => typographic(text, quote, DOUBLES, &TYPOGRAPHIC_DOUBLE),
        quote if SINGLES.contains(&quote) => typographic(text, quote, SINGLES, &TYPOGRAPHIC_SINGLE),
        _ => None,
    }
}

/// The quotes of word processors, which PowerShell takes for `"` and `'`: its tokenizer, `CharTraits.cs`.
const DOUBLES: [char; 4] = ['"', '“', '”', '„'];
const SINGLES: [char; 5] = ['\'', '‘', '’', '‚', '‛'];

/// A string between the quotes of a word processor. Each quote of its kind ends it.
fn typographic<'t, const N: usize>(
    text: &'t str,
    open: char,
    kind: [char; N],
    form: &'static Form,
) -> Option<Open<'t>> {
    let length = open.len_utf8();
    let rest = upto(text.get(length..)?, limits::SOURCE_URL);
    let is_escaped = |at: usize| rest.get(..at).is_some_and(|before| before.ends_with('`'));
    let (_, close) = rest.match_indices(kind).find(|(at, _)| !is_escaped(*at))?;
    Some(Open::new(form, length, close))
}

const HOLES: &[HoleForm] = &[HoleForm::DollarParenthesis, HoleForm::DollarBrace, HoleForm::DollarName];

const IN_DOUBLE: Escaping = Escaping::new(&[('"', "`\""), ('$', "`$"), ('`', "``")]);
const IN_SINGLE: Escaping = Escaping::new(&[('\'', "''")]);
const IN_TYPOGRAPHIC: Escaping = IN_DOUBLE.without(&['“', '”', '„']);
const IN_TYPOGRAPHIC_SINGLE: Escaping = Escaping::VERBATIM.without(&SINGLES);
const IN_HERE_DOUBLE: Escaping = Escaping::new(&[('$', "`$"), ('`', "``")]);
const QUOTES: Quotes = Quotes { open: "'", close: "'", inside: IN_SINGLE };

static DOUBLE: Form = Form::new(Escapes::Backtick, &IN_DOUBLE).holes(HOLES).lines();
static SINGLE: Form = Form::new(Escapes::Doubled, &IN_SINGLE).lines().requoted(&QUOTES);
static TYPOGRAPHIC_DOUBLE: Form = Form::new(Escapes::Backtick, &IN_TYPOGRAPHIC).holes(HOLES).lines();
static TYPOGRAPHIC_SINGLE: Form = Form::new(Escapes::None, &IN_TYPOGRAPHIC_SINGLE).lines();
static HERE_DOUBLE: Form = Form::new(Escapes::Backtick, &IN_HERE_DOUBLE).holes(HOLES).lines();
static HERE_SINGLE: Form = Form::new(Escapes::None, &Escaping::VERBATIM).lines();

/// The statement at a place: its line, and the lines that continue it.
fn statement(text: &str, at: u32) -> Span {
    let (before, following) = text.split_at_checked(at as usize).unwrap_or((text, ""));
    let goes_on = |line: &str| line.trim_end().ends_with(['`', '|', ',', '{', '(']);
    let mut start = line_start(before, before.len());
    while let Some(above) = start.checked_sub(1).and_then(|end| text.get(..end)) {
        let line = line_start(above, above.len());
        if !goes_on(above.get(line..).unwrap_or_default()) {
            break;
        }
        start = line;
    }
    let mut end = before.len();
    for line in following.split_inclusive('\n') {
        end += line.len();
        if !goes_on(line) {
            break;
        }
    }
    Span::from_range(start..end)
}

/// The commands of curl.
fn curls<'t>(outline: &Outline<'t>, range: Span) -> Vec<CommandWords<'t>> {
    let mut found: Vec<CommandWords<'t>> = Vec::new();
    let mut read = 0;
    for at in memmem::find_iter(range.of(outline.text).as_bytes(), "curl") {
        let start = range.start + offset(at);
        let first = outline.from(start);
        if start < read || outline.name(first) != Some("curl") {
            continue;
        }
        let command = outline.command(first, statement(outline.text, start).end);
        read = command.words.last().map_or(read, |last| last.span().end);
        found.push(command);
    }
    found
}

fn begins_function(line: &str, _: &str) -> bool {
    let word = first_word(line);
    word.eq_ignore_ascii_case("function") || word.eq_ignore_ascii_case("filter")
}

/// The functions of HPECOMCmdlets that give the path of a list, without their verb: its file of constants, version
/// of November 2026. A file of the same tree that defines them counts more.
const FUNCTIONS: [(&str, &str, &str); 23] = [
    ("COMJobTemplatesUri", "v1beta2", "job-templates"),
    ("COMActivationKeysUri", "v1beta1", "activation-keys"),
    ("COMActivitiesUri", "v1beta2", "activities"),
    ("COMApprovalPoliciesUri", "v1beta2", "approval-policies"),
    ("COMApprovalRequestsUri", "v1beta2", "approval-requests"),
    ("COMOneViewAppliancesUri", "v1beta1", "appliances"),
    ("COMApplianceFirmwareBundlesUri", "v1beta1", "appliance-firmware-bundles"),
    ("COMOneViewServerTemplatesUri", "v1beta1", "oneview-server-templates"),
    ("COMExternalServicesUri", "v1beta1", "external-services"),
    ("COMFiltersUri", "v1beta1", "filters"),
    ("COMFirmwareBundlesUri", "v1beta2", "firmware-bundles"),
    ("COMGroupsUri", "v1beta3", "groups"),
    ("COMJobsUri", "v1", "jobs"),
    ("COMJobsv1beta3Uri", "v1beta3", "jobs"),
    ("COMMetricsConfigurationsUri", "v1", "metrics-configurations"),
    ("COMReportsUri", "v1beta2", "reports"),
    ("COMSchedulesUri", "v1beta2", "schedules"),
    ("COMServerLocationsUri", "v1beta1", "server-locations"),
    ("COMSettingsUri", "v1", "settings"),
    ("COMServersUri", "v1", "servers"),
    ("COMWebhooksUri", "v1beta1", "webhooks"),
    ("COMEnergyByEntityUri", "v1beta1", "energy-by-entity"),
    ("COMUtilizationByEntityUri", "v1beta1", "utilization-by-entity"),
];

/// Whether a script calls the cmdlets of HPECOMCmdlets, or its functions.
pub(super) fn uses_client(text: &str) -> bool {
    ["-HPECOM", "HPECOMCmdlets", "Get-COM"]
        .iter()
        .any(|name| memmem::find(text.as_bytes(), name.as_bytes()).is_some())
}

/// The functions of that client that a script calls.
pub(super) fn names(text: &str) -> Names {
    if memmem::find(text.as_bytes(), b"Get-COM").is_none() {
        return Names::new();
    }
    let called = FUNCTIONS.iter().filter(|(name, ..)| text.contains(&format!("Get-{name}")));
    let value = |version: &str, list: &str| (Some(version.to_owned()), Some(list.to_owned()));
    called.map(|(name, version, list)| ((*name).to_owned(), value(version, list))).collect()
}
