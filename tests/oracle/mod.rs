//! What the crate does, done again: slow, obvious, by hand, and sharing nothing with it but the
//! pages that say what is right. Nesting is recursion, and so it is for short texts only.

#![allow(dead_code, unreachable_pub, reason = "each user needs some of it")]

pub mod grammar;
pub mod json;
pub mod number;
pub mod timestamp;
pub mod verdict;
