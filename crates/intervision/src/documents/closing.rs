use chrono::NaiveDate;
use intervision_model::privacy::{Anchor, Clock, LegalGround, Register, Visibility};

use super::markdown::plain;
use crate::adapters::Due;
use crate::language::{Language, Plural, Texts, fill};

struct Words {
    register: &'static str,
    controller: &'static str,
    ground: &'static str,
    data: &'static str,
    seen_by: &'static str,
    kept: &'static str,
    /// Of articles 6(1)(a) to (f).
    grounds: [&'static str; 6],
    circles: [&'static str; 4],
    days: Plural,
    noted: &'static str,
    left: &'static str,
    ended: &'static str,
    title: &'static str,
    ended_on: &'static str,
    goes: &'static str,
    gone_by: &'static str,
    purpose: &'static str,
    last: &'static str,
    stays: &'static str,
    template: &'static str,
    no_template: &'static str,
    evaluation: &'static str,
    portfolios: Plural,
    journal: &'static str,
}

impl Texts for Words {
    const ENGLISH: &'static Self = &Words {
        register: "Record of processing activities",
        controller: "Controller",
        ground: "Legal ground",
        data: "data",
        seen_by: "shown to",
        kept: "kept until",
        grounds: [
            "consent (6.1.a)",
            "contract (6.1.b)",
            "legal obligation (6.1.c)",
            "vital interests (6.1.d)",
            "public task (6.1.e)",
            "legitimate interest (6.1.f)",
        ],
        circles: ["nobody else", "the pair", "the group", "the programme"],
        days: Plural { one: "{n} day after {what}", many: "{n} days after {what}" },
        noted: "it was noted",
        left: "the person leaves",
        ended: "the programme ends",
        title: "Closing: {title}",
        ended_on: "The programme ended on {day}.",
        goes: "What is erased, and when",
        gone_by: "gone by",
        purpose: "kept for",
        last: "Whoever leaves or asks for it earlier is erased earlier. From {day} on nothing is left that leads to a person.",
        stays: "What stays",
        template: "The design, in `template.toml`, for others to begin from. It names nobody of this programme.",
        no_template: "No template: the design mentions people of this programme.",
        evaluation: "The evaluation: figures of at least {floor} people each.",
        portfolios: Plural {
            one: "{n} portfolio, which its owner takes along and can check without the programme. Hand it over, then erase it here.",
            many: "{n} portfolios, which their owners take along and can check without the programme. Hand them over, then erase them here.",
        },
        journal: "The journal, where the erased stand under a number that leads to nobody.",
    };

    const DUTCH: &'static Self = &Words {
        register: "Register van verwerkingen",
        controller: "Verwerkingsverantwoordelijke",
        ground: "Grondslag",
        data: "gegevens",
        seen_by: "te zien voor",
        kept: "bewaard tot",
        grounds: [
            "toestemming (6.1.a)",
            "overeenkomst (6.1.b)",
            "wettelijke verplichting (6.1.c)",
            "vitale belangen (6.1.d)",
            "taak van algemeen belang (6.1.e)",
            "gerechtvaardigd belang (6.1.f)",
        ],
        circles: ["niemand anders", "het tweetal", "de groep", "het programma"],
        days: Plural { one: "{n} dag nadat {what}", many: "{n} dagen nadat {what}" },
        noted: "het is vastgelegd",
        left: "de deelnemer vertrekt",
        ended: "het programma eindigt",
        title: "Afsluiting: {title}",
        ended_on: "Het programma eindigde op {day}.",
        goes: "Wat wordt gewist, en wanneer",
        gone_by: "weg op",
        purpose: "bewaard voor",
        last: "Wie eerder vertrekt of erom vraagt, wordt eerder gewist. Vanaf {day} is er niets meer dat naar een persoon leidt.",
        stays: "Wat blijft",
        template: "Het ontwerp, in `template.toml`, waarmee anderen kunnen beginnen. Het noemt niemand van dit programma.",
        no_template: "Geen sjabloon: het ontwerp noemt mensen van dit programma.",
        evaluation: "De evaluatie: cijfers over telkens ten minste {floor} mensen.",
        portfolios: Plural {
            one: "{n} talentdossier, dat de eigenaar meeneemt en zonder het programma kan controleren. Draag het over en wis het daarna hier.",
            many: "{n} talentdossiers, die hun eigenaars meenemen en zonder het programma kunnen controleren. Draag ze over en wis ze daarna hier.",
        },
        journal: "Het journaal, waarin wie gewist is onder een nummer staat dat naar niemand leidt.",
    };
}

/// A programme that is closed: what there is besides the data that go.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Closing<'a> {
    /// What the programme is called.
    pub title: &'a str,
    /// Its last day.
    pub ended: NaiveDate,
    /// What goes when, as [`retention`](crate::adapters::retention) tells.
    pub dues: &'a [Due],
    /// Whether a template was written.
    pub template: bool,
    /// Of an evaluation the fewest people that a figure is of.
    pub evaluation: Option<usize>,
    /// How many portfolios there are to hand over.
    pub portfolios: usize,
}

impl<'a> Closing<'a> {
    /// A programme that leaves nothing but its journal.
    #[must_use]
    pub fn new(title: &'a str, ended: NaiveDate, dues: &'a [Due]) -> Self {
        Closing { title, ended, dues, template: false, evaluation: None, portfolios: 0 }
    }
}

/// What becomes of a closed programme, as a page of Markdown: what is erased by which day, and what stays.
#[must_use]
pub fn closing_markdown(closing: &Closing<'_>, language: Language) -> String {
    let words = Words::of(language);
    let title = fill(words.title, &[("title", &plain(closing.title))]);
    let ended = fill(words.ended_on, &[("day", &language.long_day(closing.ended))]);
    let mut page = vec![format!(
        "# {title}\n\n{ended}\n\n## {}\n\n| {} | {} | {} |\n|---|---|---|\n",
        words.goes, words.gone_by, words.data, words.purpose
    )];
    for due in closing.dues {
        let day = due.gone_by.map(|day| language.long_day(day)).unwrap_or_default();
        page.push(format!("| {day} | {} | {} |\n", plain(&due.holds), plain(&due.purpose)));
    }
    if let Some(last) = closing.dues.iter().filter_map(|due| due.gone_by).max() {
        page.push(format!("\n{}\n", fill(words.last, &[("day", &language.long_day(last))])));
    }
    page.push(format!("\n## {}\n\n", words.stays));
    let template = if closing.template { words.template } else { words.no_template };
    page.push(format!("- {template}\n"));
    if let Some(floor) = closing.evaluation {
        page.push(format!("- {}\n", fill(words.evaluation, &[("floor", &floor.to_string())])));
    }
    if closing.portfolios > 0 {
        page.push(format!("- {}\n", words.portfolios.of(closing.portfolios, language)));
    }
    page.concat() + &format!("- {}\n", words.journal)
}

/// The record of processing activities (article 30 of the General Data Protection Regulation), as a page of Markdown with a table per
/// purpose; what fields hold stays as it is written in the register.
#[must_use]
pub fn register_markdown(register: &Register, language: Language) -> String {
    let words = Words::of(language);
    let controller = plain(register.controller());
    let mut page = vec![format!("# {}\n\n{}: {controller}\n", words.register, words.controller)];
    for purpose in register.purposes() {
        let ground = ground(purpose.ground, words);
        let title = plain(&purpose.title);
        page.push(format!("\n## {title}\n\n{}: {ground}\n\n", words.ground));
        page.push(format!(
            "| {} | {} | {} |\n|---|---|---|\n",
            words.data, words.seen_by, words.kept
        ));
        for field in register.fields().iter().filter(|field| field.purpose == purpose.id) {
            let (circle, keep) = (circle(field.widest, words), clock(purpose.keep, language));
            page.push(format!("| {} | {circle} | {keep} |\n", plain(&field.holds)));
        }
    }
    page.concat()
}

fn ground(ground: LegalGround, words: &Words) -> &'static str {
    let [consent, contract, obligation, vital, task, interest] = words.grounds;
    match ground {
        LegalGround::Consent => consent,
        LegalGround::Contract => contract,
        LegalGround::LegalObligation => obligation,
        LegalGround::VitalInterests => vital,
        LegalGround::PublicTask => task,
        LegalGround::LegitimateInterest => interest,
    }
}

fn circle(circle: Visibility, words: &Words) -> &'static str {
    let [nobody, pair, group, programme] = words.circles;
    match circle {
        Visibility::Private => nobody,
        Visibility::Pair => pair,
        Visibility::Group => group,
        Visibility::Programme => programme,
    }
}

fn clock(clock: Clock, language: Language) -> String {
    let words = Words::of(language);
    let what = match clock.after {
        Anchor::Noted => words.noted,
        Anchor::Left => words.left,
        Anchor::ProgrammeEnded => words.ended,
    };
    let days = if clock.days == 1 { words.days.one } else { words.days.many };
    fill(days, &[("n", &language.number(clock.days.into(), 0)), ("what", what)])
}
