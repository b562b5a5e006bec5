"""A file to import."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.people.queries import Staff, sites_of

# What the importer reads (exchange/sources.py); the ending tells it how.
ENDINGS = (".ndjson", ".ndjson.gz", ".jsonl", ".jsonl.gz", ".json", ".json.gz")


class UploadForm(forms.Form):
    """The file, whose ids it carries, and whether to write anything."""

    file = forms.FileField(
        label=gettext_lazy("FHIR file"),
        help_text=gettext_lazy("One Bundle (.json) or one resource a line (.ndjson), also as .gz"),
        error_messages={
            "required": gettext_lazy("Choose the file to import."),
            "empty": gettext_lazy("The file is empty. Choose another."),
        },
        widget=forms.FileInput(attrs={"accept": ".json,.ndjson,.jsonl,.gz"}),
    )
    site = forms.ChoiceField(
        label=gettext_lazy("Where the file comes from"),
        help_text=gettext_lazy("Each site’s patient numbers are its own: the same number at two sites is two people."),
        error_messages={"required": gettext_lazy("Choose the site whose file this is.")},
    )  # fmt: skip
    check = forms.BooleanField(
        label=gettext_lazy("Check only: say what would happen, write nothing"), required=False
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = [(str(site.pk), site.name) for site in sites_of(staff.program)]
        none = [("0", _("The whole program"))]
        self.fields["site"].choices = [("", _("Choose")), *sites, *none]  # type: ignore[attr-defined]

    def clean_file(self) -> "UploadedFile[bytes]":
        """An ending that can be FHIR, and a size that a page may carry."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        limit = settings.UPLOAD_LIMIT_BYTES
        if ending_of(file) is None:
            raise forms.ValidationError(
                _("This file cannot be read here. Choose one that ends in .json or .ndjson, or either with .gz.")
            )  # fmt: skip
        if (file.size or 0) > limit:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Ask your administrator to import it with “fairway import”.")
                % {"limit": limit // 1_000_000}
            )  # fmt: skip
        return file


def ending_of(file: "UploadedFile[bytes]") -> str | None:
    """The ending by which the importer knows how to read it."""
    name = (file.name or "").lower()
    return next((one for one in ENDINGS if name.endswith(one)), None)
