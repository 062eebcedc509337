//! Tests of the core: rule pages, whole drafts, readings, the memo, the layers.

mod benchmarks;
mod dates;
mod formats;
mod layers;
mod memo;
mod names;
mod pages;
mod quotes;
mod sentences;
mod underline;
