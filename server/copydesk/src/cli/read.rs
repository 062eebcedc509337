//! `copydesk read`.

use copydesk_core::{Memo, read};

use super::Status;
use super::flags::{Read, ReadFormat};
use super::guard::{self, failed, guarded};
use super::input::{self, Job};
use super::report::{Answer, Report};
use super::sinks::Sinks;
use super::turns::take_turns;
use crate::output::{SILENT, json_lines, reading};
use crate::project::Project;

pub(super) fn run(options: &Read) -> Status {
    guard::watch();
    let project = Project::default();
    let given = input::find(&options.drafts, &project);
    let mut report = Report::new(Sinks::to_stdout(SILENT), given.len());
    let answer = |given: &_| {
        let job = input::open(given, &options.drafts, &project)?;
        let (answer, heard) = guarded(|| answer(&job, options.output_format));
        answer.ok_or_else(|| failed(&job.path, &heard))
    };
    take_turns(&given, answer, |answer| report.take(answer));
    report.finish()
}

fn answer(job: &Job, format: ReadFormat) -> Answer {
    let reading = read(&job.draft, &job.stylebook, &mut Memo::none());
    let mut direct = String::new();
    match format {
        ReadFormat::Full => reading::draft(&job.path, &job.draft.text, &reading, &mut direct),
        ReadFormat::JsonLines => json_lines::reading(&job.path, &job.draft.text, &reading, &mut direct),
    }
    Answer { direct, ..Answer::default() }
}
