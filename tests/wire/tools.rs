//! Programs of other languages, run without the settings of the user.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The longest run of a program. A first build fills caches, and twenty clients start at the same time.
const PATIENCE: Duration = Duration::from_secs(600);

/// Variables for a program. A `PATH` among them is also where the program is.
pub type Variables = Vec<(&'static str, OsString)>;

/// How to run a file.
#[derive(Clone, Copy)]
pub struct Tool {
    /// Programs that must be there.
    pub programs: &'static [&'static str],
    /// The name of the file.
    pub file: &'static str,
    /// Other files that run it.
    pub beside: &'static [(&'static str, &'static str)],
    pub build: &'static [&'static str],
    pub run: &'static [&'static str],
}

impl Tool {
    /// A program that it needs and this system does not have.
    pub fn missing(&self, variables: &Variables) -> Option<String> {
        match self.programs.iter().find(|program| !is_installed(program, variables)) {
            Some(program) => Some((*program).to_owned()),
            None if self.programs.contains(&"mcs") => missing_http_of_mono(),
            None => None,
        }
    }

    /// Writes the files that run it, and builds `text` if it has to be built.
    pub fn build(&self, folder: &Path, text: &str, variables: &Variables) -> (bool, String) {
        for (file, text) in self.beside {
            fs::write(folder.join(file), text).unwrap();
        }
        fs::write(folder.join(self.file), text).unwrap();
        if self.build.is_empty() {
            return (true, String::new());
        }
        let (status, output) = run(folder, self.build, variables);
        (status.success(), format!("{:?}: {status}\n{output}", self.build))
    }
}

/// Straight to stderr, because a passing test would swallow the output of a macro.
pub fn say_skipped(missing: &str) {
    use std::io::Write;
    std::io::stderr().write_all(format!("skipped: {missing} is not installed\n").as_bytes()).unwrap();
}

pub fn is_installed(program: &str, variables: &Variables) -> bool {
    let own = variables.iter().find(|(name, _)| *name == "PATH").map(|(_, path)| path.clone());
    let path = own.or_else(|| std::env::var_os("PATH")).unwrap_or_default();
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).any(|folder| folder.join(&file).is_file())
}

/// Some packages of Mono have its HTTP client in a separate package.
fn missing_http_of_mono() -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Probe.cs"), "static class Probe { static void Main() {} }").unwrap();
    let probe = ["mcs", "-r:System.Net.Http.dll", "Probe.cs"];
    let (status, _) = run(folder.path(), &probe, &Vec::new());
    (!status.success()).then(|| "System.Net.Http of Mono (libmono-system-net-http4.0-cil)".to_owned())
}

/// An empty folder.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a command in `folder`, and gives all that it wrote.
pub fn run(folder: &Path, command: &[&str], variables: &Variables) -> (ExitStatus, String) {
    let output = folder.join("output");
    let file = File::create(&output).unwrap();
    let mut child = prepare(folder, command, variables)
        .stdout(file.try_clone().unwrap())
        .stderr(file)
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return (status, String::from_utf8_lossy(&fs::read(&output).unwrap()).into_owned());
        }
        if start.elapsed() > PATIENCE {
            drop(child.kill());
            panic!("{command:?} did not end in {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn prepare(folder: &Path, command: &[&str], variables: &Variables) -> Command {
    let mut prepared = Command::new(command[0]);
    prepared.args(&command[1..]).current_dir(folder).stdin(Stdio::null());
    // Only the loopback interface: no proxy, no download of a newer compiler.
    for proxy in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        prepared.env_remove(proxy);
    }
    prepared.env("GOTOOLCHAIN", "local").env("GOFLAGS", "").env("GO111MODULE", "off");
    // No settings of the user: no .curlrc, no configuration of Ansible, no colours.
    prepared
        .env("CURL_HOME", folder)
        .env("ANSIBLE_CONFIG", folder.join("ansible.cfg"))
        .env("ANSIBLE_HOME", folder);
    prepared.envs(variables.iter().cloned());
    prepared.env("ANSIBLE_NOCOLOR", "1").env("NO_COLOR", "1").env("LC_ALL", "C.UTF-8");
    // Mono's compiler looks for assemblies elsewhere only with an option.
    if command[0] == "mcs"
        && let Some(path) = std::env::var_os("MONO_PATH")
    {
        for folder in std::env::split_paths(&path) {
            prepared.arg(format!("-lib:{}", folder.display()));
        }
    }
    prepared
}
