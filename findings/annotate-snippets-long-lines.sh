#!/usr/bin/env bash
# Finding: `term_width` cuts an annotated line around its annotation, but not the
# lines of a patch: a proposed fix of two bytes prints the whole line twice.
# Package: annotate-snippets 0.12.18 (crates.io), the renderer of cargo and rustc.
# Why it matters: filters and minified JSON are one long line. A report with a fix
# for such a file floods the terminal, although the report without the fix is short.
# Seen on 2026-11-29. Needs cargo.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

mkdir -p src
printf '[package]\nname = "probe"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\nannotate-snippets = "=0.12.18"\n' > Cargo.toml

cat > expected <<'END'
annotation: the longest line has 61 columns
patch: the longest line has 2013 columns
END

cat > src/main.rs <<'END'
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

fn longest(groups: &[Group<'_>]) -> usize {
    let text = Renderer::plain().term_width(100).render(groups);
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

fn main() {
    let filter = format!("name eq '{}' and state == 'ERROR'", "a".repeat(1978));
    let at = filter.find("==").unwrap();
    let span = at..at + 2;
    let annotation = [Level::ERROR
        .primary_title("not an operator")
        .element(Snippet::source(&*filter).annotation(AnnotationKind::Primary.span(span.clone())))];
    let patch = [Group::with_title(Level::HELP.secondary_title("write `eq`"))
        .element(Snippet::source(&*filter).patch(Patch::new(span, "eq")))];
    println!("annotation: the longest line has {} columns", longest(&annotation));
    println!("patch: the longest line has {} columns", longest(&patch));
}
END
cargo run --quiet > seen

diff expected seen
echo unchanged
