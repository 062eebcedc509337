//! Output formats, one file each, all from the same findings and readings.

pub mod concise;
pub mod full;
pub mod json_lines;
pub mod reading;
