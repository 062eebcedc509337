//! Tests of the program.

mod check;
mod client;
mod command;
mod lsp_life;
mod lsp_sync;
mod model;
mod settings;
