//! One person's test in the terminal.

use std::io::{BufRead, IsTerminal, Write, stderr, stdin, stdout};

use intervision::assess::adaptive::{AdaptiveTest, Next, Sitting, StopReason, TestState};
use intervision::assess::irt::score::Ability;
use intervision_examples::{AtPath, Outcome, read_text, write};
use serde_json::{Value, json};

use crate::args::Args;
use crate::questions::{Question, Questions};

/// Asks until the test is over, or nobody answers any more.
pub fn run(args: &Args, test: &AdaptiveTest, questions: &Questions) -> Outcome {
    let mut sitting = match &args.state {
        Some(path) if path.exists() => {
            let state = TestState::from_json(&read_text(path)?).at(path)?;
            test.resume(&state).at(path)?
        }
        _ => test.begin(args.seed),
    };
    // With --json standard output is for the result alone.
    let mut talk: Box<dyn Write> = if args.json { Box::new(stderr()) } else { Box::new(stdout()) };
    let ended = ask(args, questions, &mut sitting, &mut talk)?;
    if args.json {
        writeln!(stdout(), "{}", as_json(test, questions, &sitting, ended.as_ref()))?;
        return Ok(());
    }
    let answered = sitting.given().len();
    match ended {
        Some(reason) => {
            writeln!(
                talk,
                "\nAbility {} after {answered} items: {reason}.",
                shown(&sitting.ability())
            )?;
        }
        None => {
            writeln!(talk, "\nKept after {answered} answers; the same command goes on from there.")?
        }
    }
    Ok(())
}

/// Why the test is over; nothing if it was left and can be taken up again.
fn ask(
    args: &Args,
    questions: &Questions,
    sitting: &mut Sitting<'_>,
    talk: &mut dyn Write,
) -> Outcome<Option<StopReason>> {
    let mut lines = stdin().lock().lines();
    let mut answers = "";
    loop {
        let next = sitting.proceed();
        if let Some(path) = &args.state {
            write(path, sitting.state().to_json()? + "\n")?;
        }
        let item = match next {
            Next::Ask(item) => item,
            Next::Done(outcome) => return Ok(Some(outcome.reason)),
        };
        let question = questions.of_item(item);
        let number = sitting.given().len() + 1;
        if question.answers != answers {
            answers = &question.answers;
            writeln!(talk, "Answer {answers}.\n")?;
        }
        write!(talk, "{number}. {} ", question.text)?;
        talk.flush()?;
        let Some(category) = answer(question, &mut lines, talk)? else {
            if args.state.is_some() {
                return Ok(None);
            }
            let message = format!(
                "the input ended at question {number}, before the test did; answer it, or give --state FILE to go on later"
            );
            return Err(message.into());
        };
        sitting.answer(category)?;
        if let Ability::Finite { theta, se } = sitting.ability() {
            writeln!(talk, "     so far {theta:+.2} ± {se:.2}")?;
        }
    }
}

/// The next answer, if there is one. A person is asked again; a file that does not fit the questions is refused.
fn answer(
    question: &Question,
    lines: &mut dyn Iterator<Item = std::io::Result<String>>,
    talk: &mut dyn Write,
) -> Outcome<Option<usize>> {
    for line in lines {
        let line = line?;
        // What a person types stands on the screen already.
        if !stdin().is_terminal() {
            writeln!(talk, "{}", line.trim())?;
        }
        if let Some(category) = question.category(&line) {
            return Ok(Some(category));
        }
        let message = format!(
            "\"{}\" is no answer to \"{}\"; answer {}",
            line.trim(),
            question.text,
            question.answers
        );
        if !stdin().is_terminal() {
            return Err(message.into());
        }
        write!(talk, "     {message}: ")?;
        talk.flush()?;
    }
    Ok(None)
}

fn shown(ability: &Ability) -> String {
    match ability {
        Ability::Finite { theta, se } => format!("{theta:+.2}, standard error {se:.2},"),
        Ability::AtPlusInfinity => "above all that these items can tell apart".into(),
        Ability::AtMinusInfinity => "below all that these items can tell apart".into(),
        _ => "unknown".into(),
    }
}

fn as_json(
    test: &AdaptiveTest,
    questions: &Questions,
    sitting: &Sitting<'_>,
    ended: Option<&StopReason>,
) -> Value {
    let ability = sitting.ability();
    let status = match ability {
        Ability::Finite { .. } => "finite",
        Ability::AtPlusInfinity => "plus_infinity",
        Ability::AtMinusInfinity => "minus_infinity",
        _ => "no_responses",
    };
    let answer = |&(item, category): &(usize, usize)| json!({ "item": test.bank().ids()[item], "answer": questions.of_item(item).answer(category) });
    json!({
        "finished": ended.is_some(),
        "stopped": ended.map(ToString::to_string),
        "theta": ability.theta(),
        "se": ability.standard_error(),
        "status": status,
        "answers": sitting.given().iter().map(answer).collect::<Vec<_>>(),
    })
}
