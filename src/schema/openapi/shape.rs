//! The constraints of an OpenAPI schema on a value, composed with `$ref`, `allOf`, `oneOf` and `anyOf` in any
//! order and depth.
//!
//! A schema is taken apart into parts, without recursion. A part belongs to a branch: branch 0, which always
//! holds, or one of several alternatives. A constraint of all branches holds.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::error::{ErrorKind, OpenapiError};
use super::refs::RefTarget;
use super::tree::{ApiData, ApiTree, Id, Map};
use super::words;
use crate::limits;
use crate::text::Quoted;

/// Parts that constrain the same value, each with its branch.
pub(super) type ShapeParts = Vec<(Id, Branch)>;

/// 0, or the number of an alternative.
pub(super) type Branch = u32;

/// The version of a file, as far as schemas differ by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ApiVersion {
    /// Keys beside a `$ref` have no effect.
    V3_0,
    V3_1,
}

/// The JSON types that a value may have, besides null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct JsonTypes(u8);

/// A JSON type, as one bit of [`JsonTypes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JsonType {
    String = 1,
    Integer = 2,
    Number = 4,
    Boolean = 8,
    Object = 16,
    Array = 32,
}

impl JsonType {
    const ALL: [JsonType; 6] = [
        JsonType::String,
        JsonType::Integer,
        JsonType::Number,
        JsonType::Boolean,
        JsonType::Object,
        JsonType::Array,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            JsonType::String => "string",
            JsonType::Integer => "integer",
            JsonType::Number => "number",
            JsonType::Boolean => "boolean",
            JsonType::Object => "object",
            JsonType::Array => "array",
        }
    }

    fn named(name: &str) -> Option<JsonType> {
        JsonType::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl JsonTypes {
    fn with(self, kind: JsonType) -> JsonTypes {
        JsonTypes(self.0 | kind as u8)
    }

    fn or(self, other: JsonTypes) -> JsonTypes {
        JsonTypes(self.0 | other.0)
    }

    /// The types that both allow: an integer is a number.
    fn and(self, other: JsonTypes) -> JsonTypes {
        let wide = |kinds: JsonTypes| {
            if kinds.has(JsonType::Number) { kinds.with(JsonType::Integer) } else { kinds }
        };
        JsonTypes(wide(self).0 & wide(other).0).narrow()
    }

    /// Removes integer beside number, which includes it.
    fn narrow(self) -> JsonTypes {
        if self.has(JsonType::Number) { JsonTypes(self.0 & !(JsonType::Integer as u8)) } else { self }
    }

    pub(super) fn has(self, kind: JsonType) -> bool {
        self.0 & kind as u8 != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn each(self) -> impl Iterator<Item = JsonType> {
        JsonType::ALL.into_iter().filter(move |kind| self.has(*kind))
    }
}

/// A property of an object.
#[derive(Debug)]
pub(super) struct ShapeMember<'t> {
    pub(super) name: &'t str,
    pub(super) parts: ShapeParts,
    /// Whether only some of the alternatives have it.
    pub(super) is_partial: bool,
}

/// The properties of an object besides the named ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Extra {
    #[default]
    Unsaid,
    None,
    Any,
    Of(ShapeParts),
}

/// The constraints on a value.
#[derive(Debug, Default)]
pub(super) struct ApiShape<'t> {
    pub(super) kinds: JsonTypes,
    pub(super) is_nullable: bool,
    pub(super) format: Option<&'t str>,
    /// The values of an enumeration, besides null.
    pub(super) values: Option<Vec<&'t ApiData>>,
    pub(super) members: Vec<ShapeMember<'t>>,
    index: BTreeMap<&'t str, usize>,
    pub(super) items: ShapeParts,
    pub(super) extra: Extra,
    pub(super) description: Option<&'t str>,
    /// The largest number, and the default.
    pub(super) maximum: Option<f64>,
    pub(super) default: Option<f64>,
    /// Constraints that a schema file cannot express.
    pub(super) notes: Vec<String>,
    /// A reference out of the file, and its node.
    pub(super) elsewhere: Option<(Id, &'t str)>,
    /// The parts that name properties.
    pub(super) objects: Vec<Id>,
}

impl<'t> ApiShape<'t> {
    pub(super) fn member(&self, name: &str) -> Option<&ShapeMember<'t>> {
        self.members.get(*self.index.get(name)?)
    }

    /// Whether an object may have any property.
    pub(super) fn is_open(&self) -> bool {
        match self.extra {
            Extra::Any | Extra::Of(_) => true,
            Extra::None => false,
            Extra::Unsaid => self.members.is_empty(),
        }
    }
}

/// The schemas of a file.
pub(super) struct Shapes<'t> {
    tree: &'t ApiTree,
    version: ApiVersion,
    /// How many more entries may be visited.
    left: Cell<usize>,
}

/// A part that is still to be taken apart.
#[derive(Clone, Copy)]
struct ShapeStep {
    id: Id,
    branch: Branch,
    /// The place of the step that led here.
    from: Option<usize>,
    /// How many steps led here.
    depth: usize,
    /// Whether a `$ref` led here.
    by_reference: bool,
}

/// Alternatives, one of them valid.
struct ShapeGroup {
    /// The branch that contains the alternatives.
    of: Branch,
    branches: Vec<Branch>,
}

impl<'t> Shapes<'t> {
    pub(super) fn new(tree: &'t ApiTree, version: ApiVersion) -> Shapes<'t> {
        Shapes { tree, version, left: Cell::new(limits::OPENAPI_STEPS) }
    }

    pub(super) fn tree(&self) -> &'t ApiTree {
        self.tree
    }

    /// Counts visited entries; an error past the limit.
    pub(super) fn spend(&self, entries: usize) -> Result<(), OpenapiError> {
        match self.left.get().checked_sub(1 + entries) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                let most = limits::OPENAPI_STEPS;
                let message = format!(
                    "the schemas of this list are too entangled: they have more than {most} entries with all \
                     that they refer to"
                );
                let help = "remove alternatives (`oneOf`, `anyOf`), or properties that no filter needs";
                Err(OpenapiError::new(ErrorKind::TooMuch, message, help))
            }
        }
    }

    /// The combined constraints of the parts.
    pub(super) fn shape(&self, parts: &[(Id, Branch)]) -> Result<ApiShape<'t>, OpenapiError> {
        let mut apart = Apart::new(parts);
        while let Some(step) = apart.left.pop() {
            self.take_apart(step, &mut apart)?;
        }
        apart.into_shape(self)
    }

    fn take_apart(&self, step: ShapeStep, apart: &mut Apart<'t>) -> Result<(), OpenapiError> {
        let tree = self.tree;
        let map = match tree.data(step.id) {
            ApiData::Map(map) => map,
            // A schema of 3.1 may be a boolean: `true` allows anything, and `false` nothing.
            ApiData::Bool(_) => return Ok(()),
            _ => return Err(tree.wrong(step.id, "a schema", "an object")),
        };
        self.spend(map.len())?;
        if apart.repeats(step, tree)? {
            return Ok(());
        }
        if step.depth > limits::OPENAPI_COMPOSED {
            let most = limits::OPENAPI_COMPOSED;
            let message = format!("this schema is composed of others more than {most} levels deep");
            return Err(tree.error(step.id, ErrorKind::TooMuch, &message, "describe it more directly"));
        }
        let place = apart.done.len();
        apart.done.push(step);
        let mut next = Vec::new();
        let reference = tree.reference(step.id)?;
        match reference {
            Some(RefTarget::Node(id)) => next.push(step.to(id, step.branch, place, true)),
            Some(RefTarget::Elsewhere(text)) => {
                apart.shape.elsewhere.get_or_insert((step.id, text));
            }
            None => {}
        }
        if reference.is_none() || self.version == ApiVersion::V3_1 {
            apart.kept.push((map, step));
            for id in map.get("allOf").and_then(|id| tree.list(id)).unwrap_or_default() {
                next.push(step.to(*id, step.branch, place, false));
            }
            for key in ["oneOf", "anyOf"] {
                let alternatives = map.get(key).and_then(|id| tree.list(id)).unwrap_or_default();
                self.spend(alternatives.len())?;
                let branches = apart.group(step.branch, alternatives.len());
                let steps = alternatives.iter().zip(branches);
                next.extend(steps.map(|(id, branch)| step.to(*id, branch, place, false)));
            }
        }
        apart.left.extend(next.into_iter().rev());
        Ok(())
    }
}

impl ShapeStep {
    fn to(self, id: Id, branch: Branch, place: usize, by_reference: bool) -> ShapeStep {
        ShapeStep { id, branch, from: Some(place), depth: self.depth + 1, by_reference }
    }
}

/// A schema that is being taken apart.
#[derive(Default)]
struct Apart<'t> {
    left: Vec<ShapeStep>,
    done: Vec<ShapeStep>,
    /// The parts with direct constraints.
    kept: Vec<(&'t Map, ShapeStep)>,
    groups: Vec<ShapeGroup>,
    /// The branches whose value is null.
    nulls: BTreeSet<Branch>,
    /// How many branches the groups have.
    alternatives: usize,
    next: Branch,
    shape: ApiShape<'t>,
}

impl<'t> Apart<'t> {
    fn new(parts: &[(Id, Branch)]) -> Apart<'t> {
        let step = |(id, branch): &(Id, Branch)| ShapeStep {
            id: *id,
            branch: *branch,
            from: None,
            depth: 0,
            by_reference: false,
        };
        let branches = parts.iter().map(|(_, branch)| *branch).filter(|branch| *branch > 0);
        let branches: BTreeSet<Branch> = branches.collect();
        let next = branches.last().map_or(1, |last| last.saturating_add(1));
        let alternatives = branches.len();
        let group = ShapeGroup { of: 0, branches: branches.into_iter().collect() };
        Apart {
            left: parts.iter().rev().map(step).collect(),
            groups: if alternatives > 0 { vec![group] } else { Vec::new() },
            alternatives,
            next,
            ..Apart::default()
        }
    }

    /// A group with so many alternatives, and its branches.
    fn group(&mut self, of: Branch, alternatives: usize) -> Vec<Branch> {
        let branches: Vec<Branch> = (self.next..).take(alternatives).collect();
        if let Some(last) = branches.last() {
            self.next = last.saturating_add(1);
            self.alternatives += branches.len();
            self.groups.push(ShapeGroup { of, branches: branches.clone() });
        }
        branches
    }

    /// Whether a schema contains itself, which adds no constraint.
    fn repeats(&self, step: ShapeStep, tree: &ApiTree) -> Result<bool, OpenapiError> {
        let (mut from, mut only_references) = (step.from, step.by_reference);
        while let Some(earlier) = from.and_then(|place| self.done.get(place)) {
            if earlier.id == step.id {
                return if only_references { Err(tree.circle(step.id)) } else { Ok(true) };
            }
            only_references &= earlier.by_reference;
            from = earlier.from;
        }
        Ok(false)
    }

    /// Whether every value has the properties of these branches. Alternatives that are null have none.
    fn is_everywhere(&self, branches: &[Branch]) -> bool {
        let mut everywhere: BTreeSet<Branch> = branches.iter().copied().collect();
        // A group comes after the group that contains its branch.
        for group in self.groups.iter().rev() {
            let mut others = group.branches.iter().filter(|branch| !self.nulls.contains(branch)).peekable();
            if others.peek().is_some() && others.all(|branch| everywhere.contains(branch)) {
                everywhere.insert(group.of);
            }
        }
        everywhere.contains(&0)
    }

    fn into_shape(mut self, shapes: &Shapes<'t>) -> Result<ApiShape<'t>, OpenapiError> {
        let tree = shapes.tree;
        // An alternative that is only `null` makes the value nullable.
        for (map, step) in &self.kept {
            if step.branch > 0 && is_null(map, tree) {
                self.nulls.insert(step.branch);
            }
        }
        let kept = std::mem::take(&mut self.kept);
        let mut kinds = KindsOf::default();
        let mut values = Vec::new();
        let mut formats = Vec::new();
        let mut members: Vec<(&'t str, ShapeParts)> = Vec::new();
        for (map, step) in &kept {
            self.constraints(map, *step, tree);
            kinds.add(map, step.branch, tree, &mut self.shape);
            if let Some(found) = enumerated(map, tree) {
                shapes.spend(found.len())?;
                self.shape.is_nullable |= found.iter().any(|value| matches!(value, ApiData::Null));
                values.push((step.branch, found));
            }
            if let Some(format) = map.get("format").and_then(|id| tree.string(id)) {
                formats.push((step.branch, format));
            }
            let properties = map.get("properties");
            if let Some(properties) = properties.and_then(|id| tree.map(id)) {
                shapes.spend(properties.len())?;
                self.shape.objects.push(step.id);
                for (name, id) in properties.entries() {
                    let place = *self.shape.index.entry(name).or_insert_with(|| {
                        members.push((name, ShapeParts::new()));
                        members.len() - 1
                    });
                    if let Some((_, parts)) = members.get_mut(place) {
                        parts.push((id, step.branch));
                    }
                }
            }
        }
        for (name, parts) in members {
            shapes.spend(parts.len() + self.alternatives)?;
            let branches: Vec<Branch> = parts.iter().map(|(_, branch)| *branch).collect();
            let is_partial = !self.groups.is_empty() && !self.is_everywhere(&branches);
            self.shape.members.push(ShapeMember { name, parts, is_partial });
        }
        self.formats(&formats);
        self.values(values, shapes)?;
        self.shape.kinds = kinds.together(&mut self.shape);
        Ok(self.shape)
    }

    /// The constraints of a part that are not compared with other parts.
    fn constraints(&mut self, map: &'t Map, step: ShapeStep, tree: &'t ApiTree) {
        let get = |key: &str| map.get(key);
        let number = |key: &str| match tree.data(get(key)?) {
            ApiData::Number(text) => text.parse::<f64>().ok().filter(|number| number.is_finite()),
            _ => None,
        };
        let flag = |key: &str| get(key).is_some_and(|id| matches!(tree.data(id), ApiData::Bool(true)));
        self.shape.is_nullable |= flag("nullable") || self.nulls.contains(&step.branch);
        if let Some(description) =
            get("description").and_then(|id| tree.string(id)).filter(|text| !text.trim().is_empty())
        {
            self.shape.description.get_or_insert(description);
        }
        // In 3.0, `exclusiveMaximum` is a flag beside `maximum`; in 3.1, it is a number.
        let exclusive = number("exclusiveMaximum").map(|number| number.ceil() - 1.0);
        let maximum = number("maximum")
            .map(|number| if flag("exclusiveMaximum") { number.ceil() - 1.0 } else { number });
        for limit in exclusive.into_iter().chain(maximum) {
            self.shape.maximum = Some(self.shape.maximum.map_or(limit, |known| known.min(limit)));
        }
        self.shape.default = self.shape.default.or(number("default"));
        if let Some(items) = get("items").filter(|id| tree.map(*id).is_some()) {
            self.shape.items.push((items, step.branch));
        }
        for item in get("prefixItems").and_then(|id| tree.list(id)).unwrap_or_default() {
            let branch = self.next;
            self.next = self.next.saturating_add(1);
            self.shape.items.push((*item, branch));
        }
        if get("patternProperties").and_then(|id| tree.map(id)).is_some_and(|map| map.len() > 0) {
            self.shape.extra = Extra::Any;
        }
        match get("additionalProperties").map(|id| (id, tree.data(id))) {
            Some((id, ApiData::Map(map))) if map.len() > 0 => match &mut self.shape.extra {
                Extra::Any => {}
                Extra::Of(parts) => parts.push((id, step.branch)),
                extra => *extra = Extra::Of(vec![(id, step.branch)]),
            },
            Some((_, ApiData::Map(_) | ApiData::Bool(true))) => self.shape.extra = Extra::Any,
            Some((_, ApiData::Bool(false))) if self.shape.extra == Extra::Unsaid => {
                self.shape.extra = Extra::None
            }
            _ => {}
        }
    }

    fn formats(&mut self, formats: &[(Branch, &'t str)]) {
        let all = formats.iter().find(|(branch, _)| *branch == 0).map(|(_, format)| *format);
        let (_, first) = formats.first().copied().unwrap_or_default();
        let same = formats.iter().all(|(_, format)| *format == first);
        let branches: Vec<Branch> = formats.iter().map(|(branch, _)| *branch).collect();
        let shared = Some(first).filter(|_| same && !formats.is_empty() && self.is_everywhere(&branches));
        self.shape.format = all.or(shared);
    }

    /// The values that all parts allow; otherwise those of the alternatives, if each has some.
    fn values(
        &mut self,
        values: Vec<(Branch, Vec<&'t ApiData>)>,
        shapes: &Shapes<'t>,
    ) -> Result<(), OpenapiError> {
        let is_null = |value: &&ApiData| matches!(value, ApiData::Null);
        let mut all: Option<Vec<&'t ApiData>> = None;
        let mut any: Vec<&'t ApiData> = Vec::new();
        let mut known = HashSet::new();
        let mut branches = Vec::new();
        for (branch, found) in values {
            let found = found.into_iter().filter(|value| !is_null(value));
            if branch > 0 {
                branches.push(branch);
                any.extend(found.filter(|value| known.insert(literal(value))));
                continue;
            }
            all = Some(match all {
                None => found.collect(),
                Some(known) => {
                    let these: HashSet<_> = found.filter_map(literal).collect();
                    known
                        .into_iter()
                        .filter(|value| literal(value).is_some_and(|text| these.contains(&text)))
                        .collect()
                }
            });
        }
        shapes.spend(branches.len() + self.alternatives)?;
        self.shape.values = match all {
            Some(all) => Some(all),
            None if any.is_empty() => None,
            None if self.is_everywhere(&branches) => Some(any),
            None => {
                let shown = words::several(any.iter().filter_map(|value| literal(value)), SHOWN);
                self.shape.notes.push(format!("only some of the alternatives list values: {shown}"));
                None
            }
        };
        Ok(())
    }
}

/// Most values in a note.
const SHOWN: usize = 8;

/// The text of a string or a number.
pub(super) fn literal(value: &ApiData) -> Option<&str> {
    match value {
        ApiData::String(text) | ApiData::Number(text) => Some(text),
        ApiData::Bool(true) => Some("true"),
        ApiData::Bool(false) => Some("false"),
        _ => None,
    }
}

/// The values that a part lists.
fn enumerated<'t>(map: &'t Map, tree: &'t ApiTree) -> Option<Vec<&'t ApiData>> {
    if let Some(value) = map.get("const") {
        return Some(vec![tree.data(value)]);
    }
    let items = tree.list(map.get("enum")?)?;
    Some(items.iter().map(|id| tree.data(*id)).collect())
}

/// The words of a part's `type`.
fn types<'t>(map: &'t Map, tree: &'t ApiTree) -> Vec<&'t str> {
    let Some(id) = map.get("type") else { return Vec::new() };
    match tree.data(id) {
        ApiData::String(word) => vec![word],
        // YAML reads `null` without quotes as null.
        ApiData::Null => vec!["null"],
        ApiData::List(items) => items.iter().map(|item| tree.string(*item).unwrap_or("null")).collect(),
        _ => Vec::new(),
    }
}

/// Whether a part allows null alone.
fn is_null(map: &Map, tree: &ApiTree) -> bool {
    let types = types(map, tree);
    let only = |values: Vec<&ApiData>| {
        !values.is_empty() && values.iter().all(|value| matches!(value, ApiData::Null))
    };
    !types.is_empty() && types.iter().all(|word| *word == "null") || enumerated(map, tree).is_some_and(only)
}

/// The types that the parts state.
#[derive(Default)]
struct KindsOf {
    /// The intersection of the types of branch 0, once a part states any.
    all: Option<JsonTypes>,
    any: JsonTypes,
    /// The types that the other keys imply.
    implied: JsonTypes,
}

impl KindsOf {
    fn add(&mut self, map: &Map, branch: Branch, tree: &ApiTree, shape: &mut ApiShape<'_>) {
        let mut kinds = JsonTypes::default();
        for word in types(map, tree) {
            match JsonType::named(word) {
                Some(kind) => kinds = kinds.with(kind),
                None if word == "null" => shape.is_nullable = true,
                None => shape
                    .notes
                    .push(format!("the file gives the type {}, which OpenAPI does not have", Quoted(word))),
            }
        }
        if kinds.is_empty() {
            self.imply(map, tree);
        } else if branch > 0 {
            self.any = self.any.or(kinds);
        } else {
            let both = self.all.map_or(kinds, |known| known.and(kinds));
            if both.is_empty() {
                shape.notes.push("the parts of `allOf` give types that exclude each other".to_owned());
            } else {
                self.all = Some(both);
            }
        }
    }

    fn imply(&mut self, map: &Map, tree: &ApiTree) {
        if ["properties", "additionalProperties", "patternProperties"]
            .iter()
            .any(|key| map.get(key).is_some())
        {
            self.implied = self.implied.with(JsonType::Object);
        }
        if ["items", "prefixItems"].iter().any(|key| map.get(key).is_some()) {
            self.implied = self.implied.with(JsonType::Array);
        }
        for value in enumerated(map, tree).unwrap_or_default() {
            let kind = match value {
                ApiData::String(_) => JsonType::String,
                ApiData::Bool(_) => JsonType::Boolean,
                ApiData::Number(text) if text.contains(['.', 'e', 'E']) => JsonType::Number,
                ApiData::Number(_) => JsonType::Integer,
                _ => continue,
            };
            self.implied = self.implied.with(kind);
        }
    }

    /// The types that hold, out of all stated ones.
    fn together(&self, shape: &mut ApiShape<'_>) -> JsonTypes {
        let kinds = self.all.filter(|kinds| !kinds.is_empty()).unwrap_or(self.any);
        let kinds = if kinds.is_empty() { self.implied } else { kinds }.narrow();
        if kinds.each().count() > 1 {
            let names: Vec<&str> = kinds.each().map(JsonType::name).collect();
            shape.notes.push(format!("the file gives several types: {}", names.join(", ")));
        }
        kinds
    }
}
