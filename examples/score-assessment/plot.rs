//! Bars of one person's scales: the own score with its interval, what others see, and the target.

use std::fmt::Write;

/// One scale, everything as a part of its range, 0 to 1.
pub struct Bar {
    pub title: String,
    pub own: Option<(f64, Option<f64>)>,
    pub others: Option<f64>,
    pub target: Option<f64>,
}

const LEFT: f64 = 300.0;
const WIDTH: f64 = 400.0;
const STEP: f64 = 44.0;
const TOP: f64 = 30.0;

/// The plot as an SVG document. Nothing depends on colour alone: bars, dots and lines differ in form.
pub fn svg(title: &str, bars: &[Bar]) -> String {
    let height = TOP + STEP * bars.len() as f64 + 50.0;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 {height}\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n\
         <title>{}</title>\n",
        escaped(title)
    );
    let x = |part: f64| LEFT + WIDTH * part.clamp(0.0, 1.0);
    for (place, bar) in bars.iter().enumerate() {
        let y = TOP + STEP * place as f64;
        let middle = y + 14.0;
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            LEFT - 10.0,
            middle + 5.0,
            escaped(&bar.title)
        );
        let _ = writeln!(
            out,
            "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{WIDTH}\" height=\"28\" fill=\"#eeeeee\"/>"
        );
        if let Some((own, error)) = bar.own {
            let _ = writeln!(
                out,
                "<rect x=\"{LEFT}\" y=\"{}\" width=\"{:.1}\" height=\"16\" fill=\"#4477aa\"/>",
                y + 6.0,
                x(own) - LEFT
            );
            if let Some(error) = error {
                let (low, high) = (x(own - 1.96 * error), x(own + 1.96 * error));
                let _ = writeln!(
                    out,
                    "<path d=\"M{low:.1} {middle}H{high:.1}M{low:.1} {}v8M{high:.1} {}v8\" stroke=\"#222222\" fill=\"none\"/>",
                    middle - 4.0,
                    middle - 4.0
                );
            }
        }
        if let Some(others) = bar.others {
            let _ = writeln!(
                out,
                "<circle cx=\"{:.1}\" cy=\"{middle}\" r=\"6\" fill=\"#ffffff\" stroke=\"#aa3377\" stroke-width=\"3\"/>",
                x(others)
            );
        }
        if let Some(target) = bar.target {
            let _ = writeln!(
                out,
                "<path d=\"M{:.1} {y}v28\" stroke=\"#117733\" stroke-width=\"3\"/>",
                x(target)
            );
        }
    }
    // The legend names what is there: nobody looks for a ring that was withheld.
    let marks = [
        ("bar: own score with 95 % interval", bars.iter().any(|bar| bar.own.is_some())),
        ("ring: mean of all others", bars.iter().any(|bar| bar.others.is_some())),
        ("upright line: target", bars.iter().any(|bar| bar.target.is_some())),
    ];
    let marks: Vec<&str> = marks.into_iter().filter(|mark| mark.1).map(|mark| mark.0).collect();
    let y = height - 20.0;
    let _ = writeln!(out, "<text x=\"{LEFT}\" y=\"{y}\">{}</text>", marks.join("; "));
    out + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
