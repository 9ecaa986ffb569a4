use std::process::ExitCode;

use intervision::core::ServiceError;

/// What a program ends with: nothing more to say, or a message for people.
pub type Outcome<T = ()> = Result<T, ServiceError>;

/// Ends a program: prints the message of an error, without a trace, and fails.
pub fn finish(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
