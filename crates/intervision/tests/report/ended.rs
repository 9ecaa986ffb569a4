//! The chapters of a programme that is over: what it came to, and what becomes of it.

use intervision::language::Language;
use intervision::report::{
    Answered, Cell, Change, Closing, Erased, Evaluation, LevelChange, Report, TieCounts, Ties,
};

use crate::figures::{date, text_of};

/// An evaluation with every part, of so many people who answered.
pub(crate) fn evaluation(answered: usize) -> Evaluation {
    let question = Answered {
        question: "Was it <useful>?".into(),
        open: false,
        counts: vec![("yes".into(), Cell::Shown(answered)), ("no".into(), Cell::Below(5))],
        silent: Cell::Withheld,
    };
    let level = |competency: &str, change| LevelChange {
        competency: competency.into(),
        people: Cell::Shown(answered),
        change,
    };
    let shown = Change::Shown { mean: [0.5, 0.2, 0.8], d_av: [0.6, 0.25, 0.95] };
    let levels = [level("Influence", shown), level("Resistance", Change::NoVariance)];
    let counts = TieCounts {
        ties: (40, 118),
        density: (0.145, 0.428),
        across: (0.225, 0.466),
        new_and_gone: (78, 1),
        within_groups: (42, 23.7, 0.001),
    };
    let ties = Ties { question: "Whom?".into(), across: "unit".into(), figures: Some(counts) };
    Evaluation::new(5)
        .with_survey(24, Cell::Shown(answered), [question])
        .with_change(24, Cell::Shown(answered), levels)
        .with_ties(ties)
}

/// A closing with every part.
pub(crate) fn closing() -> Closing {
    let erased = Erased { tombstone: "erased-1".into(), on: date(1, 29), texts: 3, numbers: 1 };
    Closing::new(date(1, 29))
        .with_due("Notes", "Coaching", Some(date(1, 30)))
        .with_due("Answers", "Evaluation", None)
        .with_erased(erased)
        .with_template("template.toml")
        .with_evaluation(5)
        .with_portfolios(2)
}

fn page(answered: usize, language: Language) -> String {
    let report = Report::new("t", 24)
        .with_evaluation(evaluation(answered))
        .with_closing(closing())
        .in_language(language);
    report.to_html().unwrap()
}

#[test]
fn m16_m17_the_evaluation_is_a_chapter() {
    let html = page(21, Language::English);
    let text = text_of(&html);
    for said in [
        "21 of the 24 people who were asked answered (87.5%).",
        "Was it <useful>? answer people yes 21 no <5 said nothing to it withheld",
        "21 of 24 people were measured both times (87.5%).",
        "Influence 21 0.50 (0.20 to 0.80) 0.60 (0.25 to 0.95)",
        "Resistance 21 the levels do not vary",
        "ties 40 118 of all pairs 14% 43% across unit 22% 47%",
        "78 ties are new and 1 is gone. Of the new ones 42 are between people of one group; 23.7 would be by chance (p = 0.001).",
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
    // The bar of a count that is withheld has no length.
    assert_eq!(html.matches("<rect class=\"length\" width=\"0\"").count(), 2);
    let dutch = text_of(&page(21, Language::Dutch));
    assert!(dutch.contains("21 van de 24 mensen aan wie het is gevraagd antwoordden (87,5%)."));
}

#[test]
fn of_few_people_the_page_tells_nothing() {
    let text = text_of(&page(4, Language::English));
    assert!(text.contains("Fewer than 5 of the 24 people who were asked answered."), "{text}");
    assert!(text.contains("Influence <5 withheld"), "{text}");
    assert!(!text.contains("0.50"), "{text}");
}

#[test]
fn the_closing_tells_what_goes_and_what_stays() {
    let text = text_of(&page(21, Language::English));
    for said in [
        "The programme ended on 29 January 2027.",
        "30 January 2027 Notes Coaching",
        "From 30 January 2027 on nothing is left that leads to a person.",
        "3 texts went, and 1 number stays for the figures of groups under erased-1",
        "The design, in template.toml, for others",
        "2 portfolios, which their owners take along",
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
    let bare = Report::new("t", 3).with_closing(Closing::new(date(1, 29))).to_html().unwrap();
    let bare = text_of(&bare);
    assert!(bare.contains("No template") && !bare.contains("erased already"), "{bare}");
}

#[test]
fn before_its_end_a_programme_has_neither_chapter() {
    let html = Report::new("t", 3).to_html().unwrap();
    assert!(!html.contains("id=\"evaluation\"") && !html.contains("id=\"closing\""));
}
