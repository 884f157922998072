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

use super::word::words;
use crate::Schema;

// The functions, from `schema/servers.toml` and `schema/builders.toml`.
include!(concat!(env!("OUT_DIR"), "/servers.rs"));
