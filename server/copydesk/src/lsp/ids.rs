//! Requests' ids, of which the base can cancel only strings and numbers of 32 bits.
//!
//! A longer number, as clients make them that count from the clock, is a string inside.

use std::borrow::Cow;

use serde_json::Value;
use tower_lsp::jsonrpc::{Id, Request, Response};

/// Stands before a number that is a string inside: no client's own ids begin so.
const MARK: &str = "\u{1}copydesk-id:";

/// A request as the base can cancel it; the notice of a cancellation likewise.
pub(super) fn inside(request: Request) -> Request {
    let (is_cancel, id) = (request.method() == "$/cancelRequest", request.id().and_then(short));
    if id.is_none() && !is_cancel {
        return request;
    }
    let (method, own, params) = request.into_parts();
    let renamed = Request::build(method);
    let renamed = match id.or(own) {
        Some(id) => renamed.id(id),
        None => renamed,
    };
    match params {
        Some(mut params) => {
            let cancelled = params.get("id").and_then(Value::as_i64).map(Id::Number);
            if let Some(Id::String(id)) = cancelled.as_ref().filter(|_| is_cancel).and_then(short) {
                params["id"] = Value::String(id);
            }
            renamed.params(params).finish()
        }
        None => renamed.finish(),
    }
}

/// An answer with the id that the client gave.
pub(super) fn outside(response: Response) -> Response {
    match own(response.id()) {
        Cow::Borrowed(_) => response,
        Cow::Owned(id) => Response::from_parts(id, response.into_parts().1),
    }
}

fn short(id: &Id) -> Option<Id> {
    match id {
        Id::Number(number) if i32::try_from(*number).is_err() => Some(Id::String(format!("{MARK}{number}"))),
        _ => None,
    }
}

fn own(id: &Id) -> Cow<'_, Id> {
    match id {
        Id::String(text) => match text.strip_prefix(MARK).and_then(|number| number.parse().ok()) {
            Some(number) => Cow::Owned(Id::Number(number)),
            None => Cow::Borrowed(id),
        },
        _ => Cow::Borrowed(id),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_id_comes_back_as_it_was() {
        for id in [Id::Number(1), Id::Number(1 << 40), Id::Number(i64::MIN), Id::String("x".into()), Id::Null]
        {
            let request =
                inside(Request::build("a").id(id.clone()).params(json!({ "id": 1u64 << 40 })).finish());
            assert_eq!(request.params(), Some(&json!({ "id": 1u64 << 40 })), "only a cancellation names one");
            let answer = Response::from_ok(request.id().expect("an id").clone(), Value::Null);
            assert_eq!(outside(answer).id(), &id);
        }
    }

    #[test]
    fn a_cancellation_finds_its_request() {
        let request = inside(Request::build("a").id(1 << 40).finish());
        let cancel = inside(Request::build("$/cancelRequest").params(json!({ "id": 1u64 << 40 })).finish());
        assert_eq!(
            request.id(),
            Some(&Id::String(cancel.params().expect("params")["id"].as_str().expect("a string").to_owned()))
        );
        for short in [json!({ "id": 7 }), json!({ "id": "seven" })] {
            let cancel = inside(Request::build("$/cancelRequest").params(short.clone()).finish());
            assert_eq!(cancel.params(), Some(&short));
        }
    }
}
