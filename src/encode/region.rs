//! The regions of the service.

use std::fmt;
use std::str::FromStr;

use super::UnknownName;

/// A region of the service. A workspace belongs to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Region {
    /// `us-west`, the default.
    #[default]
    UsWest,
    /// `eu-central`.
    EuCentral,
    /// `ap-northeast`.
    ApNortheast,
}

impl Region {
    /// Every region, in the order of the API page.
    pub const ALL: &'static [Region] = &[Region::UsWest, Region::EuCentral, Region::ApNortheast];

    /// The name: `us-west`.
    pub const fn name(self) -> &'static str {
        match self {
            Region::UsWest => "us-west",
            Region::EuCentral => "eu-central",
            Region::ApNortheast => "ap-northeast",
        }
    }

    /// The host of the region: `us-west.api.greenlake.hpe.com`.
    pub const fn host(self) -> &'static str {
        match self {
            Region::UsWest => "us-west.api.greenlake.hpe.com",
            Region::EuCentral => "eu-central.api.greenlake.hpe.com",
            Region::ApNortheast => "ap-northeast.api.greenlake.hpe.com",
        }
    }

    /// The region with this name.
    ///
    /// ```
    /// use comfilter::encode::Region;
    ///
    /// assert_eq!(Region::from_name("eu-central"), Some(Region::EuCentral));
    /// let error = "us-east".parse::<Region>().unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "there is no region `us-east`: write one of us-west, eu-central, ap-northeast"
    /// );
    /// ```
    pub fn from_name(name: &str) -> Option<Region> {
        Region::ALL.iter().copied().find(|region| region.name() == name)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Region {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Region, UnknownName> {
        Region::from_name(name)
            .ok_or_else(|| UnknownName::new("region", name, Region::ALL.iter().map(|region| region.name())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_its_name_in_front_of_the_service() {
        for region in Region::ALL {
            assert_eq!(region.host(), format!("{region}.api.greenlake.hpe.com"));
            assert_eq!(region.name().parse(), Ok(*region));
        }
        let error = "us-east".parse::<Region>().unwrap_err();
        assert_eq!(error.given(), "us-east");
        assert!(error.known().iter().copied().eq(Region::ALL.iter().map(|region| region.name())));
    }
}
