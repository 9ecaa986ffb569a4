use crate::adapters::Closing;
use crate::documents::markdown::plain;
use crate::language::{Language, Texts, fill};
use crate::wording::ClosingWords;

/// What becomes of a closed programme, as a page of Markdown: what is erased by which day, what was erased already, and what stays.
#[must_use]
pub fn closing_markdown(closing: &Closing<'_>, language: Language) -> String {
    let words = ClosingWords::of(language);
    let ended = fill(words.ended_on, &[("day", &language.long_day(closing.ended))]);
    let mut page = vec![format!(
        "# {}: {}\n\n{ended}\n\n## {}\n\n| {} | {} | {} |\n|---|---|---|\n",
        words.title,
        plain(closing.title),
        words.goes,
        words.gone_by,
        words.data,
        words.purpose
    )];
    for due in closing.dues {
        let day = due.gone_by.map(|day| language.long_day(day)).unwrap_or_default();
        page.push(format!("| {day} | {} | {} |\n", plain(&due.holds), plain(&due.purpose)));
    }
    if let Some(last) = closing.last_day() {
        page.push(format!("\n{}\n", fill(words.last, &[("day", &language.long_day(last))])));
    }
    if !closing.erased.is_empty() {
        page.push(format!("\n## {}\n\n", words.erased));
    }
    for own in closing.erased {
        let tombstone = (own.id.as_str(), own.on);
        let told = ClosingWords::tombstone(tombstone, (own.texts, own.numbers), language);
        page.push(format!("- {told}\n"));
    }
    page.push(format!("\n## {}\n\n", words.stays));
    let file = closing.template.then_some("`template.toml`");
    let stays = ClosingWords::stays(file, closing.evaluation, closing.portfolios, language);
    page.extend(stays.iter().map(|line| format!("- {line}\n")));
    page.concat()
}
