"""How a Django form field becomes USWDS markup. Used by templates/cotton/field.html, not by pages."""

from typing import NamedTuple

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()

# The first match decides: a group is also a Select to Django, and every input is a Widget.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxInput, "checkbox"),
    (forms.CheckboxSelectMultiple, "checkbox-group"),
    (forms.RadioSelect, "radio-group"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file-input"),
    (forms.Widget, "input"),
)


class Option(NamedTuple):
    """One button of a group; `shape` is radio or checkbox."""

    shape: str
    tag: SafeString
    id: str
    label: str


@register.filter
def kind(field: BoundField) -> str:
    """The USWDS shape of a field: hidden, checkbox, checkbox-group, radio-group, select, textarea, file-input, input."""
    return next(word for widget, word in KINDS if isinstance(field.field.widget, widget))


@register.filter
def usa_widget(field: BoundField) -> SafeString:
    """The field's input with its USWDS class; Django adds `aria-describedby` and `aria-invalid` itself.

    Never a placeholder: it repeats the label and vanishes when one types.
    """
    word = kind(field)
    name = "usa-checkbox__input" if word == "checkbox" else f"usa-{word}"
    error = " usa-input--error" if field.errors and word != "checkbox" else ""
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{name}{error} {own}".strip(), "placeholder": False})


@register.filter
def usa_options(field: BoundField) -> list[Option]:
    """The buttons of a radio or checkbox group, each with its USWDS class and label."""
    shape = kind(field).removesuffix("-group")
    for widget in field.subwidgets:
        widget.data["attrs"]["class"] = f"usa-{shape}__input"
    return [
        Option(shape, widget.tag(), widget.id_for_label, widget.choice_label)
        for widget in field.subwidgets
    ]
