//! `property-alone`.

rule! {
    /// PAGE
    PROPERTY_ALONE = "property-alone", Error, fix: "none", since: "0.1.0"
}
