//! `unbound-parameter`.

rule! {
    /// PAGE
    UNBOUND_PARAMETER = "unbound-parameter", Error, fix: "none", since: "0.1.0"
}
