//! The templates and how they are filled. Everything that goes in is escaped; nothing is marked safe.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::ReportError;
use super::view::Page;

/// Name and text of each template; `page.html` is the outermost.
const TEMPLATES: [(&str, &str); 21] = [
    ("page.html", include_str!("page/page.html")),
    ("style.css", include_str!("page/style.css")),
    ("print.css", include_str!("page/print.css")),
    ("head.html", include_str!("page/head.html")),
    ("bars.html", include_str!("page/bars.html")),
    ("mix.html", include_str!("page/mix.html")),
    ("groups.html", include_str!("page/groups.html")),
    ("needs.html", include_str!("page/needs.html")),
    ("phases.html", include_str!("page/phases.html")),
    ("coaching.html", include_str!("page/coaching.html")),
    ("hours.html", include_str!("page/hours.html")),
    ("vision.html", include_str!("page/vision.html")),
    ("gatherings.html", include_str!("page/gatherings.html")),
    ("agenda.html", include_str!("page/agenda.html")),
    ("conversations.html", include_str!("page/conversations.html")),
    ("tables.html", include_str!("page/tables.html")),
    ("introductions.html", include_str!("page/introductions.html")),
    ("season.html", include_str!("page/season.html")),
    ("evaluation.html", include_str!("page/evaluation.html")),
    ("closing.html", include_str!("page/closing.html")),
    ("attention.html", include_str!("page/attention.html")),
];

/// Writes the page.
pub(super) fn html(page: &Page<'_>) -> Result<String, ReportError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    let mut html = environment.get_template("page.html")?.render(Serde(page))?;
    html.retain(is_text);
    Ok(html)
}

/// Whether a character may stand in a document: control characters and noncharacters may not, escaped or not.
fn is_text(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

impl From<minijinja::Error> for ReportError {
    fn from(error: minijinja::Error) -> Self {
        ReportError::Template { message: format!("{error:#}") }
    }
}
