//! Filter → bytes of a URL, and code that sends exactly those bytes.
//!
//! Only a [`Filter`] can be encoded: [`Filter::query`] writes its query string. A [`Request`] is
//! the list request around a filter, with its address and its other parameters. A [`Snippet`] is
//! that request as code to paste, in a language. [`sql`] writes a filter as the condition of a database.
//!
//! ```
//! use comfilter::encode::{Region, Request, Snippet};
//!
//! let filter = "resource/id eq 'P06760-B21+2M212504P8'".parse()?;
//! let request = Request::new(&filter)
//!     .with_region(Region::EuCentral)
//!     .with_limit(100)?;
//! assert_eq!(
//!     request.query(),
//!     "filter=resource%2Fid%20eq%20%27P06760-B21%2B2M212504P8%27&limit=100"
//! );
//! assert!(request.snippet(Snippet::Curl).starts_with("curl "));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod region;
mod request;
mod snippet;
pub mod sql;

use crate::Filter;

use crate::text::encode_value;
pub use error::{RequestError, UnknownName};
pub use region::Region;
pub use request::{MOCK_SERVER, Request};
pub use snippet::Snippet;

impl Filter {
    /// The query string, percent-encoded: `filter=…`.
    pub fn query(&self) -> String {
        format!("filter={}", self.query_value())
    }

    /// The value of the query parameter, percent-encoded: every byte except `A–Z a–z 0–9 - . _ ~`.
    pub fn query_value(&self) -> String {
        encode_value(self.as_str())
    }

    /// Name and value of the query parameter, unencoded: for clients that encode.
    ///
    /// Most clients encode a space as `+`, which the service reads as a space, and the `+` of a
    /// server id as `%2B`.
    pub fn as_pair(&self) -> (&'static str, &str) {
        ("filter", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use crate::Filter;

    #[test]
    fn a_filter_is_a_parameter_encoded_or_not() {
        let filter: Filter = "resource/id eq 'a+b'".parse().unwrap();
        assert_eq!(filter.as_pair(), ("filter", "resource/id eq 'a+b'"));
        assert_eq!(filter.query(), "filter=resource%2Fid%20eq%20%27a%2Bb%27");
    }
}
