//! The page: the picture, what its shades mean, and a list for each person.

use std::fmt::Write;

use super::season::{Entry, Overview};
use super::svg::times;
use super::words::{date, escape, words};

impl Overview {
    /// A page that needs nothing but itself: the picture, then each person's sessions, on a page of their own when printed.
    ///
    /// Whoever gets the page sees everyone's sessions; hand out [`without_people`](Overview::without_people) where that is
    /// not meant.
    #[must_use]
    pub fn html(&self) -> String {
        let words = words(self.language);
        let title = escape(&self.title);
        let mut page = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>\n{}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
             <div class=\"season\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n{}</div>",
            words.lang,
            include_str!("style.css"),
            escape(words.picture),
            self.svg(),
        );
        self.key(&mut page);
        for (id, list) in &self.people {
            let _ = writeln!(page, "<section class=\"person\">\n<h2>{}</h2>", escape(id));
            if list.is_empty() {
                let _ = writeln!(page, "<p>{}</p>", escape(words.nothing));
            } else {
                self.table(&mut page, list);
            }
            page.push_str("</section>\n");
        }
        page.push_str("</main>\n</body>\n</html>\n");
        page
    }

    fn key(&self, page: &mut String) {
        let words = words(self.language);
        let mut items = String::new();
        let kinds = [(true, "#dfe3e8", words.off), (false, "#fbeed1", words.rather_not)];
        for (off, colour, name) in kinds {
            if self.shades.iter().any(|shade| shade.reason.is_some() == off) {
                let _ = writeln!(
                    items,
                    "<li><span style=\"background:{colour}\"></span>{}</li>",
                    escape(name)
                );
            }
        }
        if !items.is_empty() {
            let _ = writeln!(page, "<ul class=\"key\">\n{items}</ul>");
        }
    }

    fn table(&self, page: &mut String, list: &[Entry]) {
        page.push_str("<table>\n<thead><tr>");
        for heading in words(self.language).headings {
            let _ = write!(page, "<th scope=\"col\">{}</th>", escape(heading));
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for entry in list {
            let day = date(self.language, entry.span.date());
            let cells = [
                day,
                times(entry),
                entry.title.clone(),
                entry.places.clone(),
                entry.company.clone(),
            ];
            page.push_str("<tr>");
            for cell in &cells {
                let _ = write!(page, "<td>{}</td>", escape(cell));
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n");
    }
}
