//! The time zone of the system.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::editing::{LocalOffset, Zone};

/// The zone that `TZ` or the system names, as it is now.
#[derive(Debug)]
pub(super) struct SystemZone;

impl Zone for SystemZone {
    fn at(&self, seconds: i64) -> Option<LocalOffset> {
        let zone = TimeZone::try_system().ok().filter(|zone| !zone.is_unknown())?;
        // For jiff, time ends a day before the end of the year 9999. No zone changes on that day.
        let seconds = seconds.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        let instant = Timestamp::from_second(seconds).ok()?;
        let there = zone.to_offset_info(instant);
        // UTC under one of its names; London has another time in summer.
        if there.offset().is_zero() && zone.following(Timestamp::MIN).next().is_none() {
            return None;
        }
        let name = zone.iana_name().unwrap_or(there.abbreviation());
        Some(LocalOffset::new(there.offset().seconds(), name))
    }
}
