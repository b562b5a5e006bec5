"""A report as HTML: the body for our own pages, and a whole file that stands alone and prints. Pure but for escaping.

Each sentence leads to its sources (first click); a source leads to the words it rests on, where `place` knows them
(second click), or to the published document.
"""

from collections.abc import Callable, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from fairway.plan.reports.build.book import (
    Advice,
    Book,
    Chapter,
    Counts,
    Listed,
    Said,
    Source,
    counts_of,
)
from fairway.plan.reports.build.wording import Words

# Where the words of a source can be read; empty where the reader may not.
Place = Callable[[Source], str]

STYLE = """
body{font:1rem/1.55 Georgia,'Times New Roman',serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
h1,h2,h3{line-height:1.2}h2{margin-top:2.2rem;border-bottom:1px solid #a9aeb1}sup{line-height:0}
table{border-collapse:collapse;width:100%;font-size:.875rem}caption{text-align:left;font-weight:bold}
th,td{border:1px solid #a9aeb1;padding:.2rem .4rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
aside{border-left:4px solid #005ea2;padding:.1rem 1rem;margin:1rem 0}blockquote{margin:.3rem 0 .3rem 1rem}
a{color:#005ea2}li{overflow-wrap:anywhere}.wide{overflow-x:auto}
@media print{body{max-width:none;margin:0;font-size:10.5pt}a{color:inherit;text-decoration:none}h2,h3{break-after:avoid}tr,li{break-inside:avoid}thead{display:table-header-group}}
"""


def nowhere(source: Source) -> str:
    """For whoever may not read what was sent in: only published documents have an address."""
    return source.url


def whole(book: Book) -> bytes:
    """The file: one page without a script, with its own style for screen and print."""
    page = format_html(
        '<!DOCTYPE html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}\n</main>\n</body>\n</html>\n",
        book.language,
        book.title,
        mark_safe(STYLE),  # noqa: S308 - our own constant
        body(book),
    )
    return page.encode()


def body(book: Book, place: Place = nowhere) -> SafeString:
    """The report itself, from its title to the appendix."""
    say = Words(book.language)
    parts = [
        format_html("<h1>{}</h1>\n", book.title),
        format_html("<p>{}</p>\n", book.subtitle) if book.subtitle else "",
        format_html("<p>{} · {} {}</p>\n", book.program, say["built_on"], say.day(book.built_on)),
        _notes(book, say),
        _contents(book, say),
        *[_chapter(one) for one in book.chapters],
        _advice(book, say),
        _sources(book, say, place),
        _appendix(book, say),
    ]
    return _joined(parts)


def _notes(book: Book, say: Words) -> SafeString:
    return format_html(
        "<aside>\n<h2>{}</h2>\n{}</aside>\n",
        say["important"],
        format_html_join("", "<p>{}</p>\n", ((one,) for one in book.disclaimers)),
    )


def _contents(book: Book, say: Words) -> SafeString:
    lines = [(f"section-{one.id}", one.heading) for one in book.chapters]
    lines += [("recommendations", say["recommendations"])] if book.advice else []
    lines += [("sources", say["sources"]), ("appendix", say["appendix"])]
    return format_html(
        '<nav aria-label="{}">\n<h2>{}</h2>\n<ul>\n{}</ul>\n</nav>\n',
        say["contents"],
        say["contents"],
        format_html_join("", '<li><a href="#{}">{}</a></li>\n', lines),
    )


def _chapter(chapter: Chapter) -> SafeString:
    return format_html(
        '<section id="section-{}">\n<h2>{}</h2>\n<p>\n{}</p>\n</section>\n',
        chapter.id,
        chapter.heading,
        _joined(_sentence(one) for one in chapter.said),
    )


def _sentence(said: Said) -> SafeString:
    quoted = format_html("“{}”", said.quoted) if said.quoted else ""
    by = format_html(" ({})", said.by) if said.quoted and said.by else ""
    marks = format_html_join(
        "", '<sup><a href="#source-{}">[{}]</a></sup>', ((one, one) for one in said.sources)
    )
    words = _joined([said.text, " " if said.text and quoted else "", quoted, by])
    return format_html('<span id="sentence-{}">{}{}</span>\n', said.id, words, marks)


def _advice(book: Book, say: Words) -> SafeString:
    if not book.advice:
        return SafeString("")
    return format_html(
        '<section id="recommendations">\n<h2>{}</h2>\n{}</section>\n',
        say["recommendations"],
        _joined(_recommendation(one, say) for one in book.advice),
    )


def _recommendation(one: Advice, say: Words) -> SafeString:
    facts = [
        (say["asked"], "; ".join(one.asked) or say["nobody_yet"]),
        (say["themes"], one.theme_names),
        (say["goals"], ", ".join(one.goals)),
        (say["state"], say.state(one.state)),
        (say["due"], say.day(one.due_on) if one.due_on else ""),
    ]
    return format_html(
        '<h3 id="recommendation-{}">{} {}</h3>\n<p>{}</p>\n<ul>\n{}</ul>\n',
        one.number,
        say["recommendation"],
        one.number,
        one.text,
        format_html_join("", "<li>{}: {}</li>\n", ((word, fact) for word, fact in facts if fact)),
    )


def _sources(book: Book, say: Words, place: Place) -> SafeString:
    return format_html(
        '<section id="sources">\n<h2>{}</h2>\n<ol>\n{}</ol>\n</section>\n',
        say["sources"],
        _joined(_source(one, say, place(one)) for one in book.sources),
    )


def _source(one: Source, say: Words, address: str) -> SafeString:
    name = say.source(one)
    linked = format_html('<a href="{}">{}</a>', address, name) if address else format_html("{}", name)  # fmt: skip
    words = (
        format_html("<blockquote>{}</blockquote>", one.words)
        if one.words
        else format_html("<p>{}</p>", say["not_quoted"])
    )
    return format_html(
        '<li id="source-{}" value="{}">{}{}</li>\n', one.number, one.number, linked, words
    )


def _appendix(book: Book, say: Words) -> SafeString:
    return format_html(
        '<section id="appendix">\n<h2>{}</h2>\n{}{}{}</section>\n',
        say["appendix"],
        _activities(book, say),
        format_html("<h3>{}</h3>\n<p>{}</p>\n", say["submissions"], say.cutoff(book.cutoff))
        + _input(counts_of(book.listed), book.listed, say, say["submissions"]),
        (
            format_html("<h3>{}</h3>\n", say["late"])
            + _input(counts_of(book.late), book.late, say, say["late"])
            if book.late
            else ""
        ),
    )


def _activities(book: Book, say: Words) -> SafeString:
    codes = [one.code for one in book.goals]
    head = format_html_join(
        "", '<th scope="col"><abbr title="{}">{}</abbr></th>', ((one.label, one.code) for one in book.goals)
    )  # fmt: skip
    rows = _joined(
        format_html(
            '<tr><th scope="row">{}</th><td>{}</td>{}</tr>\n',
            one.organization,
            one.title,
            format_html_join(
                "", "<td>{}</td>", ((say["serves"] if code in one.goals else "",) for code in codes)
            ),
        )
        for one in book.deeds
    )
    totals = format_html_join("", "<td>{}</td>", ((one.count,) for one in book.goals))
    return format_html(
        '<h3>{}</h3>\n<div class="wide">\n<table>\n<caption>{}</caption>\n'
        '<thead><tr><th scope="col">{}</th><th scope="col">{}</th>{}</tr></thead>\n<tbody>\n{}'
        '<tr><th scope="row">{}</th><td>{}</td>{}</tr>\n</tbody>\n</table>\n</div>\n',
        say["activities"], say["activities"], say["organization"], say["activity"], head, rows,
        say["total"], len(book.deeds), totals,
    )  # fmt: skip


def _input(counts: Counts, listed: list[Listed], say: Words, caption: str) -> SafeString:
    numbers = format_html("<p>{}</p>\n", say.counts(counts))
    if not listed:
        return numbers
    rows = format_html_join(
        "",
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        (
            (say.day(one.received_on), say.channel(one.channel), one.by or say["name_withheld"], ", ".join(one.goals))
            for one in listed
        ),
    )  # fmt: skip
    head = format_html_join(
        "", '<th scope="col">{}</th>', ((say[key],) for key in ("received", "channel", "from_whom", "goals"))
    )  # fmt: skip
    return numbers + format_html(
        '<div class="wide">\n<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n</div>\n',
        caption,
        head,
        rows,
    )


def _joined(parts: Iterable[str]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
