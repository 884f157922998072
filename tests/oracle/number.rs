//! Numbers by exact value: each as digits without zeros at either end, and a power of ten.

use std::cmp::Ordering;

/// The order of two numbers, given as text.
pub fn compare(left: &str, right: &str) -> Ordering {
    let (left, right) = (Number::read(left), Number::read(right));
    match left.sign.cmp(&right.sign) {
        Ordering::Equal if left.sign < 0 => right.size().cmp(&left.size()),
        Ordering::Equal => left.size().cmp(&right.size()),
        order => order,
    }
}

/// Whether `text` is a number literal of a filter: `+1`, `007`, `1.50e-3`.
pub fn is_literal(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = |text: &str| text.strip_prefix(['+', '-']).unwrap_or(text).to_owned();
    let text = unsigned(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((&text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    is_digits(whole) && is_digits(fraction) && is_digits(&unsigned(exponent))
}

struct Number {
    /// -1, 0 or 1.
    sign: i8,
    /// The number is `0.digits` times ten to the power of `power`.
    digits: String,
    power: i128,
}

impl Number {
    fn read(text: &str) -> Number {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let negative = mantissa.starts_with('-');
        let mantissa = mantissa.trim_start_matches(['+', '-']);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_start_matches('0');
        let power = whole.len() as i128 - (digits.len() - significant.len()) as i128 + power_of(exponent);
        let digits = significant.trim_end_matches('0').to_owned();
        match (digits.is_empty(), negative) {
            (true, _) => Number { sign: 0, digits, power: 0 },
            (false, true) => Number { sign: -1, digits, power },
            (false, false) => Number { sign: 1, digits, power },
        }
    }

    /// Digits after the point have the same order as text and as numbers.
    fn size(&self) -> (i128, &str) {
        (self.power, &self.digits)
    }
}

/// No number has as many digits as the largest result of this.
fn power_of(exponent: &str) -> i128 {
    let digits = exponent.trim_start_matches(['+', '-']).trim_start_matches('0');
    let size = if digits.len() > 30 { 10_i128.pow(30) } else { format!("0{digits}").parse().unwrap() };
    if exponent.starts_with('-') { -size } else { size }
}
