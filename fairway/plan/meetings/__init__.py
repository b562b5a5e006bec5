"""Series, meetings, agendas, votes, participants, presentations, recordings, summaries, registrations."""
