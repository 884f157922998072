//! The events of a webhook. Their filters name the properties of a resource below `new/`, `old/`
//! and `changed/`.

use serde::{Deserialize, Serialize};

use super::data::SchemaData;
use super::property::{Property, Renamed, Type};
use super::{Schema, is_at_or_below};
use crate::syntax::Dialect;
use crate::text::joined;

/// The places of the resource's properties, the likeliest first.
const PLACES: [&str; 3] = ["new", "old", CHANGED];

/// Below this word, every property is a boolean: whether it changed.
const CHANGED: &str = "changed";

/// The events of one kind of resource.
///
/// ```
/// use comfilter::Schema;
///
/// let events = Schema::webhook().events();
/// let of_jobs = events.iter().find(|event| event.ty == "compute-ops/job").unwrap();
/// assert_eq!(of_jobs.monitorable, ["state"]);
/// assert_eq!(of_jobs.operations, ["Created", "Updated"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct KnownEvent {
    /// The value of `type`: `compute-ops/server`.
    #[serde(rename = "type")]
    pub ty: String,
    /// The name of the resources: `servers`.
    pub resource: String,
    /// The list with their properties, in the version that the webhook guide names; `None` if no
    /// list with a filter has them.
    pub path: Option<String>,
    /// The properties whose change sends an event, and which filters of events may use.
    pub monitorable: Vec<String>,
    /// Their values of `operation`; empty for all.
    pub operations: Vec<String>,
    /// Properties that filters of the list cannot use, or with other facts.
    pub properties: Vec<Property>,
    /// The documents of it.
    pub sources: Vec<std::sync::Arc<str>>,
}

impl KnownEvent {
    /// Whether a property of the resource is monitorable, or is below one that is.
    pub fn is_monitorable(&self, path: &str) -> bool {
        self.monitorable.iter().any(|name| is_at_or_below(path, name))
    }

    /// The monitorable properties, as a sentence without its end; `of` is the name of the
    /// resources.
    pub(crate) fn monitorable_in_words<'n>(names: impl IntoIterator<Item = &'n String>, of: &str) -> String {
        let mut unique: Vec<String> = Vec::new();
        for name in names {
            let name = format!("`{name}`");
            if !unique.contains(&name) {
                unique.push(name);
            }
        }
        match unique.as_slice() {
            [] => format!("the webhook guide names no monitorable property of {of}"),
            [only] => format!("the monitorable property of {of} is {only}"),
            names => format!("the monitorable properties of {of} are {}", joined(names, "and")),
        }
    }

    /// Whether such an event has this value of `operation`.
    pub fn has_operation(&self, operation: &str) -> bool {
        self.operations.is_empty() || self.operations.iter().any(|known| known == operation)
    }
}

/// A path below `new/`, `old/` or `changed/` as that word and the property of the resource.
pub(crate) fn split(path: &str) -> Option<(&str, &str)> {
    path.split_once('/').filter(|(place, _)| PLACES.contains(place))
}

/// Whether a path means that a property changed.
pub(crate) fn is_change(path: &str) -> bool {
    split(path).is_some_and(|(place, _)| place == CHANGED)
}

impl Schema {
    /// The events of a webhook's schema; empty for others.
    pub fn events(&self) -> &[KnownEvent] {
        &self.0.data.events
    }

    /// The kind of event of the schema.
    pub(crate) fn event(&self) -> Option<&KnownEvent> {
        self.0.event.as_ref()
    }

    /// How its documents write filters.
    #[inline]
    pub(crate) fn dialect(&self) -> Dialect {
        self.0.dialect
    }

    /// An example value for something below an open object.
    pub(crate) fn literal_below(&self, object: &str) -> &'static str {
        let is_changed = self.dialect() == Dialect::Webhook && object == CHANGED;
        if is_changed { self.dialect().written(true) } else { "'x'" }
    }

    /// The schema of the events of one kind of resource.
    pub(crate) fn of_event(&self, at: usize) -> Option<&Schema> {
        let event = self.events().get(at)?;
        let schema = self.0.events.get(at)?;
        Some(schema.get_or_init(|| Schema::of_webhook(self.event_data(event), Some(event.clone()))))
    }

    /// The property with exactly this name, in the list or in an event; `None` if the events give
    /// it several types.
    #[inline]
    pub(crate) fn property_of_any(&self, path: &str) -> Option<&Property> {
        match self.property(path) {
            None if self.dialect() == Dialect::Webhook => self.property_of_event(path),
            found => found,
        }
    }

    fn property_of_event(&self, path: &str) -> Option<&Property> {
        split(path)?;
        let mut found = (0..self.events().len()).filter_map(|at| self.of_event(at)?.property(path));
        let first = found.next()?;
        found.all(|other| other.ty == first.ty).then_some(first)
    }

    /// The schema with these paths below `changed/` as booleans, for any event.
    pub(crate) fn with_changes<'p>(&self, paths: impl IntoIterator<Item = &'p str>) -> Schema {
        let mut data = SchemaData { events: Vec::new(), ..self.0.data.clone() };
        let sources = self.property(CHANGED).map(|property| property.sources.clone()).unwrap_or_default();
        for path in paths {
            let is_known = data.properties.iter().any(|property| property.name == path);
            if is_change(path) && !is_known {
                let property =
                    Property { name: path.to_owned(), sources: sources.clone(), ..Property::default() };
                data.properties.push(Property { ty: Type::Boolean, open: true, ..property });
            }
        }
        Schema::of_webhook(data, None)
    }

    /// The names in a filter of one kind of event: those of the webhook, and in each place those of
    /// the resource, the monitorable ones first.
    fn event_data(&self, event: &KnownEvent) -> SchemaData {
        let own = &self.0.data;
        let list = event.path.as_deref().and_then(Schema::at_path);
        let is_own = |name: &str| event.properties.iter().any(|property| property.name == name);
        let listed = list.map(Schema::properties).unwrap_or_default();
        let listed = listed.iter().filter(|property| !is_own(&property.name));
        let mut of_resource: Vec<&Property> = listed.chain(&event.properties).collect();
        of_resource.sort_by_key(|property| !event.monitorable.contains(&property.name));
        let (places, properties): (Vec<Property>, Vec<Property>) =
            own.properties.iter().cloned().partition(|property| PLACES.contains(&&*property.name));
        let mut data = SchemaData {
            resource: format!("events of {}", event.resource),
            one: format!("event of {}", event.resource),
            edition: own.edition.clone(),
            functions: own.functions.clone(),
            properties,
            ..SchemaData::default()
        };
        for place in PLACES {
            let at = |name: &String| format!("{place}/{name}");
            data.properties.extend(of_resource.iter().map(|property| below(place, property, event)));
            let unlisted = list.map(Schema::unlisted).unwrap_or_default().iter();
            data.unlisted.extend(unlisted.filter(|name| !is_own(name)).map(at));
            let renamed = list.map(Schema::renamed).unwrap_or_default().iter();
            data.renamed.extend(renamed.map(|renamed| Renamed {
                name: at(&renamed.name),
                now: at(&renamed.now),
                ..renamed.clone()
            }));
        }
        // An open place takes any path: the resource is unknown.
        let is_open = list.is_none_or(Schema::is_open);
        data.properties.extend(places.into_iter().map(|place| Property { open: is_open, ..place }));
        data
    }
}

/// A property of a resource, as the filter of an event spells it.
fn below(place: &str, property: &Property, event: &KnownEvent) -> Property {
    let at = |name: &String| format!("{place}/{name}");
    let name = at(&property.name);
    if place == CHANGED {
        let is_open = property.open || property.ty == Type::Array;
        let sources = event.sources.clone();
        return Property { name, ty: Type::Boolean, open: is_open, sources, ..Property::default() };
    }
    Property {
        name,
        json: property.json.iter().map(at).collect(),
        through: property.through.as_ref().map(at),
        hostname: property.hostname.as_ref().map(at),
        ..property.clone()
    }
}
