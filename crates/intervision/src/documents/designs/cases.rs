use chrono::NaiveDate;
use intervision_model::case_bank::CaseBank;
use intervision_model::design::Design;
use intervision_model::privacy::{Circles, Consents, Reader};

use crate::documents::markdown::plain;
use crate::language::{Language, Texts, fill};

struct Words {
    title: &'static str,
    day: &'static str,
    none: &'static str,
    open: &'static str,
    owner: &'static str,
}

impl Texts for Words {
    const ENGLISH: &'static Self = &Words {
        title: "Cases from practice: {title}",
        day: "Day {n}: {session}",
        none: "No case yet; who brings one?",
        open: "Of no training day",
        owner: "Brought by {owner}.",
    };

    const DUTCH: &'static Self = &Words {
        title: "Casussen uit de praktijk: {title}",
        day: "Dag {n}: {session}",
        none: "Nog geen casus; wie brengt er een in?",
        open: "Bij geen trainingsdag",
        owner: "Ingebracht door {owner}.",
    };
}

/// The cases of each training day as a page of Markdown, as somebody may read them on a day: those that were cleared, with their owners only where
/// these consent. `None` while no case is cleared.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::core::Table;
/// use intervision::documents::cases_markdown;
/// use intervision::language::Language;
/// use intervision::model::case_bank::{CaseBank, CaseDraft};
/// use intervision::model::design::Design;
/// use intervision::model::privacy::{Consents, Reader, Role};
///
/// let design = Design::from_toml(r#"
///     version = 1
///     id = "track"
///     title = "Track"
///     season = { start = 2027-01-11, end = 2027-04-20 }
///     phases = [{ id = "all", title = "All of it" }]
///     [[sessions]]
///     id = "bad-news"
///     title = "Bringing bad news"
///     phase = "all"
///     audience = "everyone"
///     minutes = 480
///     develops = ["bringing-bad-news"]
/// "#)?;
/// let on = NaiveDate::from_ymd_opt(2027, 2, 1).ok_or("no such day")?;
/// let guide = Reader::new("guide", Role::Facilitator);
/// let mut bank = CaseBank::default();
/// let draft = CaseDraft::new("merger", "Telling it late", "a08 heard it from the paper.").tagged("bringing-bad-news");
/// bank.submit("a07", draft, &Table::new(["a07", "a08"])?, on)?;
/// assert_eq!(cases_markdown(&design, &bank, &guide, &Consents::default(), on, Language::English), None);
/// bank.clear("merger", &guide)?;
/// let page = cases_markdown(&design, &bank, &guide, &Consents::default(), on, Language::English).ok_or("no page")?;
/// assert!(page.contains("## Day 1: Bringing bad news") && page.contains("\\[person 1\\] heard it"));
/// assert!(!page.contains("a07") && !page.contains("a08"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn cases_markdown(
    design: &Design,
    bank: &CaseBank,
    reader: &Reader,
    consents: &Consents,
    on: NaiveDate,
    language: Language,
) -> Option<String> {
    let words = Words::of(language);
    let attached = bank.attach(design);
    if attached.open.is_empty() && attached.days.iter().all(|own| own.cases.is_empty()) {
        return None;
    }
    let case = |id: &String| {
        let case = bank.read(id, reader, &Circles, consents, on).ok()?;
        let mut text = format!("\n### {}\n\n{}\n", plain(case.title), plain(case.situation));
        if let Some(owner) = case.owner {
            text += "\n*";
            text += &fill(words.owner, &[("owner", &plain(owner.as_str()))]);
            text += "*\n";
        }
        Some(text)
    };
    let mut page = vec![format!("# {}\n", fill(words.title, &[("title", &plain(design.title()))]))];
    for own in &attached.days {
        let session = design.session(&own.session).map_or("", |session| &session.title);
        let head = fill(words.day, &[("n", &own.day.to_string()), ("session", &plain(session))]);
        page.push(format!("\n## {head}\n"));
        if own.cases.is_empty() {
            page.push(format!("\n{}\n", words.none));
        }
        page.extend(own.cases.iter().filter_map(case));
    }
    if !attached.open.is_empty() {
        page.push(format!("\n## {}\n", words.open));
        page.extend(attached.open.iter().filter_map(case));
    }
    Some(page.concat())
}
