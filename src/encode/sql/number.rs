//! A number as a string whose order is that of the numbers, for engines without numbers of any length.
//!
//! The string is `0` for a negative number, `1` for zero, `2` for a positive one; then the place of the first digit that
//! is not zero, as five digits; then the digits from there on. In a negative number each digit is 9 minus
//! the digit, and a letter ends them, so a longer one is less. The function `cf_digits` of a prelude makes the same string of a number
//! of the JSON.

/// Added to the place of the first digit. Places past it are the nearest ones, which no literal has: its exponent is
/// within 400.
const MIDDLE: i64 = 10_000;

/// A literal: an optional sign, digits, and optionally a point with digits and an exponent. Its value is `0.`, these
/// digits, times ten to the power of `place`.
struct Digits {
    negative: bool,
    /// Without zeros around them; empty for zero.
    significant: String,
    place: i64,
}

impl Digits {
    fn read(literal: &str) -> Digits {
        let (negative, unsigned) = match literal.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, literal.trim_start_matches('+')),
        };
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let whole = whole.trim_start_matches('0');
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_start_matches('0');
        let zeros = digits.len() - significant.len();
        let place = whole.len().cast_signed() - zeros.cast_signed();
        let exponent: i64 = exponent.parse().unwrap_or(MIDDLE);
        let place =
            exponent.saturating_add(i64::try_from(place).unwrap_or(MIDDLE)).clamp(1 - MIDDLE, MIDDLE - 1);
        Digits { negative, significant: significant.trim_end_matches('0').to_owned(), place }
    }
}

/// The key of a literal.
pub(super) fn key(literal: &str) -> String {
    let Digits { negative, significant, place } = Digits::read(literal);
    if significant.is_empty() {
        "1".to_owned()
    } else if negative {
        let turned: String = significant.chars().map(turned).collect();
        format!("0{:05}{turned}a", MIDDLE - place)
    } else {
        format!("2{:05}{significant}", MIDDLE + place)
    }
}

/// The greatest whole number that is not greater than a literal times ten to the power of `scale`, and whether it is
/// that product itself; `None` past 128 bits.
#[cfg(feature = "cli")]
pub(super) fn floor(literal: &str, scale: u32) -> Option<(i128, bool)> {
    let Digits { negative, significant, place } = Digits::read(literal);
    let (size, is_whole) = match usize::try_from(place + i64::from(scale)) {
        _ if significant.is_empty() => (0, true),
        Err(_) => (0, false),
        Ok(point) => {
            let mut digits = significant.bytes().chain(std::iter::repeat(b'0')).take(point);
            let size = digits.try_fold(0_i128, |size, digit| {
                let digit = i128::from(digit - b'0');
                // Downward, because the least number has no positive twin.
                size.checked_mul(10)?.checked_sub(digit)
            })?;
            (size, significant.len() <= point)
        }
    };
    match (negative, is_whole) {
        (false, _) => Some((size.checked_neg()?, is_whole)),
        (true, true) => Some((size, true)),
        (true, false) => Some((size.checked_sub(1)?, false)),
    }
}

/// 9 for 0, 8 for 1.
fn turned(digit: char) -> char {
    digit.to_digit(10).and_then(|digit| char::from_digit(9 - digit, 10)).unwrap_or(digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_the_order_of_their_numbers() {
        let groups: [&[&str]; 22] = [
            &["-1e401"],
            &["-1e400", "-10e399"],
            &["-121"],
            &["-120", "-12e1", "-0120.0"],
            &["-12"],
            &["-1.2"],
            &["-1"],
            &["-0.5"],
            &["-1e-400"],
            &["0", "-0.0", "0e5", "+0"],
            &["1e-400", "0.1e-399"],
            &["0.05", "5e-2"],
            &["0.1"],
            &["0.10000000000000000001"],
            &["0.5"],
            &["1", "1.0", "10e-1", "+1", "01"],
            &["1.2"],
            &["12"],
            &["120", "1.2E+2"],
            &["9007199254740992"],
            &["9007199254740993"],
            &["1e400"],
        ];
        let keys: Vec<String> = groups.iter().map(|group| key(group[0])).collect();
        assert!(keys.is_sorted_by(|one, other| one < other), "{keys:?}");
        for group in groups {
            for number in group {
                assert_eq!(key(number), key(group[0]), "{number}");
            }
        }
    }

    #[cfg(feature = "cli")]
    #[test]
    fn literals_are_rounded_down() {
        for (literal, scale, expected) in [
            ("0", 2, (0, true)),
            ("-0.0", 0, (0, true)),
            ("5", 2, (500, true)),
            ("5.5", 0, (5, false)),
            ("-5.5", 0, (-6, false)),
            ("-5.5", 1, (-55, true)),
            ("0.001", 2, (0, false)),
            ("-0.001", 2, (-1, false)),
            ("1.50e1", 0, (15, true)),
            ("1e38", 0, (10_i128.pow(38), true)),
            ("1e-400", 9, (0, false)),
            ("170141183460469231731687303715884105727", 0, (i128::MAX, true)),
            ("17014118346046923173168730371588410572.79", 1, (i128::MAX, false)),
            ("-170141183460469231731687303715884105728", 0, (i128::MIN, true)),
            ("-170141183460469231731687303715884105727.5", 0, (i128::MIN, false)),
        ] {
            assert_eq!(floor(literal, scale), Some(expected), "{literal} * 10^{scale}");
        }
        for (literal, scale) in [
            ("170141183460469231731687303715884105728", 0),
            ("-170141183460469231731687303715884105728.5", 0),
            ("1e38", 1),
            ("-1e400", 2),
        ] {
            assert_eq!(floor(literal, scale), None, "{literal} * 10^{scale}");
        }
    }
}
