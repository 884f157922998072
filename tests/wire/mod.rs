//! Programs of other languages, and a server that records what they send.
#![allow(dead_code, unreachable_pub, reason = "each test needs some of it")]

pub mod server;
pub mod tools;
