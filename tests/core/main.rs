//! Tests of the core: rule pages, whole drafts, readings, the memo, the layers.

mod names;
mod pages;
mod sentences;
mod underline;
