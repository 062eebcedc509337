//! What stays the same of a finding while its draft is edited elsewhere: its rule and its words.
//!
//! Neither line nor message belongs to it: lines move, and messages count ("stands 3 times").

use std::collections::HashMap;

use copydesk_core::Finding;

/// The words that a finding is about, white space made even, so that wrapping changes nothing.
pub fn words(whole: &str, finding: &Finding) -> String {
    let own = finding.span.of(whole);
    // A lone mark tells nothing; the words behind it do.
    let told = own.contains(char::is_alphanumeric);
    let length = if told { 0 } else { FOLLOWING };
    let rest = whole.get(finding.span.end as usize..).unwrap_or_default().split_whitespace().take(length);
    let joined = own.split_whitespace().chain(rest);
    joined.collect::<Vec<_>>().join(" ")
}

/// Words behind a mark that tell which one it is.
const FOLLOWING: usize = 6;

/// A draft's findings' fingerprints: unique in the report, for equal findings of one draft are
/// counted, and the same in every run.
pub fn of_all(way: &str, whole: &str, findings: &[Finding]) -> Vec<String> {
    let mut seen: HashMap<u128, usize> = HashMap::new();
    let mark = |finding: &Finding| {
        let base = hash(&[finding.rule, way, &words(whole, finding)]);
        let turn = seen.entry(base).or_default();
        *turn += 1;
        match *turn {
            1 => format!("{base:032x}"),
            turn => format!("{:032x}", hash(&[&format!("{base:032x}"), &turn.to_string()])),
        }
    };
    findings.iter().map(mark).collect()
}

/// FNV-1a of 128 bits: the same on every machine and in every release, which the standard
/// library's hashes don't promise, and no one gains by forging it.
pub fn hash(parts: &[&str]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xFF]));
    bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}
