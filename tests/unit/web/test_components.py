"""The components in templates/cotton: a form field in every shape, and the summary of what to correct."""

import re
from typing import Any

import pytest
from django import forms
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler


class Sample(forms.Form):
    """Every shape of field."""

    name = forms.CharField(label="Name of the site", help_text="As on the door")
    note = forms.CharField(
        label="Note", required=False, widget=forms.Textarea(attrs={"placeholder": "type here"})
    )
    site = forms.ChoiceField(label="Site", choices=[("a", "A")])
    agreed = forms.BooleanField(label="She agreed")
    mode = forms.ChoiceField(
        label="Mode", choices=[("call", "Call"), ("letter", "Letter")], widget=forms.RadioSelect
    )
    days = forms.MultipleChoiceField(
        label="Days", choices=[("mon", "Monday")], widget=forms.CheckboxSelectMultiple
    )
    source = forms.FileField(label="File", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def rendered(source: str, **context: Any) -> str:
    compiled = CottonCompiler().process(source)
    return " ".join(engines["django"].from_string(compiled).render(context).split())


@pytest.fixture
def empty() -> Sample:
    """A form that was sent with nothing in it."""
    return Sample({})


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("name", ['<label class="usa-label"', 'for="id_name"', 'class="usa-input"', "As on the door"]),
        ("name", ['id="id_name_helptext"', 'aria-describedby="id_name_helptext"']),
        ("note", ["(optional)", 'class="usa-textarea"']),
        ("site", ['class="usa-select"']),
        ("agreed", ['class="usa-checkbox__input"', 'for="id_agreed"']),
        ("mode", ["<fieldset", '<legend class="usa-legend"', 'class="usa-radio__input"', 'for="id_mode_1"']),
        ("days", ["<fieldset", 'class="usa-checkbox__input"', 'for="id_days_0"']),
        ("source", ['class="usa-file-input"', 'type="file"']),
    ],
)  # fmt: skip
def test_a_field_has_its_shape_its_label_and_its_hint(name: str, parts: list[str]) -> None:
    html = rendered('<c-field :field="field" />', field=Sample()[name])
    for part in parts:
        assert part in html
    assert "usa-error-message" not in html


def test_a_required_field_does_not_say_optional() -> None:
    assert "(optional)" not in rendered('<c-field :field="field" />', field=Sample()["name"])


def test_a_hidden_field_has_no_frame() -> None:
    html = rendered('<c-field :field="field" />', field=Sample()["key"])
    assert html == '<input type="hidden" name="key" id="id_key">'


def test_a_placeholder_is_never_shown() -> None:
    assert "type here" not in rendered('<c-field :field="field" />', field=Sample()["note"])


@pytest.mark.parametrize("name", ["name", "site", "agreed", "mode", "days"])
def test_an_error_stands_at_the_field_and_is_read_with_it(empty: Sample, name: str) -> None:
    html = rendered('<c-field :field="field" />', field=empty[name])
    assert "usa-form-group--error" in html
    assert f'id="id_{name}_error">This field is required.' in html
    assert f"id_{name}_error" in html.split('aria-describedby="')[1].split('"')[0]


def test_the_summary_links_every_error_to_an_element_on_the_page(empty: Sample) -> None:
    html = rendered(
        '<c-error-summary :form="form" />{% for f in form %}<c-field :field="f" />{% endfor %}',
        form=empty,
    )
    targets = [part.split('"')[0] for part in html.split('href="#')[1:]]
    assert targets == ["id_name", "id_site", "id_agreed", "id_mode", "id_days"]
    for target in targets:
        assert f'id="{target}"' in html


def test_no_errors_no_summary() -> None:
    assert rendered('<c-error-summary :form="form" />', form=Sample()) == ""


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ('<c-tag kind="overdue">Overdue</c-tag>', ['class="fw-tag fw-tag--overdue"', "Overdue"]),
        ('<c-alert kind="error">No</c-alert>', ['role="alert"', "usa-alert--slim"]),
        ('<c-alert heading="Hello">Yes</c-alert>', ["<h2", "usa-alert--info"]),
        ('<c-empty heading="Nobody">Do this</c-empty>', ["<h2>Nobody</h2>", "Do this"]),
        ('<c-pager next="?after=x" />', ['href="?after=x"', 'rel="next"']),
        ('<c-pager first="?" />', ["Back to the first page"]),
        ('<c-table caption="People" stacked><c-slot name="head"><th>A</th></c-slot><tr></tr></c-table>',
         ["<caption>People</caption>", "<tr><th>A</th></tr>", "usa-table--stacked"]),
        ('<c-table caption="People">x</c-table>', ['role="region" aria-label="People" tabindex="0"']),
        ('<c-panel heading="Before" before>x</c-panel>', ["fw-panel--before", "<h2>Before</h2>"]),
        ("<c-facts><dt>A</dt><dd>B</dd></c-facts>", ['<dl class="fw-facts">', "<dt>A</dt>"]),
    ],
)  # fmt: skip
def test_the_other_components(source: str, parts: list[str]) -> None:
    html = re.sub(r"\s+(?=[<>])|(?<=>)\s+", "", rendered(source))
    for part in parts:
        assert part in html, html


def test_the_last_page_has_no_pager() -> None:
    assert rendered('<c-pager next="" first="" />') == ""
