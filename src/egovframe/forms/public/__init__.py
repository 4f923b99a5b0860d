"""Public petitions (청원): published after a check, signed by many, each person once, with thresholds and dates.

model.py       what a form declares (`collects`), and a publication as it stands
law.py         what a jurisdiction says of publishing: dates, grounds of refusal, articles
rates.py       how often one may sign: in a burst and over a day
publishing.py  the officer's verbs: publish, or refuse with reason and remedy
signing.py     the signer's verbs: ask for a link, confirm, withdraw
signers.py     who signed, as an officer may see it
shown.py       what everybody may read
folding.py     what the office does by itself: count, reach thresholds, close
tidying.py     the signers of petitions that ended long ago, erased
letters.py     the papers for applicant and handler, and the letter with the link
"""
