//! One method of a path: its parameters, and the list in its response.

use super::error::{ErrorKind, OpenapiError};
use super::list::ApiList;
use super::names::{ItemProperties, untyped};
use super::shape::{ApiShape, JsonType, Shapes};
use super::tree::{ApiTree, Id};
use super::{prose, words};
use crate::document::listed;
use crate::limits;
use crate::text::{Quoted, is_unsafe};

/// A method of a path.
pub(super) struct Operation<'s, 't> {
    pub(super) shapes: &'s Shapes<'t>,
    /// The path of the method.
    pub(super) item: Id,
    pub(super) operation: Id,
}

/// The shape of the items, or the reason why it is unknown.
type Answer<'t> = Result<ApiShape<'t>, OpenapiError>;

impl<'t> Operation<'_, 't> {
    pub(super) fn list(&self, path: String, edition: String) -> Result<ApiList, OpenapiError> {
        let parameters = self.parameters()?;
        let (resource, one) = words::resource(&path);
        let filter =
            parameters.iter().find(|parameter| is_filter(parameter.name)).map(|parameter| parameter.id);
        let candidates = self.candidates(filter);
        let mut list = ApiList { resource, one, edition, path, ..ApiList::default() };
        if filter.is_none() {
            list.notes.push("the file describes no parameter `filter` for it".to_owned());
        }
        for parameter in parameters.iter().filter(|parameter| !is_filter(parameter.name)) {
            if parameter.name.trim().is_empty() || parameter.name.chars().any(is_unsafe) {
                list.notes.push(format!("left out: the parameter {}", Quoted(parameter.name)));
            } else {
                list.parameters.push(parameter.name.to_owned());
            }
            if parameter.name == "limit" {
                (list.limit, list.default_limit) = self.limits(parameter.id)?;
            }
        }
        match self.answer()? {
            Ok(item) => self.names(item, candidates, &mut list)?,
            Err(error) => {
                // Names without a type are better than nothing.
                let named =
                    candidates.into_iter().find(|candidate| candidate.is_certain).ok_or(error.clone())?;
                list.is_listed = true;
                list.notes.push(format!("the types are not known: {}", error.message()));
                list.entries = untyped(&named.names, "the file describes no items");
            }
        }
        Ok(list)
    }

    /// Lists the names from the prose, or otherwise those of the items.
    fn names(
        &self,
        item: ApiShape<'t>,
        candidates: Vec<prose::Candidate>,
        list: &mut ApiList,
    ) -> Result<(), OpenapiError> {
        list.notes.extend(item.notes.iter().cloned());
        let mut items = ItemProperties::new(self.shapes, item);
        let mut listed = None;
        for candidate in candidates {
            if candidate.is_certain || items.have(&candidate.names)? {
                listed = Some(candidate.names);
                break;
            }
        }
        match listed {
            Some(names) => {
                list.is_listed = true;
                list.unlisted = items.list_named(&names)?;
            }
            None => {
                list.notes.push(
                    "the file does not list the names to filter by: these are the properties of an item"
                        .to_owned(),
                );
                items.list_all()?;
            }
        }
        list.entries = items.into_entries();
        Ok(())
    }

    /// The possible lists of names: certain ones first, and among these the longest.
    fn candidates(&self, filter: Option<Id>) -> Vec<prose::Candidate> {
        let tree = self.shapes.tree();
        let schema = filter.and_then(|id| tree.get(id, "schema"));
        let owners = [filter, schema, Some(self.operation), Some(self.item)];
        let texts = owners.into_iter().flatten().flat_map(|id| {
            ["description", "summary"].into_iter().filter_map(move |key| tree.get_string(id, key))
        });
        let mut candidates: Vec<prose::Candidate> = texts.flat_map(prose::candidates).collect();
        // A sentence names a few as an example, and a list all of them.
        candidates.sort_by_key(|candidate| (!candidate.is_certain, std::cmp::Reverse(candidate.names.len())));
        candidates
    }

    /// The parameters of the query: those of the method, and those of the path that it does not override.
    fn parameters(&self) -> Result<Vec<QueryParameter<'t>>, OpenapiError> {
        let tree = self.shapes.tree();
        let mut found: Vec<QueryParameter<'t>> = Vec::new();
        let mut known = std::collections::HashMap::new();
        for owner in [self.item, self.operation] {
            let Some(at) = tree.get(owner, "parameters") else { continue };
            let Some(listed) = tree.list(at) else { return Err(tree.wrong(at, "`parameters`", "a list")) };
            for parameter in listed {
                self.shapes.spend(0)?;
                let id = tree.follow(*parameter)?;
                if tree.get_string(id, "in") != Some("query") {
                    continue;
                }
                let name = tree.get_string(id, "name").ok_or_else(|| {
                    tree.error(id, ErrorKind::Structure, "this parameter has no name", "add `name`")
                })?;
                match known.get(name).and_then(|place: &usize| found.get_mut(*place)) {
                    Some(earlier) => earlier.id = id,
                    None => {
                        known.insert(name, found.len());
                        found.push(QueryParameter { name, id });
                    }
                }
            }
        }
        Ok(found)
    }

    /// The largest `limit`, and its default.
    fn limits(&self, parameter: Id) -> Result<(Option<u32>, Option<u32>), OpenapiError> {
        let tree = self.shapes.tree();
        let in_content = || json_of(tree, tree.get(parameter, "content")?);
        let Some(schema) = tree.get(parameter, "schema").or_else(in_content) else { return Ok((None, None)) };
        let shape = self.shapes.shape(&[(schema, 0)])?;
        let whole = |number: Option<f64>| {
            let number = number.filter(|number| (1.0..=f64::from(limits::PAGE)).contains(number))?;
            format!("{}", number.floor()).parse().ok()
        };
        Ok((whole(shape.maximum), whole(shape.default)))
    }

    /// The items of the list in the response. A mistake in the file is an error; a response without a
    /// description of its items is not.
    fn answer(&self) -> Result<Answer<'t>, OpenapiError> {
        let tree = self.shapes.tree();
        let Some((status, response)) = self.response()? else {
            let message = "the file describes no answer to a request that succeeds";
            return Ok(Err(self.no_list(message, self.operation)));
        };
        let content = tree.get(response, "content").and_then(|content| json_of(tree, content));
        let Some(schema) = content else {
            return Ok(Err(self.no_list(&format!("the response {status} has no schema in JSON"), response)));
        };
        let shape = self.shapes.shape(&[(schema, 0)])?;
        if shape.kinds.has(JsonType::Array) {
            return self.items(&shape, schema);
        }
        let mut arrays = Vec::new();
        for member in &shape.members {
            let of_member = self.shapes.shape(&member.parts)?;
            if of_member.kinds.has(JsonType::Array) {
                if member.name == "items" {
                    return self.items(&of_member, schema);
                }
                arrays.push((member.name, of_member));
            }
        }
        let message = match (arrays.as_slice(), shape.elsewhere) {
            ([(_, array)], _) => return self.items(array, schema),
            ([], Some((id, text))) => return Ok(Err(tree.elsewhere(id, text))),
            ([], None) => format!("the response {status} is not a list: it has no array"),
            (several, _) => {
                let names = listed(several.iter().take(8).map(|(name, _)| *name), "and");
                format!("the response {status} has the arrays {names}, and none is called `items`")
            }
        };
        Ok(Err(self.no_list(&message, schema)))
    }

    fn no_list(&self, message: &str, id: Id) -> OpenapiError {
        let help = "name the path of a list whose response has an array `items`";
        self.shapes.tree().error(id, ErrorKind::NoList, message, help)
    }

    fn items(&self, array: &ApiShape<'t>, at: Id) -> Result<Answer<'t>, OpenapiError> {
        let item = self.shapes.shape(&array.items)?;
        if let (Some((id, text)), true) = (item.elsewhere, item.members.is_empty()) {
            return Ok(Err(self.shapes.tree().elsewhere(id, text)));
        }
        if item.kinds.has(JsonType::Object) || item.kinds.is_empty() && !array.items.is_empty() {
            return Ok(Ok(item));
        }
        let kinds: Vec<&str> = item.kinds.each().map(JsonType::name).collect();
        let message = match kinds.join(", ").as_str() {
            "" => "the file does not say what the items of the list are".to_owned(),
            kinds => format!("the items of the list are not objects: {kinds}"),
        };
        Ok(Err(self.no_list(&message, at)))
    }

    /// The response to a successful request.
    fn response(&self) -> Result<Option<(&'t str, Id)>, OpenapiError> {
        let tree = self.shapes.tree();
        let Some(at) = tree.get(self.operation, "responses") else { return Ok(None) };
        let responses = tree.object(at, "`responses`")?;
        let rank = |status: &str| match status.to_ascii_uppercase().as_str() {
            "200" => Some(0),
            "2XX" => Some(1),
            "DEFAULT" => Some(3),
            other => (other.len() == 3 && other.starts_with('2')).then_some(2),
        };
        let best = responses
            .entries()
            .filter_map(|(status, id)| Some((rank(status)?, status, id)))
            .min_by_key(|found| found.0);
        let Some((_, status, id)) = best else { return Ok(None) };
        let id = tree.follow(id)?;
        tree.object(id, "a response")?;
        // The status appears in messages.
        Ok(Some((if status.chars().any(is_unsafe) || status.len() > 16 { "" } else { status }, id)))
    }
}

/// A parameter of the query.
struct QueryParameter<'t> {
    name: &'t str,
    id: Id,
}

fn is_filter(name: &str) -> bool {
    matches!(name, "filter" | "$filter")
}

/// The schema of the JSON among several types of content.
fn json_of(tree: &ApiTree, content: Id) -> Option<Id> {
    let rank = |name: &str| {
        let name = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match &*name {
            "application/json" => Some(0),
            "application/*" | "*/*" => Some(2),
            other => (other.ends_with("+json") || other.ends_with("/json")).then_some(1),
        }
    };
    let entries = tree.map(content)?.entries();
    let best = entries.filter_map(|(name, id)| Some((rank(name)?, id))).min_by_key(|found| found.0)?;
    tree.get(best.1, "schema")
}
