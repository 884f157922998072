//! `unterminated-string`.

rule! {
    /// PAGE
    UNTERMINATED_STRING = "unterminated-string", Error, fix: "unsafe", since: "0.1.0"
}
