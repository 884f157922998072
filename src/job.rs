//! A job as a Rust type.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A job, as the API page shows one. Each property may be missing, and a null is read as missing;
/// `other` has the unlisted properties.
///
/// Timestamps are strings, because `contains` looks into them; parse one with
/// [`Timestamp::parse`](crate::Timestamp::parse).
///
/// ```
/// use comfilter::{Filter, Job};
///
/// let job: Job = serde_json::from_str(r#"{ "name": "PowerOn", "state": "ERROR", "attempt": 2 }"#)?;
/// assert_eq!(job.state.as_deref(), Some("ERROR"));
/// assert_eq!(job.other["attempt"], 2);
///
/// let matcher = "state eq 'ERROR'".parse::<Filter>()?.matcher();
/// assert!(matcher.verdict_of(&job)?.is_true());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The job's id, a uuid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The id of the job that started this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_job_id: Option<String>,
    /// `compute-ops-mgmt/job`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The path of the job itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_uri: Option<String>,
    /// The job's name: `FirmwareUpdate.New`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The job's generation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<i64>,
    /// Whether the job is deleted once its state is COMPLETE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_on_complete: Option<bool>,
    /// Whether the job can be cancelled. Jobs spell it with one l; `other` has the spelling of
    /// filters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelable: Option<bool>,
    /// When the job was created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When the job last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// The id of the template, which decides the work of the job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_template: Option<String>,
    /// The resource that the job works on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<JobResource>,
    /// The parameters of the job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_params: Option<BTreeMap<String, Value>>,
    /// The results of the job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results: Option<BTreeMap<String, Value>>,
    /// `RUNNING`, `ERROR`, `COMPLETE` and others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// `SUCCESS` or `FAILURE`; the page's sample has an empty object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result_code: Option<Value>,
    /// The progress of the job, in words for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// More about the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_details: Option<BTreeMap<String, Value>>,
    /// Everything else.
    #[serde(flatten)]
    pub other: BTreeMap<String, Value>,
}

/// The resource of a job.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct JobResource {
    /// The id: `P06760-B21+2M212504P8` of a server, a uuid of a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The kind: `compute-ops-mgmt/server`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub other: BTreeMap<String, Value>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Schema, schema::Type};

    /// Every property of the page's sample, with values of our own.
    fn sample() -> Value {
        json!({
            "id": "5f0a8c36-52d4-4c6e-9d3c-0a6c6f0f2a11",
            "parentJobId": "8b0f6d0e-6a0b-4a39-8f63-2e6d1a9d7c55",
            "type": "compute-ops-mgmt/job",
            "resourceUri": "/compute-ops-mgmt/v1/jobs/5f0a8c36-52d4-4c6e-9d3c-0a6c6f0f2a11",
            "name": "FirmwareUpdate.New",
            "generation": 9,
            "deleteOnComplete": true,
            "createdAt": "2022-08-04T18:52:26.278608+00:00",
            "updatedAt": "2022-08-04T18:53:00Z",
            "jobTemplate": "fd54a96c-cabc-42e3-aee3-374a2d009dba",
            "resource": { "id": "P06760-B21+2M212504P8", "type": "compute-ops-mgmt/server" },
            "jobParams": { "devices": [], "more": { "a": [1.5] } },
            "results": { "location": "x" },
            "state": "PENDING",
            "resultCode": {},
            "status": "waiting",
            "statusDetails": {}
        })
    }

    #[test]
    fn a_job_is_written_as_it_was_read() {
        let job: Job = serde_json::from_value(sample()).unwrap();
        assert!(job.other.is_empty(), "{:?}", job.other);
        assert_eq!(serde_json::to_value(&job).unwrap(), sample());
        let mut more = sample();
        more["cancelable"] = json!(false);
        more["cancellable"] = json!(null);
        more["resource"]["name"] = json!("rack 4");
        more["attempts"] = json!([1, { "b": null }]);
        let job: Job = serde_json::from_value(more.clone()).unwrap();
        assert_eq!(serde_json::to_value(&job).unwrap(), more);
        assert_eq!(serde_json::to_value(Job::default()).unwrap(), json!({}));
    }

    #[test]
    fn every_property_that_can_be_filtered_by_has_a_field() {
        for property in Schema::jobs().properties() {
            let value = match property.ty {
                Type::Integer | Type::Decimal => json!(1),
                Type::Boolean => json!(true),
                Type::Object | Type::Array => json!({}),
                Type::String | Type::Timestamp => json!("x"),
            };
            // As the service spells it.
            let name = property.json.first().unwrap_or(&property.name);
            let value = name.rsplit('/').fold(value, |value, key| json!({ key: value }));
            let job: Job = serde_json::from_value(value).unwrap();
            assert!(job.other.is_empty(), "{name}");
            assert!(job.resource.is_none_or(|resource| resource.other.is_empty()), "{name}");
        }
    }
}
