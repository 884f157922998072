//! The name by which a file of Python or Go can call the function that encodes a value.

use std::borrow::Cow;

/// The number of bytes at the start of a file that are searched for imports.
const TOP: usize = 1 << 14;

/// A function for a fix, and the line that imports it.
pub(super) struct Template {
    /// With `{}` for the value.
    pub(super) code: Cow<'static, str>,
    pub(super) import: Option<&'static str>,
}

impl Template {
    pub(super) fn call(code: &'static str) -> Template {
        Template { code: code.into(), import: None }
    }
}

/// The part of a file that may have imports.
pub(super) fn top(text: &str) -> &str {
    text.get(..TOP).unwrap_or(text)
}

/// `quote` of `urllib.parse`, by the name that the module has for it. An import in a function, or in a comment, is not
/// one of the module.
pub(super) fn python(text: &str) -> Template {
    let top = top(text);
    let call = |name: &str| Template { code: format!("{name}({{}})").into(), import: None };
    for (start, line) in python_imports(top) {
        if let Some(names) = line.strip_prefix("from urllib.parse import ") {
            if let Some(name) = imported_as(&listed(names, top, start), "quote") {
                return call(name);
            }
        } else if let Some(names) = line.strip_prefix("from urllib import ") {
            if let Some(name) = imported_as(&listed(names, top, start), "parse") {
                return call(&format!("{name}.quote"));
            }
        } else if let Some(name) =
            line.strip_prefix("import ").and_then(|names| imported_as(names, "urllib.parse"))
        {
            return call(&format!("{name}.quote"));
        }
    }
    Template { code: "urllib.parse.quote({})".into(), import: Some("import urllib.parse") }
}

/// The names of an import, which may go on in parentheses.
fn listed<'t>(names: &'t str, top: &'t str, start: usize) -> Cow<'t, str> {
    let Some(_) = names.trim_start().strip_prefix('(') else { return names.into() };
    let rest = top.get(start..).unwrap_or_default();
    let inside = rest.split_once('(').map_or("", |(_, inside)| inside);
    let inside = inside.split_once(')').map_or(inside, |(inside, _)| inside);
    let lines = inside.lines().map(|line| line.split_once('#').map_or(line, |(code, _)| code));
    lines.collect::<Vec<_>>().join(" ").into()
}

/// The name that an import gives: `quote`, or `q` in `quote as q`.
fn imported_as<'n>(names: &'n str, wanted: &str) -> Option<&'n str> {
    let code = names.split_once('#').map_or(names, |(code, _)| code);
    code.split(',').find_map(|name| {
        let mut words = name.split_whitespace();
        let first = words.next().filter(|first| *first == wanted)?;
        Some(if words.next() == Some("as") { words.next()? } else { first })
    })
}

/// The import statements of a module, each with its start. Its description is a string of many lines.
fn python_imports(top: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let mut quotes: Option<&str> = None;
    top.split_inclusive('\n').filter_map(move |line| {
        let here = start;
        start += line.len();
        let is_outside = quotes.is_none();
        let mut rest = line;
        while let Some((at, mark)) = match quotes {
            Some(mark) => rest.find(mark).map(|at| (at, mark)),
            None => ["\"\"\"", "'''"].iter().filter_map(|mark| Some((rest.find(mark)?, *mark))).min(),
        } {
            quotes = if quotes.is_some() { None } else { Some(mark) };
            rest = rest.get(at + 3..).unwrap_or_default();
        }
        let is_import = line.starts_with("import ") || line.starts_with("from ");
        (is_outside && is_import).then_some((here, line.trim_end()))
    })
}

/// The place for an import, which is that of the first one.
pub(super) fn place(text: &str) -> Option<usize> {
    python_imports(top(text)).find(|(_, line)| !line.contains("__future__")).map(|(start, _)| start)
}

/// `QueryEscape` of `net/url`. A variable `url` before `at` hides the package, which then gets another name.
pub(super) fn go(text: &str, at: usize) -> Template {
    let before = text.get(..at).unwrap_or_default();
    // The variable of a statement is declared after its value.
    let before = before.rfind('\n').and_then(|end| before.get(..end)).unwrap_or_default();
    let declares = |(at, name): (usize, &str)| {
        let is_word = before.get(..at).is_some_and(|before| {
            !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '"'))
        });
        let rest = before.get(at + name.len()..).unwrap_or_default();
        let next = rest.trim_start_matches([' ', '\t']);
        is_word && (next.starts_with(":=") || next.starts_with(',') || rest.starts_with(" string"))
    };
    let is_hidden = before.match_indices("url").any(declares) || before.contains("var url ");
    let has = |line: &str| top(text).contains(line);
    // `import neturl "net/url"`.
    let own = top(text).lines().find_map(|line| {
        let line = line.trim_start().strip_prefix("import").unwrap_or(line).trim_start();
        let (name, path) = line.split_once(' ')?;
        let is_name =
            name.chars().all(|c| c.is_alphanumeric() || c == '_') && !matches!(name, "" | "_" | "import");
        (is_name && path.trim_start().starts_with("\"net/url\"")).then_some(name)
    });
    if let Some(name) = own {
        return Template { code: format!("{name}.QueryEscape({{}})").into(), import: None };
    }
    let (code, import, line) = if is_hidden {
        ("neturl.QueryEscape({})", "neturl \"net/url\"", "import neturl \"net/url\"")
    } else {
        ("url.QueryEscape({})", "\"net/url\"", "import \"net/url\"")
    };
    Template { code: code.into(), import: (!has(import)).then_some(line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_calls_the_function_by_the_name_that_the_module_has() {
        for (text, code) in [
            ("import urllib.parse\n", "urllib.parse.quote({})"),
            ("import os, urllib.parse as up\n", "up.quote({})"),
            ("from urllib import parse\n", "parse.quote({})"),
            ("from urllib.parse import quote\n", "quote({})"),
            ("from urllib.parse import urlencode, quote as q  # both\n", "q({})"),
            ("from urllib.parse import (\n    quote_plus,  # a form\n    quote,\n)\n", "quote({})"),
        ] {
            let template = python(text);
            assert_eq!((&*template.code, template.import), (code, None), "{text}");
        }
    }

    #[test]
    fn an_import_elsewhere_is_not_one_of_the_module() {
        for text in [
            "import os\n",
            "import os\ndef f():\n    from urllib.parse import quote\n",
            "import os\n# import urllib.parse\n",
            "from urllib.parse import quote_plus\n",
            "import urllib.parser\n",
            "\"\"\"Says:\nfrom urllib.parse import quote\n\"\"\"\nimport os\n",
        ] {
            assert_eq!(python(text).import, Some("import urllib.parse"), "{text}");
        }
    }

    #[test]
    fn an_import_is_not_added_to_a_description() {
        let text = "\"\"\"Jobs\nfrom the service.\n\"\"\"\nfrom __future__ import annotations\nimport os\n";
        assert_eq!(place(text), text.find("import os"));
    }

    #[test]
    fn a_variable_of_go_hides_the_package() {
        let code = |text: &str| go(text, text.len()).code;
        assert_eq!(code("import \"net/url\"\nfunc f() {\n\turl := base +"), "url.QueryEscape({})");
        assert_eq!(code("func f() {\n\turl := base\n\turl = url +"), "neturl.QueryEscape({})");
        assert_eq!(code("func f(url string) {\n\treturn url +"), "neturl.QueryEscape({})");
        assert_eq!(code("import neturl \"net/url\"\nfunc f() {\n\treturn "), "neturl.QueryEscape({})");
        assert_eq!(code("import (\n\tu \"net/url\"\n)\nfunc f() {\n\treturn "), "u.QueryEscape({})");
        assert_eq!(code("func f() {\n\tmyurl := base\n\treturn myurl +"), "url.QueryEscape({})");
    }
}
