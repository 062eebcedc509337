//! A draft: its text, the format it is written in, and the name of its file.

use crate::formats::{self, Format};
use crate::text::Text;

/// An article as it stands on the writer's screen.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its text, byte order mark and front matter included.
    pub text: Text,
    /// How it is written.
    pub format: &'static Format,
    /// The name of its file without folders, for the date that many carry in it.
    pub name: Option<String>,
}

impl Draft {
    /// A draft in a format, with the name of its file if it has one.
    pub fn new(text: impl Into<Text>, format: &'static Format, name: Option<&str>) -> Self {
        Self { text: text.into(), format, name: name.map(str::to_owned) }
    }

    /// A draft whose format its file's name tells; plain text where it doesn't.
    pub fn named(text: impl Into<Text>, name: &str) -> Self {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let format = formats::for_extension(extension).unwrap_or(&formats::PLAIN);
        Self::new(text, format, Some(name))
    }
}
