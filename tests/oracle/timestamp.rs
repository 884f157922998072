//! Instants as nanoseconds since the start of the year 0000, in UTC.

/// `YYYY-MM-DDThh:mm[:ss[.f…]]`, then `Z` or `±hh:mm`; `None` of everything else.
pub fn read(text: &str) -> Option<i128> {
    if !text.is_ascii() {
        return None;
    }
    let (date, rest) = text.split_once('T')?;
    let [year, month, day] = date.split('-').collect::<Vec<_>>()[..] else { return None };
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    let (time, offset) = match rest.strip_suffix('Z') {
        Some(time) => (time, 0),
        None => {
            let at = rest.rfind(['+', '-'])?;
            let (hours, minutes) = rest.get(at + 1..)?.split_once(':')?;
            let (hours, minutes) = (up_to(digits(hours, 2)?, 23)?, up_to(digits(minutes, 2)?, 59)?);
            let seconds = hours * 3600 + minutes * 60;
            (rest.get(..at)?, if rest.get(at..)?.starts_with('-') { -seconds } else { seconds })
        }
    };
    let (clock, fraction) = match time.split_once('.') {
        Some((clock, fraction)) if (1..=9).contains(&fraction.len()) && clock.len() == 8 => {
            (clock, digits(&format!("{fraction:0<9}"), 9)?)
        }
        Some(_) => return None,
        None => (time, 0),
    };
    let (hour, minute, second) = match clock.split(':').collect::<Vec<_>>()[..] {
        [hour, minute] => (digits(hour, 2)?, digits(minute, 2)?, 0),
        [hour, minute, second] => (digits(hour, 2)?, digits(minute, 2)?, digits(second, 2)?),
        _ => return None,
    };
    let seconds = up_to(hour, 23)? * 3600 + up_to(minute, 59)? * 60 + up_to(second, 60)?;
    let days = days_before(year) + day_of_year(year, month, day)?;
    Some((days * 86_400 + seconds - offset) * 1_000_000_000 + fraction)
}

/// `YYYY-MM-DD` as days since the start of the year 0000.
pub fn day(text: &str) -> Option<i128> {
    let day = read(&format!("{text}T00:00:00Z")).filter(|_| text.len() == 10)?;
    Some(day / 86_400 / 1_000_000_000)
}

fn digits(text: &str, count: usize) -> Option<i128> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().unwrap())
}

fn up_to(value: i128, most: i128) -> Option<i128> {
    (value <= most).then_some(value)
}

fn is_leap(year: i128) -> bool {
    year % 4 == 0 && year % 100 != 0 || year % 400 == 0
}

/// The days of the years before this one: 365 each, and one more for each leap year.
fn days_before(year: i128) -> i128 {
    let multiples = |of: i128| (year + of - 1) / of;
    year * 365 + multiples(4) - multiples(100) + multiples(400)
}

fn day_of_year(year: i128, month: i128, day: i128) -> Option<i128> {
    let february = if is_leap(year) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let place = usize::try_from(month).unwrap();
    if !(1..=12).contains(&place) || day < 1 || day > months[place - 1] {
        return None;
    }
    Some(months[..place - 1].iter().sum::<i128>() + day - 1)
}
