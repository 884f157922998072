//! The properties of jobs as functions, and their documented words.
//!
//! | function | property | conditions |
//! |---|---|---|
//! | [`id`], [`name`], [`status`], [`type_`], [`parent_job_id`], [`resource_id`], [`job_template`] | text | those of [`Text`] |
//! | [`state`], [`result_code`], [`resource_type`] | documented words | those of [`Known`] |
//! | [`created_at`], [`updated_at`] | an instant | those of [`Time`] |
//! | [`generation`] | a whole number | those of [`Integer`] |
//! | [`cancellable`], [`delete_on_complete`] | true or false | those of [`Boolean`] |
//! | [`job_params`], [`results`], [`status_details`] | anything below an object | those of [`Anything`] |
//! | [`job_params_object`], [`results_object`], [`status_details_object`] | the object itself | those of [`Object`] |
//!
//! ```
//! use comfilter::jobs::{self, State};
//!
//! let user_input = "alice' or 1 eq 1 or '";
//! let filter = jobs::name()
//!     .eq(user_input)
//!     .and(jobs::state().is_in([State::Error, State::Stalled]))
//!     .build()?;
//! assert_eq!(
//!     filter.as_str(),
//!     "name eq 'alice'' or 1 eq 1 or ''' and state in ('ERROR','STALLED')"
//! );
//! # Ok::<(), comfilter::builder::BuildError>(())
//! ```

use super::error::BuildError;
use super::property::{Anything, Boolean, Integer, Known, Object, Text, Time};
use super::word::{word, words};
use crate::Schema;

/// The job's id, a uuid.
///
/// ```
/// let one = comfilter::jobs::id().eq("d0c13b58-748c-461f-9a61-c0c5c71f1bb4");
/// assert_eq!(one.to_string(), "id eq 'd0c13b58-748c-461f-9a61-c0c5c71f1bb4'");
/// ```
pub const fn id() -> Text {
    Text::new(Schema::jobs, "id")
}

/// The kind of resource: `compute-ops-mgmt/job` for every job.
///
/// ```
/// let jobs = comfilter::jobs::type_().eq("compute-ops-mgmt/job");
/// assert_eq!(jobs.to_string(), "type eq 'compute-ops-mgmt/job'");
/// ```
pub const fn type_() -> Text {
    Text::new(Schema::jobs, "type")
}

/// The id of the job that started this one; null if none did.
///
/// ```
/// let top = comfilter::jobs::parent_job_id().is_null();
/// assert_eq!(top.to_string(), "parentJobId eq null");
/// ```
pub const fn parent_job_id() -> Text {
    Text::new(Schema::jobs, "parentJobId")
}

/// When the job was created.
///
/// ```
/// use std::time::UNIX_EPOCH;
///
/// let all = comfilter::jobs::created_at().ge(UNIX_EPOCH);
/// assert_eq!(all.to_string(), "createdAt ge 1970-01-01T00:00:00Z");
/// ```
pub const fn created_at() -> Time {
    Time::new(Schema::jobs, "createdAt")
}

/// When the job last changed.
///
/// ```
/// use std::time::UNIX_EPOCH;
///
/// let none = comfilter::jobs::updated_at().lt(UNIX_EPOCH);
/// assert_eq!(none.to_string(), "updatedAt lt 1970-01-01T00:00:00Z");
/// ```
pub const fn updated_at() -> Time {
    Time::new(Schema::jobs, "updatedAt")
}

/// Whether the job is deleted once its state is COMPLETE.
///
/// ```
/// let kept = comfilter::jobs::delete_on_complete().is_false();
/// assert_eq!(kept.to_string(), "deleteOnComplete eq false");
/// ```
pub const fn delete_on_complete() -> Boolean {
    Boolean::new(Schema::jobs, "deleteOnComplete")
}

/// Whether the job can be cancelled.
///
/// ```
/// let open = comfilter::jobs::cancellable().is_true();
/// assert_eq!(open.to_string(), "cancellable eq true");
/// ```
pub const fn cancellable() -> Boolean {
    Boolean::new(Schema::jobs, "cancellable")
}

/// The job's name, such as `FirmwareUpdate.New`.
///
/// ```
/// let updates = comfilter::jobs::name().contains("FirmwareUpdate");
/// assert_eq!(updates.to_string(), "contains(name,'FirmwareUpdate')");
/// ```
pub const fn name() -> Text {
    Text::new(Schema::jobs, "name")
}

/// Whether the job waits, runs or has ended.
///
/// ```
/// use comfilter::jobs::{self, State};
///
/// assert_eq!(jobs::state().eq(State::Running).to_string(), "state eq 'RUNNING'");
/// ```
pub const fn state() -> Known<State> {
    Known::new(Schema::jobs, "state")
}

/// How the job ended; null until it has.
///
/// ```
/// use comfilter::jobs::{self, ResultCode};
///
/// assert_eq!(jobs::result_code().eq(ResultCode::Failure).to_string(), "resultCode eq 'FAILURE'");
/// ```
pub const fn result_code() -> Known<ResultCode> {
    Known::new(Schema::jobs, "resultCode")
}

/// The progress of the job, in words for people.
///
/// ```
/// let waiting = comfilter::jobs::status().contains("waiting");
/// assert_eq!(waiting.to_string(), "contains(status,'waiting')");
/// ```
pub const fn status() -> Text {
    Text::new(Schema::jobs, "status")
}

/// The job's generation.
///
/// ```
/// assert_eq!(comfilter::jobs::generation().gt(3).to_string(), "generation gt 3");
/// ```
pub const fn generation() -> Integer {
    Integer::new(Schema::jobs, "generation")
}

/// The id of the job's target: a server (`P06760-B21+2M212504P8`), a group, an appliance.
///
/// ```
/// let of_one = comfilter::jobs::resource_id().eq("P06760-B21+2M212504P8");
/// assert_eq!(of_one.to_string(), "resource/id eq 'P06760-B21+2M212504P8'");
/// ```
pub const fn resource_id() -> Text {
    Text::new(Schema::jobs, "resource/id")
}

/// The type of the job's target.
///
/// ```
/// use comfilter::jobs::{self, ResourceType};
///
/// let of_servers = jobs::resource_type().eq(ResourceType::Server);
/// assert_eq!(of_servers.to_string(), "resource/type eq 'compute-ops-mgmt/server'");
/// ```
pub const fn resource_type() -> Known<ResourceType> {
    Known::new(Schema::jobs, "resource/type")
}

/// The id of the job's template, which decides what the job does. [`Schema::templates_named`] finds the ids
/// for a name.
///
/// ```
/// use comfilter::{Schema, jobs};
///
/// let ids = Schema::jobs().templates_named("Server Restart").into_iter().map(|known| &known.id);
/// let restarts = jobs::job_template().is_in_list(ids)?;
/// assert_eq!(restarts.to_string(), "jobTemplate in ('30110551-cad6-4069-95b8-dbce9bbd8525')");
/// # Ok::<(), comfilter::builder::BuildError>(())
/// ```
pub const fn job_template() -> Text {
    Text::new(Schema::jobs, "jobTemplate")
}

/// A parameter of the job, by its path; the template decides which exist.
///
/// ```
/// use comfilter::jobs;
///
/// let bundle = jobs::job_params(["bundle_id"])?.eq("P48581_001");
/// assert_eq!(bundle.to_string(), "jobParams/bundle_id eq 'P48581_001'");
///
/// let error = jobs::job_params(["bundle-id"]).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`bundle-id` cannot be a name in a filter: \
///      names begin with an ASCII letter or `_`, and go on with letters, digits and `_`"
/// );
/// # Ok::<(), comfilter::builder::BuildError>(())
/// ```
///
/// # Errors
///
/// As [`Object::below`].
pub fn job_params<S: AsRef<str>>(path: impl IntoIterator<Item = S>) -> Result<Anything, BuildError> {
    job_params_object().below(path)
}

/// The parameters of the job, as a whole.
///
/// ```
/// assert_eq!(comfilter::jobs::job_params_object().is_null().to_string(), "jobParams eq null");
/// ```
pub const fn job_params_object() -> Object {
    Object::new(Schema::jobs, "jobParams")
}

/// A result of the job, by its path; the template decides which exist.
///
/// ```
/// let many = comfilter::jobs::results(["location", "count"])?.gt(3);
/// assert_eq!(many.to_string(), "results/location/count gt 3");
/// # Ok::<(), comfilter::builder::BuildError>(())
/// ```
///
/// # Errors
///
/// As [`Object::below`].
pub fn results<S: AsRef<str>>(path: impl IntoIterator<Item = S>) -> Result<Anything, BuildError> {
    results_object().below(path)
}

/// The results of the job, as a whole.
///
/// ```
/// assert_eq!(comfilter::jobs::results_object().is_not_null().to_string(), "results ne null");
/// ```
pub const fn results_object() -> Object {
    Object::new(Schema::jobs, "results")
}

/// More about [`status`], by its path.
///
/// ```
/// let code = comfilter::jobs::status_details(["code"])?.eq("E17");
/// assert_eq!(code.to_string(), "statusDetails/code eq 'E17'");
/// # Ok::<(), comfilter::builder::BuildError>(())
/// ```
///
/// # Errors
///
/// As [`Object::below`].
pub fn status_details<S: AsRef<str>>(path: impl IntoIterator<Item = S>) -> Result<Anything, BuildError> {
    status_details_object().below(path)
}

/// More about [`status`], as a whole; it may be null.
///
/// ```
/// let more = comfilter::jobs::status_details_object().is_not_null();
/// assert_eq!(more.to_string(), "statusDetails ne null");
/// ```
pub const fn status_details_object() -> Object {
    Object::new(Schema::jobs, "statusDetails")
}

words! {
    /// Whether a job waits, runs or has ended.
    ///
    /// ```
    /// use comfilter::jobs::State;
    ///
    /// assert_eq!(State::ApprovalPending.as_str(), "APPROVAL_PENDING");
    /// assert_eq!("ERROR".parse::<State>().unwrap(), State::Error);
    /// let error = "running".parse::<State>().unwrap_err();
    /// assert_eq!(error.to_string(), "`running` is not a documented value of `state`: write `RUNNING`");
    /// ```
    State of Schema::jobs, "state":
    /// `PENDING`: waits for its turn.
    Pending = "PENDING",
    /// `APPROVAL_PENDING`: waits for an approval.
    ApprovalPending = "APPROVAL_PENDING",
    /// `RUNNING`: is at work.
    Running = "RUNNING",
    /// `STALLED`: was at work, and makes no progress.
    Stalled = "STALLED",
    /// `ERROR`: has ended with an error; terminal.
    Error = "ERROR",
    /// `COMPLETE`: has ended; terminal.
    Complete = "COMPLETE",
}

words! {
    /// How a job ended.
    ///
    /// ```
    /// use comfilter::jobs::ResultCode;
    ///
    /// assert_eq!(ResultCode::Failure.as_str(), "FAILURE");
    /// assert_eq!("SUCCESS".parse::<ResultCode>().unwrap(), ResultCode::Success);
    /// ```
    ResultCode of Schema::jobs, "resultCode":
    /// `SUCCESS`: the job did what it was asked to do.
    Success = "SUCCESS",
    /// `FAILURE`: the job failed.
    Failure = "FAILURE",
    /// `DECLINED`: the job was declined.
    Declined = "DECLINED",
}

/// The types of the jobs' targets.
///
/// Documented types have a name; other types with the same prefix are read from strings.
///
/// ```
/// use comfilter::jobs::ResourceType;
///
/// let server: ResourceType = "compute-ops-mgmt/server".parse().unwrap();
/// assert_eq!(server, ResourceType::Server);
/// let other: ResourceType = "compute-ops-mgmt/rack".parse().unwrap();
/// assert_eq!(other.as_str(), "compute-ops-mgmt/rack");
/// let error = "server".parse::<ResourceType>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`server` is not a documented value of `resource/type`: write `compute-ops-mgmt/server`"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResourceType {
    /// `compute-ops-mgmt/server`.
    Server,
    /// `compute-ops-mgmt/group`: a group of servers or appliances.
    Group,
    /// `compute-ops-mgmt/oneview-appliance`.
    OneviewAppliance,
    /// `compute-ops-mgmt/filter`: a saved filter.
    Filter,
    /// `compute-ops-mgmt/setting`.
    Setting,
    /// `compute-ops-mgmt/external-service`: a service outside, such as vCenter.
    ExternalService,
    /// Another type with the prefix; it only comes from a string.
    Other(OtherResourceType),
}

/// A resource type under the prefix `compute-ops-mgmt/` that is not among the documented ones.
///
/// ```
/// use comfilter::jobs::ResourceType;
///
/// let ResourceType::Other(other) = "compute-ops-mgmt/rack".parse().unwrap() else { panic!() };
/// assert_eq!(other.as_str(), "compute-ops-mgmt/rack");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OtherResourceType(String);

impl OtherResourceType {
    /// The value in jobs.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ResourceType {
    /// The prefix of all resource types.
    pub const PREFIX: &str = "compute-ops-mgmt/";

    /// Every documented resource type.
    pub const ALL: &[ResourceType] = &[
        ResourceType::Server,
        ResourceType::Group,
        ResourceType::OneviewAppliance,
        ResourceType::Filter,
        ResourceType::Setting,
        ResourceType::ExternalService,
    ];

    /// The value in jobs.
    pub fn as_str(&self) -> &str {
        match self {
            ResourceType::Server => "compute-ops-mgmt/server",
            ResourceType::Group => "compute-ops-mgmt/group",
            ResourceType::OneviewAppliance => "compute-ops-mgmt/oneview-appliance",
            ResourceType::Filter => "compute-ops-mgmt/filter",
            ResourceType::Setting => "compute-ops-mgmt/setting",
            ResourceType::ExternalService => "compute-ops-mgmt/external-service",
            ResourceType::Other(other) => other.as_str(),
        }
    }

    fn from_text(text: &str) -> Option<ResourceType> {
        if let Some(known) = ResourceType::ALL.iter().find(|known| known.as_str() == text) {
            return Some(known.clone());
        }
        let rest = text.strip_prefix(ResourceType::PREFIX)?;
        (!rest.is_empty()).then(|| ResourceType::Other(OtherResourceType(text.to_owned())))
    }
}

word!(ResourceType of Schema::jobs, "resource/type");
