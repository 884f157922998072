//! `control-character`.

rule! {
    /// PAGE
    CONTROL_CHARACTER = "control-character", Error, fix: "safe between tokens, else unsafe", since: "0.1.0"
}
