//! The URLs of a part, and the list of the API that the URLs near a place name.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::encoders::marks;
use super::scopes::{Given, Scopes};
use super::subject::{Subject, subject_of_url};
use super::url::{boundary, relative, target_of, upto};
use crate::decode::{ANY_VERSION, is_version};
use crate::limits;
use crate::schema::{Schema, lists, service};
use crate::text::{Bytes, Span, offset};

/// The beginning of every prefix of the API.
static PREFIX: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("/compute-ops"));

/// A path without a known list. A filter there may belong to any list.
const ANY_LIST: &str = "{list}";

/// The URLs of a part.
pub(super) struct Mentions<'t> {
    text: &'t str,
    /// URLs that name a host or the API, in order.
    absolute: Vec<(u32, Absolute<'t>)>,
    /// Lists after a variable, in order.
    following: Vec<(u32, Following<'t>)>,
    /// URLs that follow a name on its line, in order.
    given: BTreeMap<&'t str, Vec<Given<Value<'t>>>>,
    /// The functions and the types of a program, which decide which value of a name reaches a place.
    pub(super) scopes: Option<&'t Scopes<'t>>,
    /// The names that the surrounding text defines.
    around: Rc<Names>,
    /// Whether the text has a base of the API, and no other one, once that is known.
    has_base: OnceCell<bool>,
    /// Whether code uses a base, by its place: many calls may be of one function.
    using_base: RefCell<BTreeMap<(u32, u32), bool>>,
    /// The index of a base of the API, if all have its version.
    only_base: OnceCell<Option<usize>>,
    /// Whether the text names the saved filters, once that is known.
    names_saved: OnceCell<bool>,
}

/// Names whose value is a URL of the API, with its version and its list if the URL has them.
pub(crate) type Names = BTreeMap<String, (Option<String>, Option<String>)>;

/// A URL that names a host or the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absolute<'t> {
    /// A URL of the API: its version, and the path after it (`groups/{id}/compliance`), if it has them.
    Api { version: Option<&'t str>, list: Option<&'t str> },
    /// Any other URL.
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Following<'t> {
    variable: &'t str,
    list: &'t str,
}

/// A URL that is the value of a name.
#[derive(Debug, Clone, Copy)]
enum Value<'t> {
    Absolute(Absolute<'t>),
    Following(Following<'t>),
    /// A path without a host and without the prefix of the API: `LOGS = "/audit-log/v1/logs"`.
    Path(&'t str),
}

impl<'t> Value<'t> {
    fn absolute(self) -> Option<Absolute<'t>> {
        match self {
            Value::Absolute(absolute) => Some(absolute),
            Value::Following(_) | Value::Path(_) => None,
        }
    }
}

/// The list that the value of a name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leads {
    /// Its path.
    List(String),
    /// A URL outside of the API.
    Other,
    /// An unknown one.
    Unknown,
}

impl<'t> Mentions<'t> {
    /// The URLs outside of `comments`, which are in order. `around` has the names that the surrounding text
    /// defines, and a program has its `scopes`.
    pub(super) fn of(
        text: &'t str,
        comments: &[Span],
        around: &Rc<Names>,
        scopes: Option<&'t Scopes<'t>>,
    ) -> Mentions<'t> {
        let is_comment = |at: usize| {
            let after = comments.partition_point(|comment| comment.end as usize <= at);
            comments.get(after).is_some_and(|comment| comment.start as usize <= at)
        };
        let mut mentions = Mentions {
            text,
            absolute: Vec::new(),
            following: Vec::new(),
            given: BTreeMap::new(),
            scopes,
            around: Rc::clone(around),
            has_base: OnceCell::new(),
            using_base: RefCell::default(),
            only_base: OnceCell::new(),
            names_saved: OnceCell::new(),
        };
        static SCHEME: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("://"));
        static JOBS: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("/jobs"));
        let mut run = Span::default();
        for at in SCHEME.find_iter(text.as_bytes()) {
            run = run_round(text, at, run);
            if !is_comment(at) && !is_of_api(run.of(text)) {
                mentions.absolute.push((url_start(text, run, at), Absolute::Other));
            }
        }
        for at in PREFIX.find_iter(text.as_bytes()) {
            if let Some(kind) = text.get(at..).and_then(api).filter(|_| !is_comment(at)) {
                run = run_round(text, at, run);
                mentions.absolute.push((url_start(text, run, at), kind));
            }
        }
        for at in JOBS.find_iter(text.as_bytes()) {
            run = run_round(text, at, run);
            let ends = text.get(at + "/jobs".len()..).unwrap_or_default();
            let goes_on = ends.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/'));
            if let Some(variable) = following(text, run, at).filter(|_| !goes_on && !is_comment(at)) {
                mentions.following.push((run.start, Following { variable, list: "jobs" }));
            }
        }
        mentions.absolute.sort_by_key(|(at, _)| *at);
        for (at, absolute) in &mentions.absolute {
            give(&mut mentions.given, text, *at, Value::Absolute(*absolute));
        }
        for (at, path) in paths(text).filter(|(at, _)| !is_comment(*at)).take(limits::SOURCE_NAMES) {
            give(&mut mentions.given, text, offset(at), Value::Path(path));
        }
        mentions.constants(&is_comment);
        mentions.others(&is_comment);
        for (at, following) in &mentions.following {
            give(&mut mentions.given, text, *at, Value::Following(*following));
        }
        for given in mentions.given.values_mut() {
            given.sort_by_key(|given| given.at);
            // Each URL of a line may be the value: `url = x ? "…" : "…"`.
            let mut line = None;
            for given in given {
                let start = line_start(text, given.at);
                given.adds = line.replace(start) == Some(start);
            }
        }
        mentions
    }

    /// Adds the URL of a list at each use of the constant that holds it.
    fn constants(&mut self, is_comment: &dyn Fn(usize) -> bool) {
        let is_name =
            |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let text = self.text.as_bytes();
        let constants = self.given.iter().filter_map(|(name, given)| {
            let is_constant = name.len() > 2 && !name.contains(char::is_lowercase);
            let first = given.iter().find_map(|given| given.value.absolute());
            let has_list = matches!(first, Some(Absolute::Api { list: Some(_), .. }));
            (is_constant && has_list).then_some(*name)
        });
        let mut found = Vec::new();
        for name in constants.take(limits::SOURCE_CONSTANTS) {
            let places = memchr::memmem::find_iter(text, name).filter(|at| {
                let before = at.checked_sub(1).and_then(|before| text.get(before));
                !is_name(before) && !is_name(text.get(at + name.len())) && !is_comment(*at)
            });
            found.extend(places.filter_map(|at| {
                let variable = variable_of(self.text.get(..at + name.len())?)?;
                let mut values = self.values(&variable, offset(at)).0.into_iter();
                let absolute = values.find_map(|given| given.value.absolute())?;
                let is_one = values.all(|given| given.value.absolute().is_none_or(|other| other == absolute));
                let any = Absolute::Api { version: None, list: Some(ANY_LIST) };
                Some((offset(at), if is_one { absolute } else { any }))
            }));
        }
        if !found.is_empty() {
            self.absolute.append(&mut found);
            self.absolute.sort_by_key(|(at, _)| *at);
        }
        // The functions and constants of a client or of other files.
        let around = Rc::clone(&self.around);
        let others =
            around.iter().filter(|(name, (_, list))| list.is_some() && !self.given.contains_key(&***name));
        let mut found = Vec::new();
        for (name, _) in others.take(limits::SOURCE_NAMES) {
            for at in memchr::memmem::find_iter(text, name.as_bytes()) {
                let before = at.checked_sub(1).and_then(|before| text.get(before));
                let variable = self.text.get(at..at + name.len()).unwrap_or_default();
                if !is_name(before) && !is_name(text.get(at + name.len())) && !is_comment(at) {
                    found.push((offset(at), Following { variable, list: "" }));
                }
            }
        }
        if !found.is_empty() {
            self.following.append(&mut found);
            self.following.sort_by_key(|(at, _)| *at);
        }
    }

    /// Adds the other lists after a variable that holds a URL of the API. After any other variable, such a
    /// path may belong to another API.
    fn others(&mut self, is_comment: &dyn Fn(usize) -> bool) {
        static FIRSTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
            let first = |name: &'static str| name.split('/').next().filter(|name| *name != "jobs");
            let mut names: Vec<&str> = lists().iter().filter_map(|list| first(list.name())).collect();
            names.sort_unstable();
            names.dedup();
            names
        });
        let is_api = |given: &Vec<Given<Value<'_>>>| {
            given.iter().any(|given| matches!(given.value, Value::Absolute(Absolute::Api { .. })))
        };
        if self.around.is_empty() && !self.given.values().any(is_api) {
            return;
        }
        let text = self.text;
        let mut run = Span::default();
        let mut found = Vec::new();
        for at in memchr::memchr_iter(b'/', text.as_bytes()) {
            let tail = text.get(at + 1..).unwrap_or_default();
            if list(upto(tail, limits::SOURCE_NAME_BEFORE))
                .is_none_or(|name| FIRSTS.binary_search(&name).is_err())
            {
                continue;
            }
            run = run_round(text, at, run);
            // `{base}/v1beta2/servers`.
            let before = text.get(run.start as usize..at).unwrap_or_default();
            let version = before.rsplit(['/', '}', ')']).next().filter(|last| is_version(last));
            let path = version.map_or(at + 1, |version| at - version.len());
            // `{base}v1/servers`: the base ends with the slash.
            let has_slash =
                path > run.start as usize && text.get(..path).is_some_and(|before| before.ends_with('/'));
            let base = path - usize::from(has_slash);
            let variable = following(text, run, base).filter(|_| !is_comment(at));
            let Some(variable) = variable.filter(|variable| {
                self.given.get(variable).map_or(self.around.contains_key(*variable), is_api)
            }) else {
                continue;
            };
            if let Some(list) =
                text.get(path..).and_then(|tail| tail_of(path_of(upto(tail, limits::SOURCE_RUN))))
            {
                found.push((run.start, Following { variable, list }));
            }
        }
        if !found.is_empty() {
            self.following.append(&mut found);
            self.following.sort_by_key(|(at, _)| *at);
        }
    }

    /// The path of the list that the nearest URL names: in one of the `groups`, from the inner one outward,
    /// or some lines before or after. URLs in the filter itself, at `own`, do not count.
    pub(super) fn nearest(&self, at: u32, groups: &[Span], own: Span) -> Option<String> {
        let near = self.lines_round(at);
        let found = groups.iter().chain([&near]).find_map(|group| {
            let list = match self.nearest_url(at, *group, own)? {
                (_, Value::Absolute(Absolute::Api { version, list: Some(list) })) => {
                    Some(path(version, list))
                }
                (_, Value::Absolute(Absolute::Api { version, list: None })) => {
                    nearest_of(&self.following, at, near, own)
                        .map(|(_, following)| path(version, following.list))
                }
                (_, Value::Absolute(Absolute::Other) | Value::Path(_)) => None,
                (from, Value::Following(following)) => {
                    self.following(following.variable, following.list, from)
                }
            };
            Some((list, group))
        });
        let (list, group) = found?;
        let list = list?;
        // The list of another function is not known to be that of this one.
        if *group == near && !self.is_visible(&list, at, near, own) {
            return Some(any_list());
        }
        // A filter near one list and among others may be sent to any of them.
        let is_sure =
            self.lists_in(*group, own).take(limits::SOURCE_LISTS).all(|other| is_same(&other, &list));
        Some(if is_sure { list } else { any_list() })
    }

    /// The list of the URL in the branch of code around a place: on its line, or on the lines around it with its
    /// indentation. The inner `None` is a URL of another service.
    pub(super) fn in_branch(&self, at: u32) -> Option<Option<String>> {
        let find = |span: Span| match self.nearest_url(at, span, Span::default())? {
            (_, Value::Absolute(Absolute::Api { version, list })) => {
                list.map(|list| Some(path(version, list)))
            }
            (_, Value::Absolute(Absolute::Other) | Value::Path(_)) => Some(None),
            (from, Value::Following(following)) => {
                self.following(following.variable, following.list, from).map(Some)
            }
        };
        let line = self.line_of(at);
        find(line).or_else(|| find(self.indented(line)))
    }

    /// The URL nearest to a place, in `span` and outside of `own`.
    fn nearest_url(&self, at: u32, span: Span, own: Span) -> Option<(u32, Value<'t>)> {
        let absolute = nearest_of(&self.absolute, at, span, own);
        let following = nearest_of(&self.following, at, span, own);
        let absolute = absolute.map(|(from, absolute)| (from, Value::Absolute(absolute)));
        let following = following.map(|(from, following)| (from, Value::Following(following)));
        [absolute, following].into_iter().flatten().min_by_key(|(from, _)| from.abs_diff(at))
    }

    /// The lines around a line that have its indentation.
    fn indented(&self, line: Span) -> Span {
        let indentation = |line: &str| line.len() - line.trim_start().len();
        let own = indentation(line.of(self.text));
        let is_same = |line: &&str| !line.trim().is_empty() && indentation(line) == own;
        let near = self.lines_round(line.start);
        let before = Span::new(near.start, line.start).of(self.text);
        let before: usize = before.split_inclusive('\n').rev().take_while(is_same).map(str::len).sum();
        let after = Span::new(line.end, near.end).of(self.text);
        let after: usize =
            after.split_inclusive('\n').skip(1).take_while(is_same).map(str::len).sum::<usize>() + 1;
        Span::new(line.start - offset(before), (line.end + offset(after)).min(near.end))
    }

    /// Whether code at a place may use one of the URLs of a list in `span`: it is in the same function or outside.
    fn is_visible(&self, list: &str, at: u32, span: Span, own: Span) -> bool {
        let Some(scopes) = self.scopes else { return true };
        let mut places = self.places_in(span, own).take(limits::SOURCE_LISTS);
        places.any(|(place, other)| other == list && scopes.sees(at, place))
    }

    /// The paths of the lists in `span`, without those in the filter itself.
    fn lists_in(&self, span: Span, own: Span) -> impl Iterator<Item = String> {
        self.places_in(span, own).map(|(_, list)| list)
    }

    /// The places of the lists in `span`.
    fn places_in(&self, span: Span, own: Span) -> impl Iterator<Item = (u32, String)> {
        let absolute = in_span(&self.absolute, span, own);
        let absolute = absolute.filter_map(|(at, absolute)| match absolute {
            Absolute::Api { version, list } => Some((at, path(version, list?))),
            Absolute::Other => None,
        });
        let following = in_span(&self.following, span, own);
        let path = |(at, following): (u32, Following<'_>)| {
            Some((at, self.following(following.variable, following.list, at)?))
        };
        absolute.chain(following.filter_map(path))
    }

    /// The list that the code in `spans` asks for.
    pub(super) fn asked_in(&self, spans: impl Iterator<Item = Span>) -> Option<String> {
        let spans = spans.take(limits::SOURCE_LISTS);
        one_of(spans.flat_map(|span| self.lists_in(span, Span::default()).take(limits::SOURCE_LISTS)))
    }

    /// The places of the URLs of the API, each with its version and its list if it has them.
    #[cfg(feature = "cli")]
    pub(super) fn bases_and_lists(&self) -> impl Iterator<Item = (u32, (Option<String>, Option<String>))> {
        self.absolute.iter().filter_map(|(at, absolute)| match absolute {
            Absolute::Api { version, list } => {
                Some((*at, (version.map(str::to_owned), list.map(str::to_owned))))
            }
            Absolute::Other => None,
        })
    }

    /// The names whose value is a URL of the API, here and around, for the parts inside this one.
    pub(super) fn names(&self) -> Rc<Names> {
        let own = self.given.iter().filter_map(|(name, given)| {
            let mut all = given.iter().filter_map(|given| given.value.absolute());
            let Absolute::Api { mut version, mut list } = all.next()? else { return None };
            // A name with several URLs leads to any of them.
            for other in all {
                let Absolute::Api { version: other, list: leads } = other else { return None };
                version = version.filter(|version| Some(*version) == other);
                list = list.filter(|list| Some(*list) == leads);
            }
            Some(((*name).to_owned(), (version.map(str::to_owned), list.map(str::to_owned))))
        });
        let mut own = own.peekable();
        if own.peek().is_none() {
            return Rc::clone(&self.around);
        }
        let around = self.around.iter().map(|(name, given)| (name.clone(), given.clone()));
        Rc::new(around.chain(own).take(limits::SOURCE_NAMES).collect())
    }

    /// Whether `span` contains a URL outside of the filter itself.
    pub(super) fn has_any(&self, span: Span, own: Span) -> bool {
        nearest_of(&self.absolute, span.start, span, own).is_some()
            || nearest_of(&self.following, span.start, span, own).is_some()
    }

    /// The values of a variable that reach a place, in order, and whether the place decides which ones.
    /// `variable` may have its object before it.
    fn values(&self, variable: &str, at: u32) -> (Vec<&Given<Value<'t>>>, bool) {
        let (object, name) = split_object(variable);
        let given = self.given.get(name).map_or(&[][..], Vec::as_slice);
        let Some(scopes) = self.scopes else {
            return (given.iter().take(limits::SOURCE_LISTS).collect(), true);
        };
        let mut found = match object {
            Some(object) => scopes.members(object, at, given),
            None => scopes.reaching(name, at, given),
        };
        // `const SERVERS = { path: "…" }`.
        if let Some(object) = object.filter(|_| found.is_empty()) {
            let places = self.given.get(object).map_or(&[][..], Vec::as_slice).iter();
            let place = |at: u32| given.binary_search_by_key(&at, |given| given.at).ok();
            let own = places.take(limits::SOURCE_LISTS).filter_map(|object| place(object.at));
            found = own.filter_map(|place| given.get(place)).collect();
            if found.is_empty() {
                let near = given.iter().take(limits::SOURCE_LISTS);
                found = near.filter(|given| scopes.is_inside(given.at, object)).collect();
            }
        }
        // Terraform: a block may be anywhere.
        if found.is_empty() {
            found = self.of_block(object, name);
        }
        // Any function may use a constant, and any set a global variable of a shell.
        let is_decided = !found.is_empty();
        if !is_decided && !name.contains(char::is_lowercase) {
            let may_be =
                |given: &u32| object.is_none_or(|object| scopes.may_be_member(object, name, at, *given));
            found = given.iter().take(limits::SOURCE_LISTS).filter(|given| may_be(&given.at)).collect();
        }
        (found, is_decided)
    }

    /// The values of `local.name` and of `var.name`, which blocks of Terraform give: `locals { name = "…" }` and
    /// `variable "name" { default = "…" }`.
    fn of_block(&self, object: Option<&str>, name: &str) -> Vec<&Given<Value<'t>>> {
        let key = match object {
            Some("local") => name,
            Some("var") => "default",
            _ => return Vec::new(),
        };
        let is_own = |given: &&Given<Value<'_>>| {
            let from = boundary(self.text, (given.at as usize).saturating_sub(limits::SOURCE_NAME_BEFORE));
            let before = self.text.get(from..given.at as usize).unwrap_or_default();
            let header = before.rsplit_once("variable \"").and_then(|(_, rest)| rest.split_once('"'));
            key == name || header.is_some_and(|(own, _)| own == name)
        };
        let given = self.given.get(key).map_or(&[][..], Vec::as_slice);
        given.iter().filter(is_own).take(limits::SOURCE_LISTS).collect()
    }

    /// The path of a list that follows a variable.
    pub(super) fn following(&self, variable: &str, list: &str, at: u32) -> Option<String> {
        let (values, _) = self.values(variable, at);
        let mut absolute = values.into_iter().filter_map(|given| given.value.absolute()).peekable();
        let around = self.around.get(split_object(variable).1);
        // A name that is the whole URL.
        if list.is_empty() {
            let paths = absolute.filter_map(|absolute| match absolute {
                Absolute::Api { version, list } => Some(path(version, list?)),
                Absolute::Other => None,
            });
            let other =
                || around.and_then(|(version, list)| Some(path(version.as_deref(), list.as_deref()?)));
            return one_of(paths).or_else(other);
        }
        if absolute.peek().is_some() {
            let paths = absolute.filter_map(|absolute| match absolute {
                Absolute::Api { version, list: above } => Some(below(version, above, list)),
                Absolute::Other => None,
            });
            return one_of(paths);
        }
        if let Some((version, above)) = around {
            return Some(below(version.as_deref(), above.as_deref(), list));
        }
        // A path other than `jobs` may belong to another API.
        let nearest = nearest_of(&self.absolute, at, self.lines_round(at), Span::default());
        match nearest.map(|(_, found)| found).filter(|_| is_jobs(list)) {
            Some(Absolute::Api { version, .. }) => Some(path(version, list)),
            Some(Absolute::Other) => None,
            // `client.get(…)`, or a member of an object that another place makes.
            None => {
                let (object, name) = split_object(variable);
                (object.is_some() || name.is_empty()).then(|| self.below_base(list)).flatten()
            }
        }
    }

    /// The path of a list below the base of a client, which another call or line has: `client.get("v1/servers")`.
    /// The path must begin with its version, because other APIs have servers, too.
    fn below_base(&self, list: &str) -> Option<String> {
        let is_known = relative(list).is_some() && self.has_base();
        is_known.then(|| path(None, list))
    }

    /// Whether the text has a base of the API, and no other one.
    fn has_base(&self) -> bool {
        let is_base =
            |(_, absolute): &(u32, Absolute<'_>)| matches!(absolute, Absolute::Api { list: None, .. });
        let is_other = |(name, given): (&&str, &Vec<Given<Value<'_>>>)| {
            names_base(name) && given.iter().any(|given| given.value.absolute() == Some(Absolute::Other))
        };
        *self.has_base.get_or_init(|| self.absolute.iter().any(is_base) && !self.given.iter().any(is_other))
    }

    /// The list that segments name, which code adds to a base of the API. An unknown segment leads to any list.
    pub(super) fn below_segments(&self, segments: &str) -> Option<String> {
        if prefix_in(segments).is_some() {
            return target_of(segments);
        }
        let segments = segments.trim_matches('/');
        let is_list = relative(segments).is_some() || is_list_name(segments);
        self.has_base().then(|| if is_list { path(self.base_version(), segments) } else { any_list() })
    }

    /// The list that a string names, if it is only the path of one: `"/servers"`, `"v1/jobs"`. A file with a base may add
    /// it to that.
    pub(super) fn named_below(&self, written: &str) -> Option<String> {
        let segments = written.trim_matches('/');
        let is_list = relative(segments).is_some() || is_list_name(segments);
        is_list.then(|| self.below_segments(segments)).flatten()
    }

    /// Whether code uses a base of the API: its URL, or a name that has it.
    pub(super) fn uses_base(&self, span: Span) -> bool {
        let is_base = |absolute: &Absolute<'_>| matches!(absolute, Absolute::Api { list: None, .. });
        let is_known = |name: &str| {
            let given =
                self.given.get(name).map_or(&[][..], Vec::as_slice).iter().take(limits::SOURCE_VALUES);
            given.filter_map(|given| given.value.absolute()).any(|absolute| is_base(&absolute))
        };
        let uses = || {
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            let code = upto(span.of(self.text), limits::SOURCE_NEAR);
            in_span(&self.absolute, span, Span::default()).any(|(_, absolute)| is_base(&absolute))
                || code.split(|c| !is_name(c)).any(is_known)
        };
        *self.using_base.borrow_mut().entry((span.start, span.end)).or_insert_with(uses)
    }

    /// The version of the API in its bases, if they have the same.
    fn base_version(&self) -> Option<&'t str> {
        let version = |(_, absolute): &(u32, Absolute<'t>)| match absolute {
            Absolute::Api { version, list: None } => Some(*version),
            _ => None,
        };
        let only = *self.only_base.get_or_init(|| {
            let first = self.absolute.iter().position(|absolute| version(absolute).is_some())?;
            let mut versions = self.absolute.iter().filter_map(version);
            let own = versions.next()?;
            versions.all(|version| version == own).then_some(first)
        });
        version(self.absolute.get(only?)?)?
    }

    /// The URLs in `span`.
    pub(super) fn urls_in(&self, span: Span) -> impl Iterator<Item = Absolute<'t>> {
        in_span(&self.absolute, span, Span::default()).map(|(_, absolute)| absolute)
    }

    /// The path of the list that a relative path names below the base of a client.
    pub(super) fn below_known(base: Absolute<'_>, list: &str) -> Option<String> {
        let Absolute::Api { version, list: above } = base else { return None };
        let whole = below(version, above, list);
        Schema::at_path(&whole).is_some().then_some(whole)
    }

    /// Whether the text names the path of the saved filters.
    pub(super) fn names_saved(&self) -> bool {
        *self.names_saved.get_or_init(|| memchr::memmem::find(self.text.as_bytes(), b"/filters").is_some())
    }

    /// The list in the URL that is the value of a variable at a place.
    pub(super) fn leads(&self, variable: &str, at: u32) -> Leads {
        let (values, is_decided) = self.values(variable, at);
        if values.is_empty() {
            let around = self.around.get(split_object(variable).1);
            return match around.and_then(|(version, list)| Some(path(version.as_deref(), list.as_deref()?))) {
                Some(list) => Leads::List(list),
                None if around.is_none() && self.is_of_other(variable) => Leads::Other,
                None => Leads::Unknown,
            };
        }
        // A path of a list may follow another base than the one of the file.
        let may_be_list = |path: &str| {
            let segments = path.trim_matches('/');
            relative(segments).is_some() || is_list_name(segments)
        };
        let is_other = |given: &&Given<Value<'_>>| match given.value {
            Value::Absolute(Absolute::Other) => true,
            Value::Path(path) => !may_be_list(path),
            _ => false,
        };
        let has_other = values.iter().any(is_other);
        let name = split_object(variable).1;
        let paths = values.into_iter().filter_map(|given| match given.value {
            Value::Absolute(Absolute::Api { version, list: Some(list) }) => Some(path(version, list)),
            Value::Following(following) if following.variable != name => {
                self.following(following.variable, following.list, given.at)
            }
            Value::Path(path) if may_be_list(path) => self.below_segments(path),
            _ => None,
        });
        match one_of(paths) {
            Some(list) if is_decided || !has_other => Leads::List(list),
            None if has_other => Leads::Other,
            _ => Leads::Unknown,
        }
    }

    /// Whether a variable without a known value has the name of something that no list of the API is: `usersUrl`.
    fn is_of_other(&self, variable: &str) -> bool {
        let (object, name) = split_object(variable);
        self.scopes.is_some() && subject_of_url(object, name) == Some(Subject::Other)
    }

    /// The list in the URL that two variables make: a base and a path.
    pub(super) fn leads_together(&self, base: &str, path: &str, at: u32) -> Leads {
        match self.leads(path, at) {
            Leads::Unknown if self.leads(base, at) == Leads::Other => Leads::Other,
            known => known,
        }
    }

    /// The line of a place.
    pub(super) fn line_of(&self, at: u32) -> Span {
        self.round(at, 0)
    }

    /// The lines around a place.
    pub(super) fn lines_round(&self, at: u32) -> Span {
        self.round(at, limits::SOURCE_LINES)
    }

    fn round(&self, at: u32, lines: usize) -> Span {
        let at = (at as usize).min(self.text.len());
        let from = at.saturating_sub(limits::SOURCE_NEAR);
        let bytes = self.text.as_bytes();
        let before = bytes.get(from..at).unwrap_or_default();
        let following = bytes.get(at..(at + limits::SOURCE_NEAR).min(bytes.len())).unwrap_or_default();
        let start = memchr::memrchr_iter(b'\n', before).nth(lines).map_or(from, |line| from + line + 1);
        let end = memchr::memchr_iter(b'\n', following).nth(lines).unwrap_or(following.len());
        Span::from_range(start..at + end)
    }
}

/// The places of the URLs of the API, each with its version and its list if it has them.
pub(super) fn bases(text: &str) -> impl Iterator<Item = (u32, (Option<String>, Option<String>))> {
    PREFIX.find_iter(text.as_bytes()).filter_map(move |at| match text.get(at..).and_then(api)? {
        Absolute::Api { version, list } => {
            Some((offset(at), (version.map(str::to_owned), list.map(str::to_owned))))
        }
        Absolute::Other => None,
    })
}

/// The path of a list that may be any.
pub(super) fn any_list() -> String {
    path(None, ANY_LIST)
}

/// Adds the URL at a place to the names that it may be assigned to.
fn give<'t>(given: &mut BTreeMap<&'t str, Vec<Given<Value<'t>>>>, text: &'t str, at: u32, value: Value<'t>) {
    for name in names_before(text, at) {
        given.entry(name).or_default().push(Given { at, adds: false, value });
    }
}

/// The paths that are a whole value: after a quote, or after the mark of an assignment.
fn paths(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'/', bytes).filter_map(move |at| {
        let before = bytes.get(at.checked_sub(1)?)?;
        let begins = match before {
            b'"' | b'\'' | b'`' | b'=' => true,
            b' ' => matches!(bytes.get(at.checked_sub(2)?)?, b':' | b'='),
            _ => false,
        };
        let rest = upto(text.get(at..)?, limits::SOURCE_NAME_BEFORE);
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
        let path = rest.get(..rest.find(|c| !is_part(c)).unwrap_or(rest.len()))?;
        let ends = rest.get(path.len()..)?.starts_with(['"', '\'', '`', '\n', '\r', ' ', ';', ',']);
        let is_path =
            begins && path.len() > 1 && !path.starts_with("//") && (ends || path.len() == rest.len());
        // The name is near.
        let from = boundary(text, at.saturating_sub(limits::SOURCE_NAME_BEFORE));
        let is_near = from == 0 || text.get(from..at)?.contains('\n');
        (is_path && is_near && !path.starts_with("/compute-ops")).then_some((at, path))
    })
}

/// The path that all of `paths` are; any list, if they differ.
fn one_of(mut paths: impl Iterator<Item = String>) -> Option<String> {
    let first = paths.next()?;
    Some(if paths.all(|other| other == first) { first } else { any_list() })
}

/// The nearest to a place, in `span` and outside of `own`.
fn nearest_of<T: Copy>(all: &[(u32, T)], at: u32, span: Span, own: Span) -> Option<(u32, T)> {
    let is_own = |(place, _): &&(u32, T)| own.start <= *place && *place < own.end;
    let middle = all.partition_point(|(place, _)| *place < at);
    let (before, following) = all.split_at_checked(middle)?;
    let before =
        before.iter().rev().take_while(|(place, _)| *place >= span.start).find(|found| !is_own(found));
    let following = following.iter().take_while(|(place, _)| *place < span.end).find(|found| !is_own(found));
    [before, following].into_iter().flatten().min_by_key(|(place, _)| place.abs_diff(at)).copied()
}

/// Everything in `span` and outside of `own`.
fn in_span<T: Copy>(all: &[(u32, T)], span: Span, own: Span) -> impl Iterator<Item = (u32, T)> {
    let first = all.partition_point(|(place, _)| *place < span.start);
    let found = all.iter().skip(first).take_while(move |(place, _)| *place < span.end);
    found.filter(move |(place, _)| !(own.start <= *place && *place < own.end)).copied()
}

/// Words before the name of a variable.
const DECLARATIONS: [&str; 10] =
    ["string", "String", "const", "static", "final", "readonly", "public", "private", "var", "let"];

/// The names before a URL on its line that it may be assigned to: `base = "…"`.
fn names_before(text: &str, at: u32) -> impl Iterator<Item = &str> {
    let line = text.get(line_start(text, at)..at as usize).unwrap_or_default();
    let strings = closed_strings(line);
    // `::` belongs to a name, and the mark in `"$base?filter=…" --proxy "…"` to a string.
    let gives = |end: &usize| {
        !strings.iter().any(|string| string.contains(end))
            && !line.get(..*end).is_some_and(|line| line.ends_with(':'))
            && !line.get(end + 1..).is_some_and(|rest| rest.starts_with(':'))
    };
    let given = line.rmatch_indices(['=', ':']).map(|(end, _)| end).find(gives);
    // `base <- "…"` of R.
    let arrow = || line.find("<- ").filter(|at| line.get(..*at).and_then(last_name).is_some());
    let (given, value) = given.or_else(arrow).and_then(|end| line.split_at_checked(end)).unwrap_or_default();
    let is_assigned = ["=", ":=", "<-"].iter().any(|mark| value.starts_with(mark));
    let given = if is_assigned { target_before(given, value) } else { given };
    // In `fetch(BASE, { proxy: "…" })`, only the keys have the URL as their value.
    let opened: i32 = marks(given)
        .map(|(_, mark)| match mark {
            '(' | '{' | '[' => 1,
            ')' | '}' | ']' => -1,
            _ => 0,
        })
        .sum();
    let is_variable = is_assigned && opened <= 0;
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    // The type of a variable is not its name: `const string Jobs = "…"`.
    let is_word = |name: &&str| !name.is_empty() && !DECLARATIONS.contains(name);
    let all = given.split(move |c: char| !is_name(c)).filter(is_word);
    let keys = given.split(['=', ':']).filter_map(last_name);
    all.filter(move |_| is_variable).chain(keys.filter(move |_| !is_variable))
}

/// The strings of a line that end on it.
fn closed_strings(line: &str) -> Vec<Range<usize>> {
    let mut strings = Vec::new();
    let mut open = None;
    let mut is_escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        match (open, byte) {
            _ if is_escaped => is_escaped = false,
            (_, b'\\') => is_escaped = true,
            (Some((start, quote)), _) if quote == byte => {
                strings.push(start..at);
                open = None;
            }
            (None, b'"' | b'\'' | b'`') => open = Some((at, byte)),
            _ => {}
        }
    }
    strings
}

/// The part of the text before a `=` that the value after it is assigned to: `API` in `HOST = "…", API` and in
/// `H="…"; API`, and the second name of `HOST, API = "…", "…"`.
fn target_before<'t>(given: &'t str, value: &str) -> &'t str {
    let statement = marks(given).filter(|(_, mark)| *mark == ';').last();
    let given = statement.and_then(|(at, _)| given.get(at + 1..)).unwrap_or(given);
    let commas: Vec<usize> = marks(given).filter(|(_, mark)| *mark == ',').map(|(at, _)| at).collect();
    let (Some(first), Some(last)) = (commas.first(), commas.last()) else { return given };
    let is_opened = marks(given).any(|(_, mark)| matches!(mark, '(' | '{' | '['));
    if is_opened || marks(given).any(|(_, mark)| mark == '=') {
        return given.get(last + 1..).unwrap_or(given);
    }
    let place = marks(value).filter(|(_, mark)| *mark == ',').count();
    let start = place.checked_sub(1).map_or(0, |place| commas.get(place).unwrap_or(last) + 1);
    let end = commas.get(place).copied().unwrap_or(given.len());
    given.get(start..end.max(*first)).unwrap_or(given)
}

/// The start of the line of a place, or a place some bytes before it.
fn line_start(text: &str, at: u32) -> usize {
    let from = boundary(text, (at as usize).saturating_sub(limits::SOURCE_NAME_BEFORE));
    let before = text.get(from..at as usize).unwrap_or_default();
    memchr::memrchr(b'\n', before.as_bytes()).map_or(from, |line| from + line + 1)
}

/// The path of a list. The prefix does not matter: the version alone selects the schema.
fn path(version: Option<&str>, list: &str) -> String {
    let prefix = service::present_prefix();
    // The rest of the path is elsewhere: `"/groups/" + id + "/devices"`.
    let list = if list.ends_with('/') && !is_jobs(list) { ANY_LIST } else { list.trim_end_matches('/') };
    if list.split('/').next().is_some_and(is_version) {
        return format!("{prefix}/{list}");
    }
    format!("{prefix}/{}/{list}", version.unwrap_or(ANY_VERSION))
}

/// The path of a list after a URL, which may itself be the URL of a list: `{groups}/{id}/compliance`.
fn below(version: Option<&str>, above: Option<&str>, list: &str) -> String {
    let whole = above.map(|above| path(version, &format!("{}/{list}", above.trim_end_matches('/'))));
    whole.filter(|whole| Schema::at_path(whole).is_some()).unwrap_or_else(|| path(version, list))
}

/// Whether a path is that of jobs, with or without its prefix.
fn is_jobs(path: &str) -> bool {
    let tail = service::below_prefix(path).unwrap_or(path).trim_end_matches('/');
    let (first, rest) = tail.split_once('/').unwrap_or(("", tail));
    rest == "jobs" && (first.is_empty() || first == ANY_VERSION || is_version(first))
}

/// Whether a path leads to the same list, or to an item of it.
fn is_same(path: &str, list: &str) -> bool {
    let known = |path: &str| Schema::at_path(path).and_then(Schema::path);
    let item = path.rsplit_once('/').map(|(list, _)| list);
    path == list
        || known(list).is_some_and(|list| {
            [Some(path), item].into_iter().flatten().any(|path| known(path) == Some(list))
        })
}

/// Whether `text` contains a prefix of the API's paths.
pub(super) fn has_prefix(text: &str) -> bool {
    prefix_in(text).is_some()
}

/// The start of a path of the API in `text`, and the text after its prefix.
pub(super) fn prefix_in(text: &str) -> Option<(usize, &str)> {
    service::prefixes().iter().find_map(|prefix| {
        let mut found = memchr::memmem::find_iter(text.as_bytes(), prefix.path);
        found.find_map(|at| Some((at, text.get(at + prefix.path.len()..)?.strip_prefix('/')?)))
    })
}

/// The part of `text` that is a path as code writes it, with its holes.
fn path_of(text: &str) -> &str {
    let mut depth = 0_usize;
    let end = text.char_indices().find(|(at, character)| {
        match character {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' if depth == 0 => return true,
            ')' | '}' | ']' => depth -= 1,
            '#' => return !text.get(at + 1..).is_some_and(|rest| rest.starts_with('{')),
            _ => return character.is_whitespace() || "\"'`?<>,|\\;*“”‘’".contains(*character),
        }
        false
    });
    end.map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// The list that a path names, with the version before it if the path begins with one. The characters that
/// are stuck to the last name are cut off. `None` if the path names no list.
fn tail_of(path: &str) -> Option<&str> {
    let mut end = 0;
    for segment in path.split_inclusive('/') {
        let name = segment.trim_end_matches('/');
        let is_put_in = name.contains(['{', '$', '%', ':', '(']) && !name.starts_with(char::is_alphanumeric);
        let known = if is_put_in { name } else { list(name).unwrap_or_default() };
        if known.is_empty() {
            break;
        }
        end += known.len();
        if known.len() < name.len() || name.len() == segment.len() {
            break;
        }
        end += 1;
    }
    path.get(..end).filter(|tail| !tail.is_empty() && list(tail).is_some())
}

/// The text around a place, up to blanks or ASCII quotes; `last` if that contains the place.
fn run_round(text: &str, at: usize, last: Span) -> Span {
    if (last.start as usize..last.end as usize).contains(&at) {
        return last;
    }
    static ENDS: Bytes = Bytes::of(b" \t\r\n\x0b\x0c\"'`<>,|");
    let from = boundary(text, at.saturating_sub(limits::SOURCE_RUN));
    let before = text.get(from..at).unwrap_or_default();
    let following = upto(text.get(at..).unwrap_or_default(), limits::SOURCE_RUN);
    let start = before.bytes().rposition(|byte| ENDS.has(byte)).map_or(0, |end| end + 1);
    Span::from_range(from + start..at + ENDS.find(following.as_bytes()))
}

/// The start of the URL that contains `at`: after the name that it is assigned to, as in `JOBS=https://…`.
fn url_start(text: &str, run: Span, at: usize) -> u32 {
    let before = text.get(run.start as usize..at).unwrap_or_default();
    run.start + offset(before.rfind('=').map_or(0, |equals| equals + 1))
}

/// The version and the list in `text`, which begins with a prefix of the API.
fn api(text: &str) -> Option<Absolute<'_>> {
    // A base may end with the prefix.
    let rest = service::prefixes().iter().find_map(|prefix| {
        text.strip_prefix(prefix.path)
            .filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })?;
    let path = path_of(upto(rest, limits::SOURCE_RUN)).strip_prefix('/').unwrap_or_default();
    let (version, tail) = path.split_once('/').unwrap_or((path, ""));
    let end = version.find(|c: char| !c.is_alphanumeric()).unwrap_or(version.len());
    let version = version.get(..end).filter(|version| is_version(version));
    Some(Absolute::Api { version, list: tail_of(tail) })
}

/// Whether a URL belongs to the API. A base may end with its prefix.
fn is_of_api(url: &str) -> bool {
    PREFIX.find_iter(url.as_bytes()).any(|at| url.get(at..).and_then(api).is_some())
}

/// Whether a URL is a base of the API, to which code adds the path of a list.
pub(super) fn is_base(url: &str) -> bool {
    let rest = prefix_in(url).map_or("", |(_, rest)| rest.trim_end_matches('/'));
    is_of_api(url) && (rest.is_empty() || is_version(rest))
}

/// Whether a name is that of a base, to which a client adds paths: `base_url`, `prefixUrl`, `rootUri`. A
/// `DATABASE_URL` is another service. `setHost` is that of `REST::Client` in Perl.
pub(super) fn names_base(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace("database", "");
    ["base", "prefix", "rootur", "root_ur", "sethost"].iter().any(|known| name.contains(known))
}

/// Whether a path is that of a list, without its version.
pub(super) fn is_list_name(path: &str) -> bool {
    lists().iter().any(|list| list.name() == path)
}

/// The name of a list at the start of `text`.
pub(super) fn list(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    text.get(..end).filter(|list| !list.is_empty())
}

/// The variable before the path of a list, which begins at `at`.
fn following(text: &str, run: Span, at: usize) -> Option<&str> {
    let before = text.get(run.start as usize..at)?;
    if before.contains("://") || before.contains("/compute-ops") {
        return None;
    }
    if before.is_empty() {
        // `base + "/jobs"`.
        let from = boundary(text, (run.start as usize).saturating_sub(limits::SOURCE_RUN));
        let outside = text.get(from..run.start as usize)?.trim_end_matches(['"', '\'', '`']).trim_end();
        let outside = outside.strip_suffix(['+', '.', ','])?;
        return last_name(outside);
    }
    before.contains(['$', '{', '}', '%']).then(|| last_name(before)).flatten()
}

/// The last name in `text`.
pub(super) fn last_name(text: &str) -> Option<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let end = text.trim_end_matches(|c: char| !is_name(c));
    let start = end.rfind(|c: char| !is_name(c)).map_or(0, |start| {
        start + end.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    end.get(start..).filter(|name| !name.is_empty())
}

/// The last name in `text`, with the object or the type that it is a member of: `self.PATH` as `self.PATH`,
/// `[Jobs]::PATH` as `Jobs.PATH`.
pub(super) fn variable_of(text: &str) -> Option<String> {
    let text = text.get(boundary(text, text.len().saturating_sub(limits::SOURCE_NAME))..).unwrap_or(text);
    let name = last_name(text)?;
    let before = text.rfind(name).and_then(|at| text.get(..at)).unwrap_or_default();
    // A variable of an object of Ruby.
    if before.ends_with('@') {
        return Some(format!("self.{name}"));
    }
    let access = ["?.", ".", "::", "->", "[\"", "['", "[:"];
    let object = access.iter().find_map(|mark| before.strip_suffix(mark)).and_then(last_name);
    Some(object.map_or_else(|| name.to_owned(), |object| format!("{object}.{name}")))
}

/// The object and the name of a variable.
pub(super) fn split_object(variable: &str) -> (Option<&str>, &str) {
    variable.split_once('.').map_or((None, variable), |(object, name)| (Some(object), name))
}
