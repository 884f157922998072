//! Runs the code of `testdata/clients/` and of the host files in `testdata/source/`, which must send
//! the recorded requests.
//!
//! The first case of each client and language whose program is installed runs always. `COMFILTER_CLIENTS` names a
//! folder with the packages of `testdata/clients/`, in a virtual environment `venv` and in
//! `node_modules`. Then all cases run, and a missing program is a failure; `.ci/long` does so.
#![cfg(test)]

#[path = "../wire/clients.rs"]
mod clients;
mod hosts;
mod packages;
mod recorded;
#[path = "../wire/mod.rs"]
mod wire;
