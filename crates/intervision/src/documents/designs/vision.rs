use crate::adapters::{Rated, Verdict, Vision};
use crate::documents::markdown::plain;
use crate::language::{Language, Texts, fill};

struct Words {
    title: &'static str,
    carried: &'static str,
    open: &'static str,
    none_carried: &'static str,
    support: &'static str,
    standing: &'static str,
    too_few: &'static str,
    note: &'static str,
}

impl Texts for Words {
    const ENGLISH: &'static Self = &Words {
        title: "Our vision for {year}",
        carried: "What we carry together",
        open: "What we still talk about",
        none_carried: "No statement is carried yet.",
        support: "supported by {share}",
        standing: "supported by {share}, disagreement {index}",
        too_few: "rated by fewer than {floor} people",
        note: "A statement is carried when at least {share} of those who rated it support it. Disagreement runs from 0, all think alike, to \
               1, half of the group stands at each end.",
    };

    const DUTCH: &'static Self = &Words {
        title: "Onze visie voor {year}",
        carried: "Wat wij samen dragen",
        open: "Waarover wij nog in gesprek zijn",
        none_carried: "Er is nog geen uitspraak die wij samen dragen.",
        support: "gesteund door {share}",
        standing: "gesteund door {share}, verdeeldheid {index}",
        too_few: "beoordeeld door minder dan {floor} mensen",
        note: "Een uitspraak is gedragen als ten minste {share} van wie haar beoordeelde haar steunt. Verdeeldheid loopt van 0, allen \
               denken gelijk, tot 1, de helft van de groep staat aan elk uiteinde.",
    };
}

/// A vision as a page of Markdown: what the group carries, by theme, then what it still talks about.
#[must_use]
pub fn vision_markdown(vision: &Vision, language: Language) -> String {
    let words = Words::of(language);
    let mut page =
        format!("# {}\n", fill(words.title, &[("year", &vision.target_year.to_string())]));
    if let Some(question) = &vision.question {
        page.extend(["\n*", &plain(question), "*\n"]);
    }
    let carried = |rated: &Rated| matches!(rated.verdict, Verdict::Carried(_));
    let any = vision.themes.iter().flat_map(|(_, statements)| statements).any(carried);
    page.extend(["\n## ", words.carried, "\n"]);
    if !any {
        page.extend(["\n", words.none_carried, "\n"]);
    }
    page += &chapter(vision, &carried, language);
    let open = |rated: &Rated| !carried(rated);
    if vision.themes.iter().flat_map(|(_, statements)| statements).any(open) {
        page.extend(["\n## ", words.open, "\n"]);
        page += &chapter(vision, &open, language);
    }
    let share = language.percent(vision.carried_from);
    page + &format!("\n{}\n", fill(words.note, &[("share", &share)]))
}

fn chapter(vision: &Vision, shown: &dyn Fn(&Rated) -> bool, language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    for (theme, statements) in &vision.themes {
        let mut statements = statements.iter().filter(|rated| shown(rated)).peekable();
        if statements.peek().is_some() {
            text.extend(["\n### ", &plain(theme), "\n\n"]);
        }
        for rated in statements {
            let said = match rated.verdict {
                Verdict::Carried(stands) => {
                    fill(words.support, &[("share", &language.percent(stands.support))])
                }
                Verdict::Open(stands) => {
                    let share = language.percent(stands.support);
                    let index = language.number(stands.disagreement, 2);
                    fill(words.standing, &[("share", &share), ("index", &index)])
                }
                Verdict::TooFew => fill(words.too_few, &[("floor", &vision.floor.to_string())]),
            };
            text.extend(["- ", &plain(&rated.text), " (", &said, ")\n"]);
        }
    }
    text
}
