//! `object-value`.

rule! {
    /// Finds an object such as `jobParams` compared with a value, or searched with `contains`.
    ///
    /// # Why it matters
    ///
    /// `jobParams`, `results` and `statusDetails` are objects with further properties. An object
    /// equals no string and no number, so the filter selects no job, or the service refuses it. The
    /// value that you look for is below the object, and a path with `/` leads there.
    ///
    /// # Example
    ///
    /// ```filter,reports
    /// jobParams eq 'P48581_001'
    /// ```
    ///
    /// Write instead:
    ///
    /// ```filter
    /// jobParams/bundle_id eq 'P48581_001'
    /// ```
    ///
    /// # When it is wrong
    ///
    /// Comparing an object with null is fine: `not statusDetails eq null`. The name `bundle_id` is
    /// only an example; look into one of your jobs for the path. The rule has no fix, because the path
    /// is yours.
    ///
    /// # Source
    ///
    /// The API page, sample response and the example of a nested property.
    OBJECT_VALUE = "object-value", Warning, fix: "none", since: "0.1.0"
}
