"""One command, one file. Each module has `arguments(parser)` and `run(args) -> int`."""

COMMANDS = {
    "brief": "write the two-page brief with annex",
    "check": "check a case and say what is wrong, where, and how to mend it",
    "show": "show a view: who stands where, where sources differ, what is unknown, ...",
    "blockers": "show what blocks the next rung, who must act, who can stop it, and when at the earliest",
    "procedure": "show a procedure: routes, steps, majorities, times and their law; --svg draws it",
    "vote": "compute whether a popular vote passes, limb by limb, and where the line runs",
    "seats": "show which steps of a house a distribution of seats opens, and who is short of what",
    "outlook": "say how likely each rung and each danger is by a day, what comes last, and what the numbers lean on",
    "whatif": "pull levers of the outlook and compare before and after on the same draws",
    "levers": "rank the levers of the outlook by what each alone does to a rung, under those who could pull it",
    "wait": "compare acting now and waiting, for each party and each act that is open to it",
    "sensitivity": "show which uncertain numbers move a rung most: a tornado, with --shares the shares of variance",
    "ledger": "list forecasts with their exact events, freeze new ones, enter what came, and score them",
    "backtest": "forecast the signature of texts of the past from their structure, and score it against base rates",
    "calendar": "show what is due and when, with precision and source; --ics writes a file for calendar programs",
    "changes": "say what changed between two days or versions, and what each part did to the probabilities",
    "explain": "print what a statement, condition, question, number or line of the brief rests on",
    "verify": "check every citation against your own copies of the sources",
    "read": "read documents: what they are, whom they copy, who says what in them; changes nothing",
    "add": "put a document into a case's review queue, with what it proposes and whom it copies",
    "review": "walk through the review queue: accept, edit, split, merge or reject each proposal",
    "new": "start a case from a template; asks only what it needs",
    "schema": "write the JSON Schemas that give completion in editors",
}
"""Name and one line on each, in the order of `detente --help`."""
