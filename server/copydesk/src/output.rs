//! Output formats, one file each.

pub mod json_lines;
