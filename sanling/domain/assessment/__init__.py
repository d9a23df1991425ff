"""Assessment: a questionnaire by rules that tells which ways lead out of a dispute; nothing of it is kept."""
