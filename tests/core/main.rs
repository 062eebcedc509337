//! Tests of the core: rule pages, whole drafts, readings, the memo, the layers.

mod dates;
mod formats;
mod layers;
mod memo;
mod pages;
mod sentences;
mod underline;
