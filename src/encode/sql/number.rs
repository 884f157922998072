//! A number as a string whose order is that of the numbers, for engines without numbers of any length.
//!
//! The string is `0` for a negative number, `1` for zero, `2` for a positive one; then the place of the first digit that
//! is not zero, as five digits; then the digits from there on. In a negative number each digit is 9 minus
//! the digit, and a letter ends them, so a longer one is less. The function `cf_digits` of a prelude makes the same string of a number
//! of the JSON.

/// Added to the place of the first digit. Places past it are the nearest ones, which no literal has: its exponent is
/// within 400.
const MIDDLE: i64 = 10_000;

/// The key of a literal: an optional sign, digits, and optionally a point with digits and an exponent.
pub(super) fn key(literal: &str) -> String {
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
    let significant = significant.trim_end_matches('0');
    if significant.is_empty() {
        return "1".to_owned();
    }
    let place = whole.len().cast_signed() - zeros.cast_signed();
    let exponent: i64 = exponent.parse().unwrap_or(MIDDLE);
    let place = exponent.saturating_add(i64::try_from(place).unwrap_or(MIDDLE)).clamp(1 - MIDDLE, MIDDLE - 1);
    if negative {
        let turned: String = significant.chars().map(turned).collect();
        format!("0{:05}{turned}a", MIDDLE - place)
    } else {
        format!("2{:05}{significant}", MIDDLE + place)
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
}
