//! The properties of servers as functions, and their documented words.
//!
//! A property below another one is in a module of that name: `hardware/powerState` is
//! [`hardware::power_state`]. A function for a whole object, which only null can be compared with, ends with
//! `_object`.
//!
//! ```
//! use comfilter::servers::{self, Health, PowerState};
//!
//! let filter = servers::hardware::power_state()
//!     .eq(PowerState::On)
//!     .and(servers::hardware::health::summary().ne(Health::Ok))
//!     .and(servers::host::hostname().contains("esx"))
//!     .build()?;
//! assert_eq!(
//!     filter.as_str(),
//!     "hardware/powerState eq 'ON' and hardware/health/summary ne 'OK' and contains(host/hostname,'esx')"
//! );
//! assert_eq!(filter.schema().resource(), "servers");
//! # Ok::<(), comfilter::builder::BuildError>(())
//! ```
//!
//! The name of a server is its serial number; the name of its host is [`host::hostname`].

use super::word::word;
use crate::Schema;

/// Declares the type of the documented words of properties.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident of $property:literal: $($(#[$word_doc:meta])* $word:ident = $text:literal,)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$word_doc])* $word,)+
        }

        impl $type {
            /// Every documented word.
            pub const ALL: &[$type] = &[$($type::$word),+];

            /// The value in servers.
            pub const fn as_str(&self) -> &'static str {
                match self {
                    $($type::$word => $text,)+
                }
            }

            fn from_text(text: &str) -> Option<$type> {
                $type::ALL.iter().find(|word| word.as_str() == text).copied()
            }
        }

        word!($type of Schema::servers, $property);
    };
}

// The functions, from `schema/servers.toml` and `schema/builders.toml`.
include!(concat!(env!("OUT_DIR"), "/servers.rs"));
