"""Bringing pages in, writing them, moving them, and what the site says of itself."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.publishing.rules.source import MAX_CHARS
from fairway.web.plan.pages import words

BLANK = "---\ntitle: \ntemplate: single_page\ndescription: \n---\n\n"


class UploadForm(forms.Form):
    """A page, or many in a ZIP."""

    file = forms.FileField(
        label=gettext_lazy("Markdown file or ZIP"),
        help_text=gettext_lazy("One page (.md) or many (.zip), each with its front matter"),
        error_messages={
            "required": gettext_lazy("Choose the file to bring in."),
            "empty": gettext_lazy("The file is empty. Choose another."),
        },
        widget=forms.FileInput(attrs={"accept": ".md,.markdown,.txt,.zip"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Not larger than the limit of the installation."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size and file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(_("The file is too large. Divide it, or use “fairway pages import” on the server."))  # fmt: skip
        return file


class PageForm(forms.Form):
    """A page's address and its text."""

    path = forms.CharField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("Small letters, digits, hyphens and slashes, such as about/blogs/first-meeting"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the address of the page.")},
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Front matter and text"),
        max_length=MAX_CHARS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 25, "spellcheck": "true"}),
        error_messages={"required": gettext_lazy("Write the text of the page.")},
    )

    def __init__(self, *args: Any, path: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if path:
            self.fields["path"].disabled = True
            self.initial["path"] = path

    def clean_source(self) -> str:
        """Browsers send the ends of lines as two characters; the text is kept with one."""
        return re.sub(r"\r\n?", "\n", self.cleaned_data["source"])


class MoveForm(forms.Form):
    """One step of a version."""

    to = forms.ChoiceField(choices=[(to, to) for _from, to in words.MOVES])
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=300)


class BulkForm(forms.Form):
    """One step of several pages."""

    to = forms.ChoiceField(
        label=gettext_lazy("With the pages chosen"), choices=list(words.BULK.items())
    )
    pages = forms.TypedMultipleChoiceField(
        error_messages={"required": gettext_lazy("Choose at least one page.")},
    )

    def __init__(self, *args: Any, known: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pages"].choices = [(one, one) for one in known]  # type: ignore[attr-defined]


class SiteForm(forms.Form):
    """What the program shows to the public, and how else it is reached."""

    slug = forms.SlugField(
        label=gettext_lazy("Short name in the address"),
        max_length=40,
        error_messages={
            "invalid": gettext_lazy("Use letters, digits and hyphens only."),
            "required": gettext_lazy("Write a short name."),
        },
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the title of the site.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What it is about"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    contact_phone = forms.CharField(label=gettext_lazy("Phone"), required=False, max_length=30)
    contact_email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    contact_post = forms.CharField(
        label=gettext_lazy("Postal address"), required=False, max_length=300
    )
    takes_comments = forms.BooleanField(
        label=gettext_lazy("The public may send comments"), required=False
    )
    is_open = forms.BooleanField(label=gettext_lazy("The public may see the site"), required=False)


class ReleaseForm(forms.Form):
    """What to freeze: the built report, or the published pages."""

    what = forms.ChoiceField(
        label=gettext_lazy("What to freeze"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what to freeze.")},
    )

    def __init__(self, *args: Any, reports: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            *reports,
            ("pages", _("The pages that are published now")),
        ]
