//! JSON by RFC 8259, and nothing else: numbers as written, and every pair of an object.

/// The limit of nested objects and arrays.
const DEPTH: usize = 128;

#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Boolean(bool),
    /// The text of the number.
    Number(String),
    /// The characters that it stands for.
    Text(String),
    Array(Vec<Json>),
    /// The pairs as written, including repeated keys.
    Object(Vec<(String, Json)>),
}

/// The reason why a record is not JSON, and the byte.
#[derive(Debug, Clone, PartialEq)]
pub struct Invalid {
    pub reason: &'static str,
    pub at: usize,
}

impl Json {
    /// The value of a key, from the first pair that has it.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Whether both are equal, for any order of keys and any spelling of numbers; never for an
    /// object that repeats a key.
    pub fn is_same(&self, other: &Json) -> bool {
        match (self, other) {
            (Json::Number(left), Json::Number(right)) => super::number::compare(left, right).is_eq(),
            (Json::Array(left), Json::Array(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.is_same(right))
            }
            (Json::Object(left), Json::Object(right)) => {
                left.len() == right.len()
                    && left.iter().all(|(key, value)| {
                        let mut twins = right.iter().filter(|(name, _)| name == key);
                        let twin = twins.next().is_some_and(|(_, twin)| value.is_same(twin));
                        twin && left.iter().filter(|(name, _)| name == key).count() == 1
                    })
            }
            _ => self == other,
        }
    }
}

/// Reads one value with white space around it.
pub fn read(bytes: &[u8]) -> Result<Json, Invalid> {
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(Invalid { reason: "no UTF-8", at: error.valid_up_to() });
    }
    let mut reader = Reader { bytes, at: 0 };
    let value = reader.value(0)?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => reader.fail("something after the value"),
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reader<'_> {
    fn fail<T>(&self, reason: &'static str) -> Result<T, Invalid> {
        Err(Invalid { reason, at: self.at })
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> Result<(), Invalid> {
        if self.peek() != Some(byte) {
            return self.fail("another character belongs here");
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Json, Invalid> {
        match self.peek() {
            Some(b'{' | b'[') if depth == DEPTH => self.fail("too deep"),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.array(depth + 1),
            Some(b'"') => Ok(Json::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Json::Boolean(true)),
            Some(b'f') => self.word("false", Json::Boolean(false)),
            Some(b'n') => self.word("null", Json::Null),
            Some(_) => self.fail("no value begins so"),
            None => self.fail("a value is missing"),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Invalid> {
        if !self.bytes[self.at..].starts_with(word.as_bytes()) {
            return self.fail("an unknown word");
        }
        self.at += word.len();
        Ok(value)
    }

    fn object(&mut self, depth: usize) -> Result<Json, Invalid> {
        self.take(b'{')?;
        let mut pairs = Vec::new();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Json::Object(pairs));
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.fail("a key is missing");
            }
            let key = self.string()?;
            self.take(b':')?;
            pairs.push((key, self.value(depth)?));
            if self.peek() == Some(b'}') {
                self.at += 1;
                return Ok(Json::Object(pairs));
            }
            self.take(b',')?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<Json, Invalid> {
        self.take(b'[')?;
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Json::Array(items));
            }
            self.take(b',')?;
        }
    }

    /// `-`, then `0` or digits that begin with another, then a fraction, then an exponent.
    fn number(&mut self) -> Result<Json, Invalid> {
        let start = self.at;
        let next = |reader: &Reader<'_>| reader.bytes.get(reader.at).copied();
        if next(self) == Some(b'-') {
            self.at += 1;
        }
        if next(self) == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if next(self) == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(next(self), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(next(self), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Json::Number(String::from_utf8(self.bytes[start..self.at].to_vec()).unwrap()))
    }

    fn digits(&mut self) -> Result<(), Invalid> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        if self.at == start { self.fail("a digit is missing") } else { Ok(()) }
    }

    fn string(&mut self) -> Result<String, Invalid> {
        self.at += 1;
        let mut text: Vec<u8> = Vec::new();
        loop {
            let Some(byte) = self.bytes.get(self.at).copied() else {
                return self.fail("a string has no end");
            };
            match byte {
                b'"' => {
                    self.at += 1;
                    return Ok(String::from_utf8(text).unwrap());
                }
                0..0x20 => return self.fail("a control character in a string"),
                b'\\' => {
                    let character = self.escape()?;
                    text.extend(character.to_string().as_bytes());
                }
                byte => {
                    text.push(byte);
                    self.at += 1;
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Invalid> {
        let Some(kind) = self.bytes.get(self.at + 1).copied() else { return self.fail("half an escape") };
        let simple = match kind {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return self.fail("an unknown escape"),
        };
        self.at += 2;
        Ok(simple)
    }

    fn unicode(&mut self) -> Result<char, Invalid> {
        let first = self.unit()?;
        match first {
            0xd800..0xdc00 => {
                let start = self.at;
                let second = if self.bytes[self.at..].starts_with(b"\\u") { self.unit()? } else { 0 };
                if !(0xdc00..0xe000).contains(&second) {
                    self.at = start;
                    return self.fail("a lone surrogate");
                }
                Ok(char::from_u32(0x10000 + (first - 0xd800) * 0x400 + (second - 0xdc00)).unwrap())
            }
            0xdc00..0xe000 => self.fail("a lone surrogate"),
            other => Ok(char::from_u32(other).unwrap()),
        }
    }

    /// `\u` and four hexadecimal digits.
    fn unit(&mut self) -> Result<u32, Invalid> {
        let Some(digits) = self.bytes.get(self.at + 2..self.at + 6) else {
            return self.fail("half an escape");
        };
        let mut unit = 0;
        for digit in digits {
            match char::from(*digit).to_digit(16) {
                Some(digit) => unit = unit * 16 + digit,
                None => return self.fail("no hexadecimal digit"),
            }
        }
        self.at += 6;
        Ok(unit)
    }
}
