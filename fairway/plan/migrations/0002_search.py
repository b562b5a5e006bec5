"""The index of words for the search (fairway.plan.documents.queries.search).

While nothing is released and 0001_initial is made anew: move this file away, make it, move this file back.
"""

from django.db import migrations

# `ascii`: the words come folded and parted by blanks; nothing else parts them. `secure-delete`: what is forgotten
# leaves the index at once, not at some later merge.
SQLITE = (
    "CREATE VIRTUAL TABLE plan_words USING fts5(words, tokenize='ascii')",
    "INSERT INTO plan_words (plan_words, rank) VALUES ('secure-delete', 1)",
)
# The key is named as SQLite names it, so that both are asked in the same words.
POSTGRESQL = (
    "CREATE TABLE plan_words (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX plan_words_index ON plan_words USING gin (words)",
)


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE plan_words")


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
