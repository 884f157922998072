//! The messages of JSON-RPC: those of the client, and the server's answers.

use std::sync::mpsc::Sender;

use gen_lsp_types::ErrorCodes;
use gen_lsp_types::json_rpc::{Error, Id};
use serde::Serialize;
use serde_json::Value;

use super::frame::framed;

/// A message of the client.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Incoming {
    Request {
        id: Id,
        method: String,
        params: Value,
    },
    Notification {
        method: String,
        params: Value,
    },
    /// The answer to a request of the server.
    Response,
}

/// The message in the body of a frame, or the error for the client.
pub(super) fn parse(body: &[u8]) -> Result<Incoming, (Id, Error)> {
    let refused = |id, code, message: String| Err((id, error(code, message)));
    let message: Value = match serde_json::from_slice(body) {
        Ok(message) => message,
        Err(problem) => {
            return refused(Id::Null, ErrorCodes::ParseError, format!("this is not JSON: {problem}"));
        }
    };
    let Value::Object(mut message) = message else {
        return refused(Id::Null, ErrorCodes::InvalidRequest, "a message must be an object".to_owned());
    };
    let id = match message.remove("id") {
        None => None,
        Some(Value::String(id)) => Some(Id::String(id)),
        Some(id) => match id.as_i64() {
            Some(id) => Some(Id::Number(id)),
            None => {
                let message = "an `id` must be an integer or a string".to_owned();
                return refused(Id::Null, ErrorCodes::InvalidRequest, message);
            }
        },
    };
    let params = message.remove("params").unwrap_or_default();
    match (id, message.remove("method")) {
        (Some(id), Some(Value::String(method))) => Ok(Incoming::Request { id, method, params }),
        (None, Some(Value::String(method))) => Ok(Incoming::Notification { method, params }),
        (Some(_), None) if message.contains_key("result") || message.contains_key("error") => {
            Ok(Incoming::Response)
        }
        (id, _) => {
            let message = "a message must have a `method`".to_owned();
            refused(id.unwrap_or(Id::Null), ErrorCodes::InvalidRequest, message)
        }
    }
}

/// The error of a request.
pub(super) fn error(code: ErrorCodes, message: impl Into<String>) -> Error {
    Error { code, message: message.into(), data: None }
}

/// Sends messages to the client. If it has gone away, they are dropped.
#[derive(Debug, Clone)]
pub(super) struct Client(pub(super) Sender<Vec<u8>>);

#[derive(Serialize)]
#[serde(untagged)]
enum Outgoing<'m, T> {
    Answer {
        jsonrpc: &'static str,
        id: &'m Id,
        result: T,
    },
    Refusal {
        jsonrpc: &'static str,
        id: &'m Id,
        error: Error,
    },
    Request {
        jsonrpc: &'static str,
        id: i64,
        method: &'static str,
        // A request without parameters has no such key.
        #[serde(skip_serializing_if = "Option::is_none")]
        params: Option<T>,
    },
    Notification {
        jsonrpc: &'static str,
        method: &'static str,
        params: T,
    },
}

const VERSION: &str = "2.0";

impl Client {
    pub(super) fn answer(&self, id: &Id, result: Result<impl Serialize, Error>) {
        match result {
            Ok(result) => self.send(&Outgoing::Answer { jsonrpc: VERSION, id, result }),
            Err(error) => self.refuse(id, error),
        }
    }

    pub(super) fn refuse(&self, id: &Id, error: Error) {
        let refusal: Outgoing<'_, ()> = Outgoing::Refusal { jsonrpc: VERSION, id, error };
        self.send(&refusal);
    }

    pub(super) fn request(&self, id: i64, method: &'static str, params: Option<impl Serialize>) {
        self.send(&Outgoing::Request { jsonrpc: VERSION, id, method, params });
    }

    pub(super) fn notify(&self, method: &'static str, params: impl Serialize) {
        self.send(&Outgoing::Notification { jsonrpc: VERSION, method, params });
    }

    fn send<T: Serialize>(&self, message: &Outgoing<'_, T>) {
        // The types of the protocol are maps with strings as keys, which JSON can always write.
        if let Ok(body) = serde_json::to_vec(message) {
            let _ = self.0.send(framed(&body));
        }
    }
}
