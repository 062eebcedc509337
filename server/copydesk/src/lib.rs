//! copydesk, the program: finds drafts and settings, serves editors, prints reports.
//!
//! `lsp` and `cli` stand side by side on `project` and the core; neither imports the other.

pub mod cli;
pub mod lsp;
pub mod output;
pub mod project;
