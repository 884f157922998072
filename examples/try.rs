//! Scratch.
use std::io::BufRead;
fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let parsed = comfilter::Schema::jobs().check(&line);
        println!("{line}\n   => {}", parsed.ast());
        for d in parsed.diagnostics() {
            println!(
                "   {} {} [{}..{}] {} | {} | {}",
                d.severity().name(),
                d.rule().name(),
                d.span().start,
                d.span().end,
                d.message(),
                d.help().unwrap_or(""),
                d.fix().map_or(String::new(), |f| format!(
                    "{:?} {}",
                    f.applicability,
                    comfilter::text::apply(&line, &f.edits).unwrap_or_else(|e| e.to_string())
                ))
            );
        }
    }
}
