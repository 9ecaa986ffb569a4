//! Runs the built example programs and looks at what they print.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a program did.
pub struct Ran {
    pub ok: bool,
    pub stdout: String,
    pub stderr: String,
}

/// Runs an example program that cargo built beside this test.
pub fn run(name: &str, args: &[&str]) -> Ran {
    run_with(name, args, "")
}

/// The same, with something on its standard input.
pub fn run_with(name: &str, args: &[&str], input: &str) -> Ran {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap().join("examples");
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{} is not built; run `cargo test --workspace`, or `cargo build --examples` before a single test",
        program.display()
    );
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that reads nothing has closed its end, which is no mistake.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ran {
        ok: output.status.success(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What a program prints when all is well.
pub fn text(name: &str, args: &[&str]) -> String {
    let ran = run(name, args);
    assert!(ran.ok, "{name} {args:?} failed: {}", ran.stderr);
    ran.stdout
}

/// The JSON object that a program prints, without the time it took.
pub fn json(name: &str, args: &[&str]) -> Value {
    let mut value: Value = serde_json::from_str(&text(name, args)).unwrap();
    let seconds = value.as_object_mut().unwrap().remove("seconds");
    assert!(seconds.is_none_or(|seconds| seconds.is_f64()), "seconds must be a number");
    value
}

/// The message of a program that must refuse its input, with `folder` cut out of the paths in it.
pub fn error(name: &str, args: &[&str], folder: &Path) -> String {
    let ran = run(name, args);
    assert!(!ran.ok, "{name} {args:?} took what is wrong and printed {}", ran.stdout);
    assert_eq!(ran.stdout, "", "an error leaves standard output alone");
    let prefix = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
    let message = ran.stderr.replace(&prefix, "");
    let message = message.strip_prefix("error: ").expect("a message begins with `error: `");
    message.trim_end().to_owned()
}

/// A file that ships.
pub fn data(path: &str) -> String {
    format!("{}/data/{path}", env!("CARGO_MANIFEST_DIR"))
}

/// A temporary folder with these files.
pub fn files(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// A path in a folder, as an argument.
pub fn at(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

/// Compares with a recorded output; `UPDATE_GOLDEN=1 cargo test` records it anew.
pub fn golden(name: &str, actual: &str) {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "golden", name].iter().collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == actual,
        "the output differs from {}; if it is right, record it with UPDATE_GOLDEN=1\n{actual}",
        path.display()
    );
}
