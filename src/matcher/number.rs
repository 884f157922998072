//! Numbers by exact value, of any length and any exponent.
//!
//! Exponents are not expanded: two numbers are compared by sign, then by the place of their first
//! digit, then digit by digit.

use std::cmp::Ordering;

/// A number of a job.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Number<'j> {
    /// As JSON writes it, every digit of it.
    Text(&'j [u8]),
    /// A whole number of a `Value`.
    Signed(i64),
    /// A whole number of a `Value`, past the signed ones.
    Unsigned(u64),
    /// A floating-point number of a `Value`. It means its shortest decimal text, which is what the
    /// `Value` writes: one read from `0.1` is 0.1.
    Float(f64),
}

/// A number of a filter, prepared for fast comparison.
#[derive(Debug, Clone)]
pub(crate) struct Exact {
    text: Box<[u8]>,
    /// The greatest whole number that is not greater, within 64 bits.
    floor: i128,
    /// Whether that is the number itself.
    is_whole: bool,
    /// The nearest floating-point number.
    nearest: f64,
    /// The order of the number against the decimal text of that float.
    beside: Ordering,
}

impl Exact {
    /// From a literal: an optional sign, digits, and optionally a point with digits and an exponent.
    pub(crate) fn new(literal: &str) -> Exact {
        let digits = Digits::read(literal.as_bytes());
        let (floor, is_whole) = digits.floor();
        // The text of a literal is one of a float too; past their range it is infinite.
        let nearest: f64 = literal.parse().unwrap_or_default();
        // A float is exact for whole numbers of this size.
        let is_exact = is_whole && floor.unsigned_abs() <= 1 << 53;
        let beside = if is_exact || nearest.is_infinite() {
            Ordering::Equal
        } else {
            digits.compare(Digits::read(format!("{nearest:?}").as_bytes()))
        };
        Exact { text: literal.as_bytes().into(), floor, is_whole, nearest, beside }
    }

    /// The order of a job's number and this one.
    pub(crate) fn order_of(&self, number: Number<'_>) -> Ordering {
        match number {
            Number::Signed(number) => self.order_of_whole(number.into()),
            Number::Unsigned(number) => self.order_of_whole(number.into()),
            Number::Text(text) => match short_integer(text) {
                Some(number) => self.order_of_whole(number.into()),
                None => Digits::read(text).compare(Digits::read(&self.text)),
            },
            // Rounding keeps the order: the greater of two numbers is never rounded to the smaller
            // float. So if the floats differ, the numbers differ in the same way.
            Number::Float(number) => match number.partial_cmp(&self.nearest) {
                Some(Ordering::Equal) | None => self.beside.reverse(),
                Some(order) => order,
            },
        }
    }

    fn order_of_whole(&self, number: i128) -> Ordering {
        match number.cmp(&self.floor) {
            Ordering::Equal if !self.is_whole => Ordering::Less,
            order => order,
        }
    }

    /// As a filter writes it.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    /// The order among the numbers of a filter.
    pub(crate) fn order(&self, other: &Exact) -> Ordering {
        Digits::read(&self.text).compare(Digits::read(&other.text))
    }
}

/// Writes a key of a number: keys are equal if the numbers are, and have their order. Returns false
/// for a number past every float, whose digits are lost.
pub(super) fn write_key(number: Number<'_>, out: &mut Vec<u8>) -> bool {
    match number {
        Number::Text(text) => Digits::read(text).write_key(out),
        Number::Signed(number) => Digits::read(number.to_string().as_bytes()).write_key(out),
        Number::Unsigned(number) => Digits::read(number.to_string().as_bytes()).write_key(out),
        Number::Float(number) if number.is_finite() => {
            Digits::read(format!("{number:?}").as_bytes()).write_key(out);
        }
        Number::Float(_) => return false,
    }
    true
}

/// The order of two literals.
pub(crate) fn order(one: &str, other: &str) -> Ordering {
    Digits::read(one.as_bytes()).compare(Digits::read(other.as_bytes()))
}

/// Whether a literal is a whole number. Every literal past 64 bits counts as one.
pub(crate) fn is_whole(literal: &str) -> bool {
    Digits::read(literal.as_bytes()).floor().1
}

/// A whole number of few enough digits for 64 bits.
fn short_integer(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.len() > 18 {
        return None;
    }
    let mut value = 0;
    for digit in digits {
        value = value * 10 + i64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
    }
    Some(if negative { -value } else { value })
}

/// The digits of a number in its text, from the first that is not zero, and the place of the point.
/// The value is `0.`, these digits, times ten to the power of `point`.
#[derive(Debug, Clone, Copy)]
struct Digits<'t> {
    negative: bool,
    whole: &'t [u8],
    fraction: &'t [u8],
    point: i64,
}

impl<'t> Digits<'t> {
    fn read(text: &'t [u8]) -> Digits<'t> {
        let (negative, text) = match text {
            [b'-', text @ ..] => (true, text),
            [b'+', text @ ..] => (false, text),
            text => (false, text),
        };
        let (whole, rest) = split_digits(text);
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] => split_digits(rest),
            rest => (rest.get(..0).unwrap_or_default(), rest),
        };
        let exponent = match rest {
            [b'e' | b'E', b'-', digits @ ..] => -clamped(digits),
            [b'e' | b'E', b'+', digits @ ..] | [b'e' | b'E', digits @ ..] => clamped(digits),
            _ => 0,
        };
        let whole = without_leading_zeros(whole);
        let significant = if whole.is_empty() { without_leading_zeros(fraction) } else { fraction };
        let point = if whole.is_empty() {
            exponent - length(fraction) + length(significant)
        } else {
            exponent + length(whole)
        };
        Digits { negative, whole, fraction: significant, point }
    }

    fn all(self) -> impl Iterator<Item = u8> + use<'t> {
        self.whole.iter().chain(self.fraction).copied()
    }

    /// -1, 0 or 1.
    fn sign(self) -> i8 {
        // Leading zeros were skipped, so any digit means a number other than zero.
        match (self.all().next(), self.negative) {
            (None, _) => 0,
            (Some(_), true) => -1,
            (Some(_), false) => 1,
        }
    }

    /// The sign, then the place of the point, then the digits without zeros at their end. All but the
    /// sign is inverted for a negative number.
    fn write_key(self, out: &mut Vec<u8>) {
        let start = out.len();
        out.push(self.sign().cast_unsigned() ^ 0x80);
        if self.sign() == 0 {
            return;
        }
        out.extend_from_slice(&(self.point.cast_unsigned() ^ 1 << 63).to_be_bytes());
        out.extend(self.all());
        while out.last() == Some(&b'0') && out.len() > start + 9 {
            out.pop();
        }
        // A number that continues the digits of another one is further from zero.
        out.push(0);
        if self.negative {
            out.iter_mut().skip(start + 1).for_each(|byte| *byte = !*byte);
        }
    }

    fn compare(self, other: Digits<'_>) -> Ordering {
        let signs = self.sign().cmp(&other.sign());
        if signs.is_ne() || self.sign() == 0 {
            return signs;
        }
        let size = self.point.cmp(&other.point).then_with(|| {
            let (mut left, mut right) = (self.all(), other.all());
            loop {
                match (left.next(), right.next()) {
                    (None, None) => return Ordering::Equal,
                    // After the end of one, zeros follow.
                    (left, right) => match left.unwrap_or(b'0').cmp(&right.unwrap_or(b'0')) {
                        Ordering::Equal => {}
                        order => return order,
                    },
                }
            }
        });
        if self.negative { size.reverse() } else { size }
    }

    /// The greatest whole number that is not greater, and whether it is the number itself. Past 64
    /// bits it is one past them on the same side.
    fn floor(self) -> (i128, bool) {
        const PAST: i128 = 10_i128.pow(20);
        let (size, is_whole) = match usize::try_from(self.point) {
            // Such as 0.05: before the point there is nothing.
            _ if self.sign() == 0 => (0, true),
            Err(_) => (0, false),
            Ok(point @ ..=20) => {
                let digits = self.all().chain(std::iter::repeat(b'0')).take(point);
                let size = digits.fold(0, |size, digit| size * 10 + i128::from(digit - b'0'));
                (size, self.all().skip(point).all(|digit| digit == b'0'))
            }
            Ok(_) => (PAST, true),
        };
        match (self.negative, is_whole) {
            (false, _) => (size, is_whole),
            (true, true) => (-size, true),
            (true, false) => (-size - 1, false),
        }
    }
}

fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.split_at_checked(digits).unwrap_or((text, &[]))
}

fn without_leading_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    digits.get(zeros..).unwrap_or_default()
}

/// The value of an exponent, up to a bound far above any number of digits.
fn clamped(digits: &[u8]) -> i64 {
    const BOUND: i64 = i64::MAX / 4;
    let (digits, _) = split_digits(digits);
    digits.iter().fold(0_i64, |value, digit| {
        value.saturating_mul(10).saturating_add(i64::from(digit - b'0')).min(BOUND)
    })
}

fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(job: &str, literal: &str) -> Ordering {
        Exact::new(literal).order_of(Number::Text(job.as_bytes()))
    }

    #[test]
    fn each_digit_counts() {
        use Ordering::{Equal, Greater, Less};
        for (job, literal, expected) in [
            ("1", "1.0", Equal),
            ("-0", "0", Equal),
            ("-0.0e99", "+0", Equal),
            ("10", "1e1", Equal),
            ("1e1", "10", Equal),
            ("100e-2", "1", Equal),
            ("0.001E+3", "1", Equal),
            ("120", "12", Greater),
            ("7", "007", Equal),
            ("9007199254740993", "9007199254740992", Greater),
            ("9007199254740993.0", "9007199254740993", Equal),
            ("0.10000000000000000001", "0.1", Greater),
            ("0.1", "0.10000000000000000001", Less),
            ("1e400", "1e400", Equal),
            ("1e401", "1e400", Greater),
            ("-1e401", "1e-400", Less),
            ("18446744073709551616", "18446744073709551616.0", Equal),
            ("18446744073709551617", "18446744073709551616.0", Greater),
            ("9999999999999999999", "9223372036854775807", Greater),
            ("-9223372036854775809", "-9223372036854775808", Less),
            ("-5", "-4.5", Less),
            ("-4", "-4.5", Greater),
            ("4", "4.5", Less),
            ("5", "4.5", Greater),
            ("0", "0.5", Less),
            ("0", "-0.5", Greater),
            ("-1", "-0.5", Less),
            ("1", "-1", Greater),
            ("1", "1e30", Less),
            ("-1", "-1e30", Greater),
            ("1e99999999999999999999", "1e400", Greater),
            ("1e-99999999999999999999", "1e-400", Less),
            ("0e99999999999999999999", "0", Equal),
            ("0.00000000000000000000000000000000000000001", "1e-41", Equal),
        ] {
            assert_eq!(order(job, literal), expected, "{job} and {literal}");
        }
    }

    #[test]
    fn a_key_has_the_order_of_its_number() {
        let numbers = [
            "0",
            "-0.0e9",
            "1",
            "1.0",
            "10e-1",
            "10",
            "1e1",
            "12",
            "120",
            "121",
            "-1",
            "-12",
            "-120",
            "-121",
            "-0.5",
            "0.5",
            "0.05",
            "1e400",
            "1e401",
            "-1e400",
            "9007199254740993",
            "9007199254740992",
            "0.1",
            "0.10000000000000000001",
            "18446744073709551616",
            "1e-400",
            "-1e-400",
            "007",
            "7",
        ];
        let key = |number: Number<'_>| {
            let mut key = Vec::new();
            assert!(write_key(number, &mut key));
            key
        };
        let of_text = |text: &str| key(Number::Text(text.as_bytes()));
        for (one, other) in numbers.iter().flat_map(|one| numbers.map(|other| (*one, other))) {
            assert_eq!(of_text(one).cmp(&of_text(other)), super::order(one, other), "{one} and {other}");
        }
        assert_eq!(key(Number::Signed(-120)), of_text("-1.2e2"));
        assert_eq!(key(Number::Unsigned(u64::MAX)), of_text("18446744073709551615"));
        assert_eq!(key(Number::Float(1e23)), of_text("1e23"));
        assert!(!write_key(Number::Float(f64::INFINITY), &mut Vec::new()));
    }

    #[test]
    fn every_form_of_a_number_compares_alike() {
        let whole: [i128; 11] =
            [0, 1, -1, 4, 5, -4, -5, 1 << 53, (1 << 53) + 1, i64::MAX.into(), u64::MAX.into()];
        let literals =
            ["0", "4.5", "-4.5", "0.1", "-0.1", "9007199254740992.5", "9223372036854775807", "1e30"];
        for literal in literals {
            let exact = Exact::new(literal);
            for number in whole {
                let text = format!("{number}.000");
                let order = exact.order_of(Number::Text(text.as_bytes()));
                if let Ok(number) = i64::try_from(number) {
                    assert_eq!(exact.order_of(Number::Signed(number)), order, "{number} and {literal}");
                }
                if let Ok(number) = u64::try_from(number) {
                    assert_eq!(exact.order_of(Number::Unsigned(number)), order, "{number} and {literal}");
                }
            }
        }
    }

    #[test]
    fn a_float_is_what_its_shortest_text_says() {
        let floats = [0.0, -0.0, 0.1, 0.3, 1e23, 5e-324, 1.5, 1e16, f64::MAX, 2_f64.powi(63), 1.0 / 3.0];
        let more =
            ["0.10000000000000000001", "0.09999999999999999999", "1e400", "-1e-400", "9223372036854775807"];
        let literals = floats.iter().map(|float| format!("{float:e}")).chain(more.map(str::to_owned));
        for literal in literals {
            let exact = Exact::new(&literal);
            for float in floats.into_iter().flat_map(|float| [float, -float]) {
                let text = format!("{float:e}");
                assert_eq!(
                    exact.order_of(Number::Float(float)),
                    exact.order_of(Number::Text(text.as_bytes())),
                    "{float} and {literal}"
                );
            }
        }
        assert_eq!(Exact::new("0.1").order_of(Number::Float(0.1)), Ordering::Equal);
    }

    #[test]
    fn a_number_of_a_million_digits_is_read_once() {
        let nines = "9".repeat(1 << 20);
        assert_eq!(order(&nines, "1e400"), Ordering::Greater);
        assert_eq!(order(&format!("0.{}", "0".repeat(1 << 20)), "0"), Ordering::Equal);
        assert_eq!(order(&format!("1e{nines}"), "1e400"), Ordering::Greater);
        assert_eq!(order(&format!("0.{}1", "0".repeat(1 << 20)), "1e-400"), Ordering::Less);
        assert_eq!(order(&format!("0.{}1e{}", "0".repeat(1 << 20), (1 << 20) + 1), "1"), Ordering::Equal);
    }
}
