//! A second parser: the valid language, by hand, as in LANGUAGE's grammar, and slow.
//!
//! It shares nothing with the crate but the grammar on paper: it has a separate lexer, one function
//! for each production, and a tree of strings. It recurses on nesting, so it is only for short
//! filters.

/// A token, and whether white space precedes it.
#[derive(Debug, Clone, PartialEq)]
struct Token {
    kind: Kind,
    text: String,
    spaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// A keyword or a path.
    Word,
    String,
    /// A number, a timestamp, or a word that begins like one; the checker distinguishes them.
    Number,
    Parameter,
    /// `(`, `)` or `,`.
    Mark,
}

const OPERATORS: [&str; 6] = ["eq", "ne", "gt", "ge", "lt", "le"];
const CONSTANTS: [&str; 4] = ["true", "false", "null", "none"];
const OTHERS: [&str; 4] = ["and", "or", "not", "in"];
const CASES: [&str; 2] = ["tolower", "toupper"];

fn is_keyword(word: &str) -> bool {
    OPERATORS.contains(&word) || CONSTANTS.contains(&word) || OTHERS.contains(&word)
}

/// The tree of a valid filter as an S-expression; `None` for everything else, also for a filter
/// with a warning about missing white space.
pub(crate) fn parse(text: &str) -> Option<String> {
    let mut parser = Parser { tokens: lex(text)?, at: 0 };
    let tree = parser.or()?;
    (parser.at == parser.tokens.len()).then_some(tree)
}

fn lex(text: &str) -> Option<Vec<Token>> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut tokens: Vec<Token> = Vec::new();
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let spaced = trimmed.len() < rest.len();
        rest = trimmed;
        let Some(first) = rest.chars().next() else { break };
        let (kind, length) = match first {
            '\'' => (Kind::String, string(rest)?),
            '(' | ')' | ',' => (Kind::Mark, 1),
            '@' => (Kind::Parameter, 1 + name(rest.strip_prefix('@')?)?),
            '0'..='9' | '+' | '-' | '.' => (Kind::Number, number(rest)?),
            _ => (Kind::Word, path(rest)?),
        };
        let (text, behind) = rest.split_at(length);
        tokens.push(Token { kind, text: text.to_owned(), spaced });
        rest = behind;
    }
    tokens.windows(2).all(|pair| may_touch(&pair[0], &pair[1])).then_some(tokens)
}

fn string(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'\'', Some(b'\'')) => at += 2,
            (b'\'', _) => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

fn name(text: &str) -> Option<usize> {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    Some(text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len()))
}

fn path(text: &str) -> Option<usize> {
    let mut length = name(text)?;
    while let Some(segment) = text.split_at(length).1.strip_prefix('/') {
        length += 1 + name(segment)?;
    }
    Some(length)
}

/// A lexeme that begins as a number continues while its characters could belong to a timestamp.
fn number(text: &str) -> Option<usize> {
    let unsigned = text.trim_start_matches(['+', '-']);
    let begins = text.len() - unsigned.len() <= 1
        && unsigned.strip_prefix('.').unwrap_or(unsigned).starts_with(|c: char| c.is_ascii_digit());
    let more = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '+' | '-');
    begins.then(|| text.find(|c| !more(c)).unwrap_or(text.len()))
}

/// White space must separate words, including those that quotes or digits begin or end, and follow
/// a parenthesis. After `in`, `and` and `or` it depends on their role.
fn may_touch(left: &Token, right: &Token) -> bool {
    let close = left.text == ")" && right.kind != Kind::Mark;
    let words = left.kind != Kind::Mark && right.kind != Kind::Mark;
    right.spaced || !(close || words)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is(&self, ahead: usize, kind: Kind, text: &str) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(|token| token.kind == kind && token.text == text)
    }

    fn take(&mut self, kind: Kind, text: &str) -> Option<()> {
        self.is(0, kind, text).then(|| self.at += 1)
    }

    /// A word between two operands. White space must separate it from a parenthesis.
    fn take_between(&mut self, word: &str) -> Option<()> {
        let touches = self.tokens.get(self.at + 1).is_some_and(|next| next.text == "(" && !next.spaced);
        if touches { None } else { self.take(Kind::Word, word) }
    }

    /// Whether one of the words precedes its operands.
    fn is_prefix(&self, words: &[&str]) -> bool {
        self.is(1, Kind::Mark, "(") && words.iter().any(|word| self.is(0, Kind::Word, word))
    }

    /// filter = or; or = and *( "or" and )
    fn or(&mut self) -> Option<String> {
        self.chain("or", Parser::and)
    }

    /// and = not *( "and" not )
    fn and(&mut self) -> Option<String> {
        self.chain("and", Parser::not)
    }

    fn chain(&mut self, word: &str, below: fn(&mut Parser) -> Option<String>) -> Option<String> {
        let mut all = vec![below(self)?];
        while self.take_between(word).is_some() {
            // `and and(…)`.
            if self.is_prefix(&["and", "or"]) {
                return None;
            }
            all.push(below(self)?);
        }
        Some(if all.len() == 1 { all.remove(0) } else { format!("({word} {})", all.join(" ")) })
    }

    /// not = "not" not / primary
    fn not(&mut self) -> Option<String> {
        if self.take(Kind::Word, "not").is_some() {
            return Some(format!("(not {})", self.not()?));
        }
        self.primary()
    }

    /// primary = "(" or ")" / comparison / membership / contains / prefixed, and the two forms that are read
    /// with a warning: a comparison the wrong way round, and an operand alone.
    fn primary(&mut self) -> Option<String> {
        if self.is_prefix(&OPERATORS) || self.is_prefix(&["and", "or", "in"]) {
            return self.prefixed();
        }
        if self.take(Kind::Mark, "(").is_some() {
            let inner = self.or()?;
            self.take(Kind::Mark, ")")?;
            return Some(format!("(group {inner})"));
        }
        if self.is(1, Kind::Mark, "(") && self.is_path() && !self.is_applied() {
            return self.call();
        }
        let is_value = self.is_value();
        let left = self.operand()?;
        let Some(next) = self.peek().filter(|next| next.kind == Kind::Word).map(|next| next.text.clone())
        else {
            return Some(format!("(alone {left})"));
        };
        match next.as_str() {
            "in" => {
                self.take_between("in")?;
                if is_value && self.is_path() {
                    return Some(format!("(holds {} {left})", self.operand()?));
                }
                self.list(&left)
            }
            operator if OPERATORS.contains(&operator) => {
                self.at += 1;
                Some(format!("({operator} {left} {})", self.operand()?))
            }
            _ => Some(format!("(alone {left})")),
        }
    }

    fn is_path(&self) -> bool {
        self.peek().is_some_and(|token| token.kind == Kind::Word && !is_keyword(&token.text))
    }

    /// prefixed = op "(" operand "," operand ")" / "in" "(" operand 1*( "," operand ) ")"
    /// / ( "and" / "or" ) "(" or *( "," or ) ")"
    fn prefixed(&mut self) -> Option<String> {
        let word = self.peek()?.text.clone();
        self.at += 2;
        let part = if matches!(word.as_str(), "and" | "or") { Parser::or } else { Parser::operand };
        let mut parts = vec![part(self)?];
        while self.take(Kind::Mark, ",").is_some() {
            parts.push(part(self)?);
        }
        self.take(Kind::Mark, ")")?;
        match word.as_str() {
            "and" | "or" => {}
            "in" if parts.len() > 1 => {}
            _ if parts.len() == 2 => {}
            _ => return None,
        }
        Some(format!("(prefix ({word} {}))", parts.join(" ")))
    }

    /// Whether `tolower(path)` or `toupper(path)` follows.
    fn is_applied(&self) -> bool {
        let path = self.tokens.get(self.at + 2);
        CASES.iter().any(|case| self.is(0, Kind::Word, case))
            && self.is(1, Kind::Mark, "(")
            && path.is_some_and(|path| path.kind == Kind::Word && !is_keyword(&path.text))
            && self.is(3, Kind::Mark, ")")
    }

    /// Whether a literal or a parameter follows.
    fn is_value(&self) -> bool {
        self.peek().is_some_and(|token| match token.kind {
            Kind::Word => CONSTANTS.contains(&token.text.as_str()),
            kind => kind != Kind::Mark,
        })
    }

    /// contains = "contains" "(" path "," operand ")"; the checker judges other functions, but
    /// `CONTAINS` is not `contains`.
    fn call(&mut self) -> Option<String> {
        let name = self.operand()?;
        if name != "contains" && name.eq_ignore_ascii_case("contains") {
            return None;
        }
        self.take(Kind::Mark, "(")?;
        let first = self.operand()?;
        self.take(Kind::Mark, ",")?;
        let second = self.operand()?;
        self.take(Kind::Mark, ")")?;
        Some(format!("({name} {first} {second})"))
    }

    fn list(&mut self, left: &str) -> Option<String> {
        if let Some(token) = self.peek().filter(|token| token.kind == Kind::Parameter) {
            let tree = format!("(in {left} {})", token.text);
            self.at += 1;
            return Some(tree);
        }
        self.take(Kind::Mark, "(")?;
        let mut items = vec![self.operand()?];
        while self.take(Kind::Mark, ",").is_some() {
            items.push(self.operand()?);
        }
        self.take(Kind::Mark, ")")?;
        Some(format!("(in {left} {})", items.join(" ")))
    }

    /// operand = literal / parameter, or a path, or a function of one.
    fn operand(&mut self) -> Option<String> {
        if self.is_applied() {
            let (case, path) = (self.peek()?.text.clone(), self.tokens.get(self.at + 2)?.text.clone());
            self.at += 4;
            return Some(format!("{case}({path})"));
        }
        let token = self.peek()?.clone();
        let word =
            token.kind == Kind::Word && is_keyword(&token.text) && !CONSTANTS.contains(&token.text.as_str());
        if token.kind == Kind::Mark || word {
            return None;
        }
        self.at += 1;
        Some(token.text)
    }
}
