//! `missing-operand`.

rule! {
    /// PAGE
    MISSING_OPERAND = "missing-operand", Error, fix: "none", since: "0.1.0"
}
