use chrono::NaiveDate;

use crate::language::{Language, Plural, Texts, fill};

/// What the closing of a programme says: what is erased by which day, what was erased already, what stays.
#[derive(Debug)]
#[cfg_attr(feature = "report", derive(serde::Serialize))]
pub(crate) struct ClosingWords {
    pub(crate) title: &'static str,
    pub(crate) ended_on: &'static str,
    pub(crate) goes: &'static str,
    pub(crate) gone_by: &'static str,
    pub(crate) data: &'static str,
    pub(crate) purpose: &'static str,
    pub(crate) last: &'static str,
    pub(crate) erased: &'static str,
    pub(crate) tombstone: &'static str,
    pub(crate) texts: Plural,
    pub(crate) numbers: Plural,
    pub(crate) stays: &'static str,
    pub(crate) template: &'static str,
    pub(crate) no_template: &'static str,
    pub(crate) evaluation: &'static str,
    pub(crate) portfolios: Plural,
    pub(crate) journal: &'static str,
}

impl Texts for ClosingWords {
    const ENGLISH: &'static Self = &ClosingWords {
        title: "Closing",
        ended_on: "The programme ended on {day}.",
        goes: "What is erased, and when",
        gone_by: "gone by",
        data: "data",
        purpose: "kept for",
        last: "Whoever leaves or asks for it earlier is erased earlier. From {day} on nothing is left that leads to a person.",
        erased: "Who was erased already",
        tombstone: "On {day} one participant was erased from the journal: {texts} went, and {numbers} under {id}, which leads to nobody.",
        texts: Plural { one: "{n} text", many: "{n} texts" },
        numbers: Plural {
            one: "{n} number stays for the figures of groups",
            many: "{n} numbers stay for the figures of groups",
        },
        stays: "What stays",
        template: "The design, in {file}, for others to begin from. It names nobody of this programme.",
        no_template: "No template: the design mentions people of this programme.",
        evaluation: "The evaluation: figures of at least {floor} people each.",
        portfolios: Plural {
            one: "{n} portfolio, which its owner takes along and can check without the programme. Hand it over, then erase it here.",
            many: "{n} portfolios, which their owners take along and can check without the programme. Hand them over, then erase them here.",
        },
        journal: "The journal, where the erased stand under a number that leads to nobody.",
    };

    const DUTCH: &'static Self = &ClosingWords {
        title: "Afsluiting",
        ended_on: "Het programma eindigde op {day}.",
        goes: "Wat wordt gewist, en wanneer",
        gone_by: "weg op",
        data: "gegevens",
        purpose: "bewaard voor",
        last: "Wie eerder vertrekt of erom vraagt, wordt eerder gewist. Vanaf {day} is er niets meer dat naar een persoon leidt.",
        erased: "Wie al gewist is",
        tombstone: "Op {day} is één deelnemer uit het journaal gewist: {texts} weg, en {numbers} onder {id}, dat naar niemand leidt.",
        texts: Plural { one: "{n} tekst is", many: "{n} teksten zijn" },
        numbers: Plural {
            one: "{n} getal blijft voor de cijfers van groepen",
            many: "{n} getallen blijven voor de cijfers van groepen",
        },
        stays: "Wat blijft",
        template: "Het ontwerp, in {file}, waarmee anderen kunnen beginnen. Het noemt niemand van dit programma.",
        no_template: "Geen sjabloon: het ontwerp noemt mensen van dit programma.",
        evaluation: "De evaluatie: cijfers over telkens ten minste {floor} mensen.",
        portfolios: Plural {
            one: "{n} talentdossier, dat de eigenaar meeneemt en zonder het programma kan controleren. Draag het over en wis het daarna hier.",
            many: "{n} talentdossiers, die hun eigenaars meenemen en zonder het programma kunnen controleren. Draag ze over en wis ze daarna hier.",
        },
        journal: "Het journaal, waarin wie gewist is onder een nummer staat dat naar niemand leidt.",
    };
}

impl ClosingWords {
    /// What an erasure took and left.
    pub(crate) fn tombstone(
        (id, on): (&str, NaiveDate),
        (texts, numbers): (usize, usize),
        language: Language,
    ) -> String {
        let words = Self::of(language);
        fill(
            words.tombstone,
            &[
                ("day", &language.long_day(on)),
                ("texts", &words.texts.of(texts, language)),
                ("numbers", &words.numbers.of(numbers, language)),
                ("id", id),
            ],
        )
    }

    /// What stays, line by line: a template in this file, an evaluation of at least so many people, so many portfolios, the journal.
    pub(crate) fn stays(
        template: Option<&str>,
        floor: Option<usize>,
        portfolios: usize,
        language: Language,
    ) -> Vec<String> {
        let words = Self::of(language);
        let template = match template {
            Some(file) => fill(words.template, &[("file", file)]),
            None => words.no_template.to_owned(),
        };
        let floor = floor.map(|floor| fill(words.evaluation, &[("floor", &floor.to_string())]));
        let portfolios = (portfolios > 0).then(|| words.portfolios.of(portfolios, language));
        let journal = words.journal.to_owned();
        [Some(template), floor, portfolios, Some(journal)].into_iter().flatten().collect()
    }
}
