//! A server on the loopback interface that records its requests.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// Longest head of a request, in bytes.
const HEAD: usize = 64 << 10;

/// Longest silence of a client.
const SILENCE: Duration = Duration::from_secs(10);

/// The head of a request.
#[derive(Debug)]
pub struct Seen {
    pub method: String,
    /// As it was sent.
    pub target: String,
    headers: Vec<(String, String)>,
}

impl Seen {
    fn parse(head: &str) -> Seen {
        let mut lines = head.split("\r\n");
        let (method, rest) = lines.next().unwrap().split_once(' ').unwrap();
        // Some clients send a target with blanks.
        let (target, _) = rest.rsplit_once(" HTTP/").unwrap();
        Seen {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: lines
                .take_while(|line| !line.is_empty())
                .map(|line| line.split_once(':').unwrap())
                .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
                .collect(),
        }
    }

    /// Every value of a header; its name in lower case.
    pub fn header(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }
}

/// The server's answer.
#[derive(Debug, Clone)]
pub enum Answer {
    /// 200, and a list with a job named `answer-200`.
    List,
    /// 401, and an error with the message `answer-401`.
    Unauthorized,
    /// 302 to this base.
    Redirect(String),
    /// 200, and the page of five jobs at the `offset` of the request, or after its `next`, two at a time.
    Pages,
}

impl Answer {
    fn write(&self, target: &str) -> String {
        let page = page(target);
        let (status, location, body) = match self {
            Answer::Pages => ("200 OK", String::new(), &*page),
            Answer::List => ("200 OK", String::new(), r#"{"count":1,"items":[{"name":"answer-200"}]}"#),
            Answer::Unauthorized => {
                ("401 Unauthorized", String::new(), r#"{"httpStatusCode":401,"message":"answer-401"}"#)
            }
            Answer::Redirect(base) => ("302 Found", format!("Location: {base}/elsewhere\r\n"), "answer-302"),
        };
        format!(
            "HTTP/1.1 {status}\r\n{location}Content-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    }
}

/// A page of the jobs `job-0` to `job-4`, with members that a careless reader takes for those of the page.
fn page(target: &str) -> String {
    let after = |name: &str| {
        target.split(['?', '&']).find_map(|part| part.strip_prefix(name)).and_then(|value| value.parse().ok())
    };
    let start: usize = after("offset=").or(after("next=c%2F%3D")).unwrap_or(0);
    let job =
        |at| format!(r#"{{"name":"job-{at}","results":{{"total":99,"next":"x","items":[]}},"a":"\"}}]"}}"#);
    let items: Vec<String> = (start..5.min(start + 2)).map(job).collect();
    let next = if start + 2 < 5 { format!(r#""c\/\u003d{}""#, start + 2) } else { "null".to_owned() };
    format!(r#"{{"count":{},"items":[{}],"total":5,"next":{next}}}"#, items.len(), items.join(","))
}

struct State {
    answer: Answer,
    seen: Vec<Seen>,
}

/// The server; it ends when this is dropped.
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start() -> Server {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State { answer: Answer::List, seen: Vec::new() }));
        let stop = Arc::new(AtomicBool::new(false));
        let thread = std::thread::spawn({
            let (state, stop) = (Arc::clone(&state), Arc::clone(&stop));
            move || serve(&listener, &state, &stop)
        });
        Server { address, state, stop, thread: Some(thread) }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on, the answer is this.
    pub fn answer(&self, answer: Answer) {
        self.state.lock().unwrap().answer = answer;
    }

    /// The requests since the last call.
    pub fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut self.state.lock().unwrap().seen)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread, which waits for a connection.
        drop(TcpStream::connect(self.address));
        drop(self.thread.take().map(JoinHandle::join));
    }
}

fn serve(listener: &TcpListener, state: &Mutex<State>, stop: &AtomicBool) {
    for stream in listener.incoming() {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        // A client that goes away fails its own test.
        drop(stream.and_then(|stream| exchange(stream, state)));
    }
}

fn exchange(mut stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))?;
    let mut head = Vec::new();
    let mut chunk = [0; 4096];
    while !head.windows(4).any(|window| window == b"\r\n\r\n") && head.len() < HEAD {
        match stream.read(&mut chunk)? {
            0 => break,
            read => head.extend_from_slice(&chunk[..read]),
        }
    }
    if head.is_empty() {
        return Ok(());
    }
    let answer = {
        let mut state = state.lock().unwrap();
        let seen = Seen::parse(&String::from_utf8_lossy(&head));
        let answer = state.answer.write(&seen.target);
        state.seen.push(seen);
        answer
    };
    stream.write_all(answer.as_bytes())
}
