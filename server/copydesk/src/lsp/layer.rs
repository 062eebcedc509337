//! A tower layer around the base's service, for what the base leaves undone.
//!
//! - A handler runs up to its first wait inside `call`, which the base calls in the order of the
//!   messages. So a text changes, and a request takes its snapshot, exactly when its turn comes.
//! - A notification that waits goes on by itself and holds up no one.
//! - A panic costs the request its answer, and nothing else.
//! - `exit` ends the process, whatever else is going on.
//! - A `$/` request that no one knows is answered.
//! - A request can be cancelled whatever its id.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use tower_lsp::ExitedError;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_service::Service;

use super::ending::Ending;
use super::ids;

/// What a handler answers: nothing to a notification.
type Answer = Result<Option<Response>, ExitedError>;

/// A handler at work.
type Handler = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// The base's service inside the layer.
pub(super) struct Layer<S> {
    inner: S,
    ending: Arc<Ending>,
}

impl<S> Layer<S> {
    /// Puts the layer around a service.
    pub(super) fn around(inner: S, ending: Arc<Ending>) -> Self {
        Self { inner, ending }
    }
}

impl<S> Service<Request> for Layer<S>
where
    S: Service<Request, Response = Option<Response>, Error = ExitedError>,
    S::Future: Send + 'static,
{
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = Handler;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Handler {
        let request = ids::inside(request);
        let id = request.id().cloned();
        let method = request.method().to_owned();
        if method == "exit" {
            self.ending.exit();
        }
        if let Some(id) = id.clone().filter(|_| method.starts_with("$/")) {
            return done(Ok(Some(ids::outside(Response::from_error(id, Error::method_not_found())))));
        }
        let inner = &mut self.inner;
        let handler = catch_unwind(AssertUnwindSafe(|| inner.call(request)));
        let Ok(handler) = handler else {
            return done(Ok(panicked(&method, id)));
        };
        begin(Guarded { handler: Box::pin(handler), method, id: id.clone() }, id.is_some())
    }
}

/// Runs a handler up to its first wait.
fn begin(mut handler: Guarded, is_request: bool) -> Handler {
    // No one is woken by this first turn; whoever runs the handler on asks again.
    let first = Pin::new(&mut handler).poll(&mut Context::from_waker(Waker::noop()));
    match first {
        Poll::Ready(answer) => done(answer),
        Poll::Pending if is_request => Box::pin(handler),
        Poll::Pending => {
            tokio::spawn(handler);
            done(Ok(None))
        }
    }
}

fn done(answer: Answer) -> Handler {
    Box::pin(std::future::ready(answer))
}

/// A handler whose panic is an answer.
struct Guarded {
    handler: Handler,
    method: String,
    id: Option<Id>,
}

impl Future for Guarded {
    type Output = Answer;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Answer> {
        let handler = &mut self.handler;
        match catch_unwind(AssertUnwindSafe(|| handler.as_mut().poll(cx))) {
            Ok(poll) => poll.map(|answer| answer.map(|answer| answer.map(ids::outside))),
            Err(_) => {
                let id = self.id.take();
                Poll::Ready(Ok(panicked(&self.method, id)))
            }
        }
    }
}

fn panicked(method: &str, id: Option<Id>) -> Option<Response> {
    tracing::error!(method, "a handler panicked");
    Some(ids::outside(Response::from_error(id?, Error::internal_error())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Handlers that do what handlers should not.
    struct Unruly;

    impl Service<Request> for Unruly {
        type Response = Option<Response>;
        type Error = ExitedError;
        type Future = Handler;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request) -> Handler {
            match request.method() {
                "panics" => panic!("as the test wants it"),
                "panics later" => Box::pin(async {
                    tokio::task::yield_now().await;
                    panic!("as the test wants it")
                }),
                "waits" => Box::pin(std::future::pending()),
                _ => done(Ok(request.id().map(|id| Response::from_ok(id.clone(), true.into())))),
            }
        }
    }

    fn call(method: &'static str, id: Option<i64>) -> (Handler, Arc<Ending>) {
        let ending = Arc::new(Ending::default());
        let request = Request::build(method);
        let request = if let Some(id) = id { request.id(id) } else { request }.finish();
        (Layer::around(Unruly, Arc::clone(&ending)).call(request), ending)
    }

    async fn answer(method: &'static str) -> Response {
        call(method, Some(1)).0.await.expect("it goes on").expect("an answer")
    }

    #[tokio::test]
    async fn a_panic_costs_one_answer() {
        for method in ["panics", "panics later"] {
            assert_eq!(
                answer(method).await,
                Response::from_error(1.into(), Error::internal_error()),
                "{method}"
            );
        }
        assert_eq!(answer("fine").await, Response::from_ok(1.into(), true.into()));
    }

    #[tokio::test]
    async fn a_notification_holds_up_no_one() {
        for method in ["waits", "panics", "panics later"] {
            assert_eq!(call(method, None).0.await, Ok(None), "{method}");
        }
    }

    #[tokio::test]
    async fn a_request_that_no_one_knows_is_answered() {
        assert_eq!(answer("$/none").await, Response::from_error(1.into(), Error::method_not_found()));
    }

    #[tokio::test]
    async fn exit_is_heard_at_once() {
        let (handler, ending) = call("exit", None);
        ending.ended().await;
        assert_eq!(handler.await, Ok(None));
    }
}
