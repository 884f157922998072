//! `swapped-operands`.

rule! {
    /// PAGE
    SWAPPED_OPERANDS = "swapped-operands", Warning, fix: "safe", since: "0.1.0"
}
