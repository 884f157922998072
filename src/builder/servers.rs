//! The properties of servers as functions, and their documented words.
//!
//! A property below another one is in a module of that name: `hardware/powerState` is
//! [`hardware::power_state`]. A function for a whole object, which only null can be compared with, ends with
//! `_object`.
//!
//! ```
//! use comfilter::servers::{self, Health, PowerState};
//!
//! let filter = servers::hardware::power_state()
//!     .eq(PowerState::On)
//!     .and(servers::hardware::health::summary().ne(Health::Ok))
//!     .and(servers::host::hostname().contains("esx"))
//!     .build()?;
//! assert_eq!(
//!     filter.as_str(),
//!     "hardware/powerState eq 'ON' and hardware/health/summary ne 'OK' and contains(host/hostname,'esx')"
//! );
//! assert_eq!(filter.schema().resource(), "servers");
//! # Ok::<(), comfilter::builder::BuildError>(())
//! ```
//!
//! The name of a server is its serial number; the name of its host is [`host::hostname`].

use super::error::BuildError;
use super::property::{Anything, Boolean, Known, Object, Text, Time};
use super::word::word;
use crate::Schema;

/// Whether iLO firmware is updated automatically.
pub const fn auto_ilo_fw_update() -> Boolean {
    Boolean::new(Schema::servers, "autoIloFwUpdate")
}

/// The family of the server's BIOS.
pub const fn bios_family() -> Text {
    Text::new(Schema::servers, "biosFamily")
}

/// When the server was created.
pub const fn created_at() -> Time {
    Time::new(Schema::servers, "createdAt")
}

/// How the server was claimed.
pub const fn device_claim_type() -> Known<ClaimType> {
    Known::new(Schema::servers, "deviceClaimType")
}

/// The URI of the server's firmware bundle.
pub const fn firmware_bundle_uri() -> Text {
    Text::new(Schema::servers, "firmwareBundleUri")
}

/// A place in the server's tags, by the segments of its path, such as `["OS"]`.
///
/// # Errors
///
/// As [`Object::below`].
pub fn tags<S: AsRef<str>>(segments: impl IntoIterator<Item = S>) -> Result<Anything, BuildError> {
    tags_object().below(segments)
}

/// The server's tags, by key.
pub const fn tags_object() -> Object {
    Object::new(Schema::servers, "tags")
}

/// The server's hardware.
pub const fn hardware_object() -> Object {
    Object::new(Schema::servers, "hardware")
}

/// The operating system on the server.
pub const fn host_object() -> Object {
    Object::new(Schema::servers, "host")
}

/// The server's id: product id, `+`, serial number.
pub const fn id() -> Text {
    Text::new(Schema::servers, "id")
}

/// The last firmware update of the server.
pub const fn last_firmware_update_object() -> Object {
    Object::new(Schema::servers, "lastFirmwareUpdate")
}

/// When the inventory was last collected whole.
pub const fn last_full_inventory_collection_at() -> Time {
    Time::new(Schema::servers, "lastFullInventoryCollectionAt")
}

/// The power state at that collection.
pub const fn last_full_inventory_collection_power_state() -> Text {
    Text::new(Schema::servers, "lastFullInventoryCollectionPowerState")
}

/// When the server's log was last collected.
pub const fn last_server_log_collection_at() -> Time {
    Time::new(Schema::servers, "lastServerLogCollectionAt")
}

/// The manager of the server.
pub const fn managed_by() -> Text {
    Text::new(Schema::servers, "managedBy")
}

/// The server's name; it contains its serial number.
pub const fn name() -> Text {
    Text::new(Schema::servers, "name")
}

/// The server as OneView knows it.
pub const fn oneview_object() -> Object {
    Object::new(Schema::servers, "oneview")
}

/// The family of the server's platform.
pub const fn platform_family() -> Known<PlatformFamily> {
    Known::new(Schema::servers, "platformFamily")
}

/// The manufacturer of the processors.
pub const fn processor_vendor() -> Text {
    Text::new(Schema::servers, "processorVendor")
}

/// The URI of the server.
pub const fn resource_uri() -> Text {
    Text::new(Schema::servers, "resourceUri")
}

/// The generation of the server model.
pub const fn server_generation() -> Known<Generation> {
    Known::new(Schema::servers, "serverGeneration")
}

/// The state of the server in the service.
pub const fn state_object() -> Object {
    Object::new(Schema::servers, "state")
}

/// Below `group`: the server's group.
///
/// ```
/// use comfilter::servers;
///
/// assert_eq!(servers::group::id().eq("2a9b").to_string(), "group/id eq '2a9b'");
/// ```
pub mod group {
    use crate::Schema;
    use crate::builder::property::Text;

    /// The id of the group.
    pub const fn id() -> Text {
        Text::new(Schema::servers, "group/id")
    }
}

/// Below `hardware`: the server's hardware.
///
/// ```
/// use comfilter::servers::{self, PowerState};
///
/// let on = servers::hardware::power_state().eq(PowerState::On);
/// assert_eq!(on.to_string(), "hardware/powerState eq 'ON'");
/// ```
pub mod hardware {
    use super::{IndicatorLed, PowerState};
    use crate::Schema;
    use crate::builder::property::{Integer, Known, Object, Text};

    /// The server's management processor, iLO.
    pub const fn bmc_object() -> Object {
        Object::new(Schema::servers, "hardware/bmc")
    }

    /// The form factor of the server.
    pub const fn form_factor() -> Text {
        Text::new(Schema::servers, "hardware/formFactor")
    }

    /// The health of the hardware, part by part.
    pub const fn health_object() -> Object {
        Object::new(Schema::servers, "hardware/health")
    }

    /// The state of the indicator LED.
    pub const fn indicator_led() -> Known<IndicatorLed> {
        Known::new(Schema::servers, "hardware/indicatorLed")
    }

    /// The manufacturer of the server.
    pub const fn manufacturer() -> Text {
        Text::new(Schema::servers, "hardware/manufacturer")
    }

    /// The size of the memory, in MB.
    pub const fn memory_mb() -> Integer {
        Integer::new(Schema::servers, "hardware/memoryMb")
    }

    /// The model of the server.
    pub const fn model() -> Text {
        Text::new(Schema::servers, "hardware/model")
    }

    /// The platform of the hardware.
    pub const fn platform() -> Text {
        Text::new(Schema::servers, "hardware/platform")
    }

    /// Whether the server is on.
    pub const fn power_state() -> Known<PowerState> {
        Known::new(Schema::servers, "hardware/powerState")
    }

    /// The product id of the server.
    pub const fn product_id() -> Text {
        Text::new(Schema::servers, "hardware/productId")
    }

    /// The serial number of the server.
    pub const fn serial_number() -> Text {
        Text::new(Schema::servers, "hardware/serialNumber")
    }

    /// The UUID of the hardware.
    pub const fn uuid() -> Text {
        Text::new(Schema::servers, "hardware/uuid")
    }

    /// Below `hardware/bmc`: the server's management processor, iLO.
    ///
    /// ```
    /// use comfilter::servers::hardware::bmc;
    ///
    /// assert_eq!(bmc::ip().eq("10.0.0.7").to_string(), "hardware/bmc/ip eq '10.0.0.7'");
    /// ```
    pub mod bmc {
        use crate::Schema;
        use crate::builder::property::{Object, Text};

        /// The host name of the iLO.
        pub const fn hostname() -> Text {
            Text::new(Schema::servers, "hardware/bmc/hostname")
        }

        /// The IP address of the iLO.
        pub const fn ip() -> Text {
            Text::new(Schema::servers, "hardware/bmc/ip")
        }

        /// The license of the iLO.
        pub const fn license() -> Text {
            Text::new(Schema::servers, "hardware/bmc/license")
        }

        /// The MAC address of the iLO.
        pub const fn mac() -> Text {
            Text::new(Schema::servers, "hardware/bmc/mac")
        }

        /// The model of the iLO.
        pub const fn model() -> Text {
            Text::new(Schema::servers, "hardware/bmc/model")
        }

        /// The values that a user entered for the iLO.
        pub const fn user_defined_object() -> Object {
            Object::new(Schema::servers, "hardware/bmc/userDefined")
        }

        /// The version of the iLO's firmware.
        pub const fn version() -> Text {
            Text::new(Schema::servers, "hardware/bmc/version")
        }

        /// Below `hardware/bmc/userDefined`: the values that a user entered for the iLO.
        ///
        /// ```
        /// use comfilter::servers::hardware::bmc::user_defined;
        ///
        /// assert_eq!(user_defined::host().is_null().to_string(), "hardware/bmc/userDefined/host eq null");
        /// ```
        pub mod user_defined {
            use crate::Schema;
            use crate::builder::property::Text;

            /// The fingerprint of the iLO's certificate.
            pub const fn certificate_fingerprint() -> Text {
                Text::new(Schema::servers, "hardware/bmc/userDefined/certificateFingerprint")
            }

            /// The iLO's host, as a user entered it.
            pub const fn host() -> Text {
                Text::new(Schema::servers, "hardware/bmc/userDefined/host")
            }

            /// The iLO's password, as a user entered it.
            pub const fn password() -> Text {
                Text::new(Schema::servers, "hardware/bmc/userDefined/password")
            }

            /// The iLO's user, as a user entered it.
            pub const fn username() -> Text {
                Text::new(Schema::servers, "hardware/bmc/userDefined/username")
            }
        }
    }

    /// Below `hardware/health`: the health of the hardware, part by part.
    ///
    /// ```
    /// use comfilter::servers::{self, Health};
    ///
    /// let bad = servers::hardware::health::summary().is_in([Health::Warning, Health::Critical]);
    /// assert_eq!(bad.to_string(), "hardware/health/summary in ('WARNING','CRITICAL')");
    /// ```
    pub mod health {
        use super::super::{Health, Redundancy};
        use crate::Schema;
        use crate::builder::property::Known;

        /// The health of the air filter.
        pub const fn air_filter() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/airFilter")
        }

        /// The health of the BIOS.
        pub const fn bios() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/bios")
        }

        /// Whether the fans are redundant.
        pub const fn fan_redundancy() -> Known<Redundancy> {
            Known::new(Schema::servers, "hardware/health/fanRedundancy")
        }

        /// The health of the fans.
        pub const fn fans() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/fans")
        }

        /// The health that the health LED shows.
        pub const fn health_led() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/healthLED")
        }

        /// The health of the liquid cooling.
        pub const fn liquid_cooling() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/liquidCooling")
        }

        /// Whether the liquid cooling is redundant.
        pub const fn liquid_cooling_redundancy() -> Known<Redundancy> {
            Known::new(Schema::servers, "hardware/health/liquidCoolingRedundancy")
        }

        /// The health of the memory.
        pub const fn memory() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/memory")
        }

        /// The health of the network adapters.
        pub const fn network() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/network")
        }

        /// The health of the power supplies.
        pub const fn power_supplies() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/powerSupplies")
        }

        /// Whether the power supplies are redundant.
        pub const fn power_supply_redundancy() -> Known<Redundancy> {
            Known::new(Schema::servers, "hardware/health/powerSupplyRedundancy")
        }

        /// The health of the processors.
        pub const fn processor() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/processor")
        }

        /// The health of the smart storage.
        pub const fn smart_storage() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/smartStorage")
        }

        /// The health of the storage.
        pub const fn storage() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/storage")
        }

        /// The health of the server as a whole.
        pub const fn summary() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/summary")
        }

        /// The health of the temperatures.
        pub const fn temperature() -> Known<Health> {
            Known::new(Schema::servers, "hardware/health/temperature")
        }
    }
}

/// Below `host`: the operating system on the server.
///
/// ```
/// use comfilter::servers::host;
///
/// assert_eq!(host::hostname().eq("esx-01").to_string(), "host/hostname eq 'esx-01'");
/// ```
pub mod host {
    use crate::Schema;
    use crate::builder::property::{Integer, Text};

    /// The host name of the server.
    pub const fn hostname() -> Text {
        Text::new(Schema::servers, "host/hostname")
    }

    /// The operating system's description of itself.
    pub const fn os_description() -> Text {
        Text::new(Schema::servers, "host/osDescription")
    }

    /// The name of the operating system.
    pub const fn os_name() -> Text {
        Text::new(Schema::servers, "host/osName")
    }

    /// The type of the operating system, a number.
    pub const fn os_type() -> Integer {
        Integer::new(Schema::servers, "host/osType")
    }

    /// The version of the operating system.
    pub const fn os_version() -> Text {
        Text::new(Schema::servers, "host/osVersion")
    }
}

/// Below `lastFirmwareUpdate`: the last firmware update of the server.
///
/// ```
/// use comfilter::servers::last_firmware_update::{self, status};
/// use comfilter::servers::UpdateStatus;
///
/// assert_eq!(status().eq(UpdateStatus::Failed).to_string(), "lastFirmwareUpdate/status eq 'FAILED'");
/// assert_eq!(
///     last_firmware_update::downgrade().is_true().to_string(),
///     "lastFirmwareUpdate/downgrade eq true"
/// );
/// ```
pub mod last_firmware_update {
    use super::{UpdateMethod, UpdateStatus};
    use crate::Schema;
    use crate::builder::property::{Boolean, Known, Object, Text, Time};

    /// When the update was attempted.
    pub const fn attempted_at() -> Time {
        Time::new(Schema::servers, "lastFirmwareUpdate/attemptedAt")
    }

    /// The URI of the baseline for the update.
    pub const fn attempted_baseline_uri() -> Text {
        Text::new(Schema::servers, "lastFirmwareUpdate/attemptedBaselineUri")
    }

    /// Whether the bundle was applied or staged.
    pub const fn bundle_update_method() -> Known<UpdateMethod> {
        Known::new(Schema::servers, "lastFirmwareUpdate/bundleUpdateMethod")
    }

    /// When the update was completed.
    pub const fn completed_at() -> Time {
        Time::new(Schema::servers, "lastFirmwareUpdate/completedAt")
    }

    /// Whether downgrades were allowed.
    pub const fn downgrade() -> Boolean {
        Boolean::new(Schema::servers, "lastFirmwareUpdate/downgrade")
    }

    /// The components of the update, one by one.
    pub const fn firmware_inventory_updates() -> Object {
        Object::new(Schema::servers, "lastFirmwareUpdate/firmwareInventoryUpdates")
    }

    /// Whether software and drivers were installed.
    pub const fn install_sw_drivers() -> Boolean {
        Boolean::new(Schema::servers, "lastFirmwareUpdate/installSwDrivers")
    }

    /// Whether the server was to be off.
    pub const fn power_off() -> Boolean {
        Boolean::new(Schema::servers, "lastFirmwareUpdate/powerOff")
    }

    /// How the update ended.
    pub const fn status() -> Known<UpdateStatus> {
        Known::new(Schema::servers, "lastFirmwareUpdate/status")
    }
}

/// Below `oneview`: the server as OneView knows it.
///
/// ```
/// use comfilter::servers::oneview;
///
/// assert_eq!(oneview::maintenance_mode().is_true().to_string(), "oneview/maintenanceMode eq true");
/// ```
pub mod oneview {
    use crate::Schema;
    use crate::builder::property::{Boolean, Text};

    /// The URI of its OneView appliance.
    pub const fn appliance_uri() -> Text {
        Text::new(Schema::servers, "oneview/applianceUri")
    }

    /// Whether OneView has it in maintenance mode.
    pub const fn maintenance_mode() -> Boolean {
        Boolean::new(Schema::servers, "oneview/maintenanceMode")
    }

    /// Its name in OneView.
    pub const fn name() -> Text {
        Text::new(Schema::servers, "oneview/name")
    }

    /// Its state in OneView.
    pub const fn state() -> Text {
        Text::new(Schema::servers, "oneview/state")
    }
}

/// Below `state`: the state of the server in the service.
///
/// ```
/// use comfilter::servers::state;
///
/// assert_eq!(state::connected().is_false().to_string(), "state/connected eq false");
/// ```
pub mod state {
    use super::{SubscriptionState, SubscriptionTier};
    use crate::Schema;
    use crate::builder::property::{Boolean, Known, Text, Time};

    /// Whether the server is connected to the service.
    pub const fn connected() -> Boolean {
        Boolean::new(Schema::servers, "state/connected")
    }

    /// When `state/connected` last changed.
    pub const fn connected_modified_at() -> Time {
        Time::new(Schema::servers, "state/connectedModifiedAt")
    }

    /// Whether the service manages the server.
    pub const fn managed() -> Boolean {
        Boolean::new(Schema::servers, "state/managed")
    }

    /// When the subscription ends.
    pub const fn subscription_expires_at() -> Time {
        Time::new(Schema::servers, "state/subscriptionExpiresAt")
    }

    /// The key of the subscription.
    pub const fn subscription_key() -> Text {
        Text::new(Schema::servers, "state/subscriptionKey")
    }

    /// Whether it has a subscription.
    pub const fn subscription_state() -> Known<SubscriptionState> {
        Known::new(Schema::servers, "state/subscriptionState")
    }

    /// The tier of the subscription.
    pub const fn subscription_tier() -> Known<SubscriptionTier> {
        Known::new(Schema::servers, "state/subscriptionTier")
    }
}

/// Declares the type of the documented words of properties.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident of $property:literal: $($(#[$word_doc:meta])* $word:ident = $text:literal,)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$word_doc])* $word,)+
        }

        impl $type {
            /// Every documented word.
            pub const ALL: &[$type] = &[$($type::$word),+];

            /// The value in servers.
            pub const fn as_str(&self) -> &'static str {
                match self {
                    $($type::$word => $text,)+
                }
            }

            fn from_text(text: &str) -> Option<$type> {
                $type::ALL.iter().find(|word| word.as_str() == text).copied()
            }
        }

        word!($type of Schema::servers, $property);
    };
}

words! {
    /// How a server was claimed.
    ///
    /// ```
    /// use comfilter::servers::ClaimType;
    ///
    /// assert_eq!("MANUAL".parse::<ClaimType>().unwrap(), ClaimType::Manual);
    /// ```
    ClaimType of "deviceClaimType":
    /// `ZTP`.
    Ztp = "ZTP",
    /// `MANUAL`.
    Manual = "MANUAL",
    /// `MAGICLINK`.
    Magiclink = "MAGICLINK",
    /// `UNKNOWN`.
    Unknown = "UNKNOWN",
}

words! {
    /// The health of a part of the hardware, or of all of it.
    ///
    /// ```
    /// use comfilter::servers::Health;
    ///
    /// assert_eq!("OK".parse::<Health>().unwrap(), Health::Ok);
    /// ```
    Health of "hardware/health/airFilter":
    /// `UNKNOWN`.
    Unknown = "UNKNOWN",
    /// `OK`.
    Ok = "OK",
    /// `WARNING`.
    Warning = "WARNING",
    /// `CRITICAL`.
    Critical = "CRITICAL",
    /// `READY`.
    Ready = "READY",
    /// `NOT_PRESENT`.
    NotPresent = "NOT_PRESENT",
}

words! {
    /// Whether parts of the hardware can replace each other.
    ///
    /// ```
    /// use comfilter::servers::Redundancy;
    ///
    /// assert_eq!("REDUNDANT".parse::<Redundancy>().unwrap(), Redundancy::Redundant);
    /// ```
    Redundancy of "hardware/health/fanRedundancy":
    /// `NON_REDUNDANT`.
    NonRedundant = "NON_REDUNDANT",
    /// `REDUNDANT`.
    Redundant = "REDUNDANT",
    /// `FAILED_REDUNDANT`.
    FailedRedundant = "FAILED_REDUNDANT",
    /// `NOT_PRESENT`.
    NotPresent = "NOT_PRESENT",
    /// `UNKNOWN`.
    Unknown = "UNKNOWN",
}

words! {
    /// The state of the indicator LED of a server.
    ///
    /// ```
    /// use comfilter::servers::IndicatorLed;
    ///
    /// assert_eq!("LIT".parse::<IndicatorLed>().unwrap(), IndicatorLed::Lit);
    /// ```
    IndicatorLed of "hardware/indicatorLed":
    /// `UNKNOWN`.
    Unknown = "UNKNOWN",
    /// `LIT`.
    Lit = "LIT",
    /// `BLINKING`.
    Blinking = "BLINKING",
    /// `OFF`.
    Off = "OFF",
}

words! {
    /// Whether a server is on.
    ///
    /// ```
    /// use comfilter::servers::PowerState;
    ///
    /// assert_eq!("ON".parse::<PowerState>().unwrap(), PowerState::On);
    /// ```
    PowerState of "hardware/powerState":
    /// `UNKNOWN`.
    Unknown = "UNKNOWN",
    /// `ON`.
    On = "ON",
    /// `OFF`.
    Off = "OFF",
    /// `POWERING_ON`.
    PoweringOn = "POWERING_ON",
    /// `POWERING_OFF`.
    PoweringOff = "POWERING_OFF",
    /// `RESET`.
    Reset = "RESET",
}

words! {
    /// Whether a firmware bundle was applied or staged.
    ///
    /// ```
    /// use comfilter::servers::UpdateMethod;
    ///
    /// assert_eq!("Stage".parse::<UpdateMethod>().unwrap(), UpdateMethod::Stage);
    /// ```
    UpdateMethod of "lastFirmwareUpdate/bundleUpdateMethod":
    /// `Update`.
    Update = "Update",
    /// `Stage`.
    Stage = "Stage",
}

words! {
    /// How a firmware update ended.
    ///
    /// ```
    /// use comfilter::servers::UpdateStatus;
    ///
    /// assert_eq!("FAILED".parse::<UpdateStatus>().unwrap(), UpdateStatus::Failed);
    /// ```
    UpdateStatus of "lastFirmwareUpdate/status":
    /// `OK`.
    Ok = "OK",
    /// `FAILED`.
    Failed = "FAILED",
    /// `SKIPPED`.
    Skipped = "SKIPPED",
    /// `NOT_UPDATED`.
    NotUpdated = "NOT_UPDATED",
}

words! {
    /// The family of a platform.
    ///
    /// ```
    /// use comfilter::servers::PlatformFamily;
    ///
    /// assert_eq!("SDFLEX280".parse::<PlatformFamily>().unwrap(), PlatformFamily::Sdflex280);
    /// ```
    PlatformFamily of "platformFamily":
    /// `PROLIANT`.
    Proliant = "PROLIANT",
    /// `SDFLEX280`.
    Sdflex280 = "SDFLEX280",
    /// `ALLETRA`.
    Alletra = "ALLETRA",
    /// `EDGELINE`.
    Edgeline = "EDGELINE",
    /// `DMTF`.
    Dmtf = "DMTF",
}

words! {
    /// The generation of a server's model.
    ///
    /// ```
    /// use comfilter::servers::Generation;
    ///
    /// assert_eq!("GEN_9".parse::<Generation>().unwrap(), Generation::Gen9);
    /// ```
    Generation of "serverGeneration":
    /// `GEN_8`.
    Gen8 = "GEN_8",
    /// `GEN_9`.
    Gen9 = "GEN_9",
    /// `GEN_10`.
    Gen10 = "GEN_10",
    /// `GEN_11`.
    Gen11 = "GEN_11",
    /// `GEN_12`.
    Gen12 = "GEN_12",
    /// `UNKNOWN`.
    Unknown = "UNKNOWN",
}

words! {
    /// Whether a server has a subscription.
    ///
    /// ```
    /// use comfilter::servers::SubscriptionState;
    ///
    /// assert_eq!("SUBSCRIBED".parse::<SubscriptionState>().unwrap(), SubscriptionState::Subscribed);
    /// ```
    SubscriptionState of "state/subscriptionState":
    /// `REQUIRED`.
    Required = "REQUIRED",
    /// `SUBSCRIBED`.
    Subscribed = "SUBSCRIBED",
    /// `EXPIRED`.
    Expired = "EXPIRED",
}

words! {
    /// The tier of a subscription.
    ///
    /// ```
    /// use comfilter::servers::SubscriptionTier;
    ///
    /// assert_eq!("ENHANCED".parse::<SubscriptionTier>().unwrap(), SubscriptionTier::Enhanced);
    /// ```
    SubscriptionTier of "state/subscriptionTier":
    /// `STANDARD`.
    Standard = "STANDARD",
    /// `ENHANCED`.
    Enhanced = "ENHANCED",
    /// `ADVANCED`.
    Advanced = "ADVANCED",
}
