"""The only room that speaks SQL: tables, records, revisions, drafts, accounts, migrations."""
