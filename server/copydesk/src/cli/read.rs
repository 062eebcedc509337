//! `copydesk read`.

use copydesk_core::{Memo, read};

use super::input::{Answer, Job, answer_all};
use super::{Read, ReadFormat, Status};
use crate::output::{json_lines, reading};

pub(super) fn run(options: &Read) -> Status {
    answer_all(&options.drafts, |job| answer(job, options.output_format)).status
}

fn answer(job: &Job, format: ReadFormat) -> Answer {
    let reading = read(&job.draft, &job.stylebook, &mut Memo::default());
    let mut output = String::new();
    match format {
        ReadFormat::Full => reading::draft(&job.path, &job.draft.text, &reading, &mut output),
        ReadFormat::JsonLines => json_lines::reading(&job.path, &job.draft.text, &reading, &mut output),
    }
    Answer { output, status: Status::Clean, findings: 0 }
}
