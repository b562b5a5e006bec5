"""Every word of the product is in Spanish too. `python -m fairway.web.messages` says what is missing."""

from io import BytesIO

import pytest

from fairway.web import messages


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    known = {
        (message.context, message.id)
        for message in messages.load(language)
        if str(message.id) not in messages.untranslated(messages.load(language))
    }
    said = {(message.context, message.id) for message in messages.collect() if message.id}
    assert said - known == set()
    assert {key for key in known if key[1]} - said == set(), "Run python -m fairway.web.messages."


def test_placeholders_survive_translation() -> None:
    for message in messages.load("es"):
        assert not list(message.check()), message.id


def test_templates_are_read_whatever_their_indentation() -> None:
    source = b"""
      <p title="{% translate 'One' %}">
    {% if x %}{% blocktranslate trimmed with a=b %}
          Two
        {{ a }}
    {% endblocktranslate %}
  {% endif %}{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}
"""
    found = [
        message
        for _, _, message, _ in messages.extract_template(
            BytesIO(source), messages.KEYWORDS, [], {}
        )
    ]
    texts = [text if isinstance(text, str) else text[:2] for text in found]
    assert texts == ["One", "Two %(a)s", ("%(n)s day", "%(n)s days")]


def test_what_has_no_words_is_reported() -> None:
    catalog = messages.load("es")
    catalog.add("A message nobody translated")
    catalog.add(("one day", "many days"), ("un día", ""))
    assert messages.untranslated(catalog)[-2:] == [
        "A message nobody translated",
        "('one day', 'many days')",
    ]
