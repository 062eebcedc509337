//! Reads an article draft as a copy editor does, and judges it.
//!
//! The crate knows no files, no clock, no async and no protocol: a [`Draft`] and a
//! [`Stylebook`] go in, a [`Reading`] or [`Finding`]s come out, and neither way can fail.
//! What could be read is returned.
//!
//! The modules stand in layer order: each imports only from those above it.

pub mod text;

pub mod finding;

pub mod stylebook;

pub mod languages;

pub mod formats;

pub mod draft;

pub mod reading;

pub mod rules;

pub use draft::Draft;
pub use finding::{Applicability, Edit, Finding, Fix, Related, Severity};
pub use reading::{Memo, Reading, read, read_unless};
pub use rules::{check, judge};
pub use stylebook::Stylebook;
pub use text::{Span, Text};
