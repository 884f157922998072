//! The common code of the types of documented words.

use super::error::BuildError;
use super::property::Of;

/// The traits of a type of words, made from its `as_str` and `from_text`.
macro_rules! word {
    ($type:ident of $schema:expr, $property:literal) => {
        impl $crate::builder::Word for $type {
            fn as_str(&self) -> &str {
                $type::as_str(self)
            }
        }

        impl $crate::builder::value::sealed::Sealed for $type {}

        impl $crate::builder::Scalar for $type {}

        impl From<$type> for $crate::builder::Value {
            fn from(word: $type) -> $crate::builder::Value {
                $crate::builder::Value::Text(word.as_str().to_owned())
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::builder::BuildError;

            /// Parses the exact value of the service.
            fn from_str(text: &str) -> Result<$type, $crate::builder::BuildError> {
                $type::from_text(text).ok_or_else(|| $crate::builder::word::unknown($schema, $property, text))
            }
        }

        impl TryFrom<&str> for $type {
            type Error = $crate::builder::BuildError;

            /// Parses the exact value of the service.
            fn try_from(text: &str) -> Result<$type, $crate::builder::BuildError> {
                text.parse()
            }
        }
    };
}

/// Declares the type of the documented words of properties.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident of $schema:expr, $property:literal: $($(#[$word_doc:meta])* $word:ident = $text:literal,)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$word_doc])* $word,)+
        }

        impl $type {
            /// Every documented word.
            pub const ALL: &[$type] = &[$($type::$word),+];

            /// The value of the service.
            pub const fn as_str(&self) -> &'static str {
                match self {
                    $($type::$word => $text,)+
                }
            }

            fn from_text(text: &str) -> Option<$type> {
                $type::ALL.iter().find(|word| word.as_str() == text).copied()
            }
        }

        $crate::builder::word::word!($type of $schema, $property);
    };
}

pub(super) use word;
pub(super) use words;

pub(super) fn unknown(schema: Of, property: &'static str, text: &str) -> BuildError {
    let known = schema().property(property);
    let nearest = known.and_then(|property| property.nearest_value(text));
    BuildError::UnknownValue {
        property,
        text: text.to_owned(),
        nearest: nearest.map(|nearest| nearest.value.clone()),
    }
}
