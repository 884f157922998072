//! Test plans of JMeter: XML with the properties of each sampler.

use memchr::memchr;

use super::lex::Token;
use super::outline::Outline;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, Open, Syntax};
use super::{Language, Part};
use crate::text::{Escaping, Span, offset};

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::JMeter, &["jmx"], &["jmeter"], &SYNTAX);

/// An element with others inside is a map, and one with text is an entry of it.
pub(super) const SYNTAX: Syntax =
    Syntax { open: |_| Some(Open::new(&TEXT, 0, "")), read: Some(read), ..syntax::PLAIN };

const IN_TEXT: Escaping = Escaping::new(&[('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;")]);

static TEXT: Form = Form::new(Escapes::Entities, &IN_TEXT).holes(&[HoleForm::DollarBrace]).lines();

fn read<'t>(part: &'t Part<'_>) -> Outline<'t> {
    let mut outline = Outline::empty(part, &SYNTAX);
    let text = outline.text;
    let mut at = 0;
    let mut open: Vec<Element> = Vec::new();
    while let Some(found) = text.get(at..).and_then(|rest| memchr(b'<', rest.as_bytes())) {
        let start = at + found;
        let tag = text.get(start..).unwrap_or_default();
        if tag.starts_with("<!--") {
            let end = tag.find("-->").map_or(text.len(), |end| start + end + 3);
            outline.push(Token::Comment, Span::from_range(start..end), 0);
            at = end;
            continue;
        }
        let Some(length) = tag.find('>') else { break };
        let end = start + length + 1;
        let written = tag.get(..length).unwrap_or_default();
        at = end;
        if written.starts_with("</") {
            let Some(Element { first, close, has_elements }) = open.pop() else { continue };
            if has_elements {
                outline.push(Token::Mark(close), Span::at(offset(start)), 0);
            } else {
                outline.push(Token::Text, Span::new(first, offset(start)), 0);
            }
            outline.push(Token::Mark(b','), Span::at(offset(end)), 0);
        } else if !written.starts_with("<?") && !written.starts_with("<!") {
            if let Some(around) = open.last_mut().filter(|around| !around.has_elements) {
                around.has_elements = true;
                let bracket = if around.close == b']' { b'[' } else { b'{' };
                outline.push(Token::Mark(bracket), Span::at(offset(start)), 0);
            }
            if written.ends_with('/') {
                continue;
            }
            let is_list = written.starts_with("<collectionProp");
            // The items of a list have no key.
            let is_item = open.last().is_some_and(|around| around.close == b']');
            if let Some(name) = name(written).filter(|_| !is_item) {
                let name = Span::from_range(start + name.start..start + name.end);
                outline.push(Token::Name, name, 0);
                outline.push(Token::Mark(b':'), Span::at(name.end), 0);
            }
            let close = if is_list { b']' } else { b'}' };
            open.push(Element { first: offset(end), close, has_elements: false });
        }
    }
    outline
}

/// An open element.
struct Element {
    /// The place after its tag.
    first: u32,
    /// The bracket that ends it.
    close: u8,
    has_elements: bool,
}

/// The place of the name in a tag: `value` in `<stringProp name="Argument.value">`.
fn name(tag: &str) -> Option<std::ops::Range<usize>> {
    let start = tag.find(" name=\"")? + " name=\"".len();
    let name = tag.get(start..)?.split('"').next()?;
    // The list of parameters keeps its full name, which says that it is the query.
    let last = name.rfind('.').filter(|_| name != "Arguments.arguments").map_or(0, |dot| dot + 1);
    Some(start + last..start + name.len())
}
