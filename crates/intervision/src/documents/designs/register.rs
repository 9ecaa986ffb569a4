use intervision_model::privacy::{Anchor, Clock, LegalGround, Register, Visibility};

use crate::documents::markdown::plain;
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
    };
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
