//! JavaScript in Node.js.

use super::super::Request;
use super::javascript;

/// A function, not `await` at the top: that needs a module, and this runs as a script too.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    javascript::fetch(request, each, "process.env.COM_TOKEN")
}
