//! The line to a driver. A command that is not answered cuts it: a browser that hangs fails its test and holds up nothing else.

use std::{
    future::Future,
    io,
    net::Ipv4Addr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use http::Uri;
use hyper_util::{
    client::legacy::connect::{Connected, Connection},
    rt::TokioIo,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep},
};
use tower_service::Service;

/// How long a command may take. What a driver gives up by itself, a script or the loading of a page, takes less.
const LIMIT: Duration = Duration::from_secs(60);
/// How long a command may take after one was not answered: enough to close the browser, if it can be closed.
const LAST: Duration = Duration::from_secs(5);

/// Connects to the driver on a port of this machine.
#[derive(Clone)]
pub struct Line {
    port: u16,
    limit: Duration,
    hung: Arc<AtomicBool>,
}

impl Line {
    pub fn new(port: u16) -> Self {
        Self {
            port,
            limit: LIMIT,
            hung: Arc::default(),
        }
    }
}

impl Service<Uri> for Line {
    type Response = TokioIo<Wire>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let Self { port, limit, hung } = self.clone();
        Box::pin(async move {
            let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
            stream.set_nodelay(true)?;
            Ok(TokioIo::new(Wire {
                stream,
                limit,
                hung,
                asked: false,
                end: Box::pin(sleep(limit)),
            }))
        })
    }
}

/// One connection of a line.
pub struct Wire {
    stream: TcpStream,
    limit: Duration,
    hung: Arc<AtomicBool>,
    /// Whether an answer is awaited.
    asked: bool,
    /// When the answer is awaited no longer.
    end: Pin<Box<Sleep>>,
}

impl Connection for Wire {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        if let Poll::Ready(read) = Pin::new(&mut wire.stream).poll_read(context, into) {
            wire.asked = false;
            return Poll::Ready(read);
        }
        if !wire.asked {
            return Poll::Pending;
        }
        ready!(wire.end.as_mut().poll(context));
        // The error that comes out of the client does not say so.
        println!("the browser hangs: it has not answered a command in time");
        wire.hung.store(true, Ordering::Relaxed);
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        wire.asked = true;
        let limit = if wire.hung.load(Ordering::Relaxed) {
            LAST
        } else {
            wire.limit
        };
        wire.end.as_mut().reset(Instant::now() + limit);
        // Whoever writes is woken at the end: it may be waiting for the answer's bytes already.
        let _waiting: Poll<()> = wire.end.as_mut().poll(context);
        Pin::new(&mut wire.stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fantoccini::ClientBuilder;

    #[test]
    fn a_driver_that_never_answers_is_given_up() {
        let silent = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = silent.local_addr().expect("its address").port();
        let line = Line {
            limit: Duration::from_millis(50),
            ..Line::new(port)
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let answer = runtime.block_on(async {
            let connecting = ClientBuilder::new(line.clone());
            let address = format!("http://127.0.0.1:{port}");
            tokio::time::timeout(LAST, connecting.connect(&address)).await
        });
        let answer = answer.expect("the line is cut by itself");
        assert!(answer.is_err());
        assert!(line.hung.load(Ordering::Relaxed));
    }
}
