//! Tests of the program.

mod client;
mod lsp_life;
mod lsp_sync;
mod model;
