//! The page of figures: tables in Markdown.

use std::fmt::{self, Display, Formatter};

/// Stands where nothing is wanted of a figure: it is there to read others by.
pub(crate) const NOTHING: &str = "–";

/// Figures in the order they came, ratios apart from what a stopwatch says.
#[derive(Default)]
pub(crate) struct Page {
    ratios: Vec<String>,
    plain: Vec<String>,
}

impl Page {
    /// A ratio, measured some times; what is wanted of it.
    pub(crate) fn ratio(&mut self, what: &str, wanted: &str, samples: &[f64]) {
        eprintln!("{what} ({wanted}): {}", spread(samples));
        self.ratios.push(format!("| {what} | {wanted} | {} |", spread(samples)));
    }

    /// A figure with its unit, which is the machine's as much as the program's; what is wanted of it.
    pub(crate) fn plain(&mut self, what: &str, unit: &str, wanted: &str, samples: &[f64]) {
        eprintln!("{what} ({wanted}): {} {unit}", spread(samples));
        self.plain.push(format!("| {what} | {unit} | {wanted} | {} |", spread(samples)));
    }
}

impl Display for Page {
    fn fmt(&self, page: &mut Formatter) -> fmt::Result {
        writeln!(page, "## Ratios\n")?;
        writeln!(page, "| | wanted | least | median | most |\n|---|---|---|---|---|")?;
        self.ratios.iter().try_for_each(|row| writeln!(page, "{row}"))?;
        writeln!(page, "\n## By the stopwatch\n")?;
        writeln!(page, "| | unit | wanted | least | median | most |\n|---|---|---|---|---|---|")?;
        self.plain.iter().try_for_each(|row| writeln!(page, "{row}"))
    }
}

/// The least, the middle and the most of some samples, as cells of a table.
fn spread(samples: &[f64]) -> String {
    if samples.is_empty() {
        return "not measured on this system | – | –".to_owned();
    }
    let [least, median, most] = [0.0, 0.5, 1.0].map(|share| rounded(at(samples, share)));
    format!("{least} | {median} | {most}")
}

/// The sample that this share of all samples lies below.
pub(crate) fn at(samples: &[f64], share: f64) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}

fn rounded(figure: f64) -> String {
    if figure < 10.0 { format!("{figure:.2}") } else { format!("{figure:.1}") }
}
