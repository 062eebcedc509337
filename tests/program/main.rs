//! Tests of the program.

mod check;
mod client;
mod command;
mod lsp_actions;
mod lsp_cancel;
mod lsp_colors;
mod lsp_endurance;
mod lsp_features;
mod lsp_hints;
mod lsp_life;
mod lsp_log;
mod lsp_pull;
mod lsp_settings;
mod lsp_sync;
mod mending;
mod model;
mod modes;
mod old_copy;
mod readme;
mod settings;
