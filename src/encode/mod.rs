//! Filter → bytes of a URL, and code that sends exactly those bytes.
//!
//! [`encode_value`] writes one value for a query string. A [`Request`] is the list request round
//! a filter: where it goes, and its other parameters. A [`Snippet`] is that request in a language
//! that a user can paste.
//!
//! ```
//! use comfilter::encode::{Region, Request, Snippet};
//!
//! let request = Request::new("resource/id eq 'P06760-B21+2M212504P8'")
//!     .with_region(Region::EuCentral)
//!     .with_limit(100)?;
//! assert_eq!(
//!     request.query(),
//!     "filter=resource%2Fid%20eq%20%27P06760-B21%2B2M212504P8%27&limit=100"
//! );
//! assert!(request.snippet(Snippet::Curl).starts_with("curl "));
//! # Ok::<(), comfilter::encode::RequestError>(())
//! ```

mod error;
mod region;
mod request;
mod snippet;
mod value;

pub use error::{RequestError, UnknownName};
pub use region::Region;
pub use request::{MOCK_SERVER, Request};
pub use snippet::Snippet;
pub use value::encode_value;
