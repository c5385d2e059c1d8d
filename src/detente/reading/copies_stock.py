"""Set phrases of diplomacy and of news agencies: words that recur without anybody copying anybody.

Treaties, resolutions and reports share formulas ("in accordance with the Charter of the United Nations"); two texts
that both use one have not met there. A word inside such a phrase is worth as little as a small word. The list is of
the trade in general and names no process; a phrase is matched by stems, so forms and spelling do not matter.
"""

from __future__ import annotations

PHRASES = """
sovereignty territorial integrity and political independence
sovereignty and territorial integrity
sovereignty territorial integrity and inviolability of borders
territorial integrity and inviolability of internationally recognized borders
inviolability of internationally recognized borders
within its internationally recognized borders
respect for each other's sovereignty and territorial integrity
mutual recognition of sovereignty and territorial integrity
in accordance with the charter of the united nations
in accordance with international law
in accordance with the principles and norms of international law
norms and principles of international law
the purposes and principles of the charter of the united nations
threat or use of force against territorial integrity or political independence
refrain from the threat or use of force
non-interference in each other's internal affairs
non-interference in the internal affairs
peaceful settlement of disputes
relevant security council resolutions
relevant resolutions of the security council
united nations security council resolution
a just comprehensive and lasting peace
a just and lasting peace
comprehensive and lasting peace
lasting peace and stability in the region
peace security and stability in the region
normalization of relations between the two countries
establishment of diplomatic relations
confidence building measures
disarmament demobilization and reintegration
safe voluntary and dignified return of refugees and displaced persons
voluntary safe and dignified return
return of refugees and internally displaced persons
the right of return of refugees
unhindered humanitarian access
safe and unhindered access for humanitarian aid
delivery of humanitarian aid to the civilian population
protection of civilians and civilian infrastructure
immediate and unconditional ceasefire
a permanent and comprehensive ceasefire
cessation of hostilities agreement
withdrawal of all foreign forces and mercenaries
withdrawal of troops to their pre-war positions
release of all hostages and detainees
exchange of prisoners of war and detainees
prisoners of war and other detainees
on condition of anonymity because he was not authorized to speak publicly
speaking on condition of anonymity
on condition of anonymity
did not immediately respond to a request for comment
did not respond to requests for comment
declined to comment further
could not be independently verified
told reporters at a news conference
told a press conference
said in a televised address
said in a statement on
in a joint statement issued
ministry of foreign affairs of the republic of
the foreign ministry said in a statement
according to local officials
people were killed and several others were wounded
thousands of people have been forced to flee their homes
war crimes and crimes against humanity
the international committee of the red cross
the united states the european union and the united nations
the permanent members of the security council
a breach of international humanitarian law
subject to ratification by the parties
shall enter into force on the date of
the exchange of instruments of ratification
calls on all parties to exercise restraint
called on all sides to exercise maximum restraint
both sides accused each other of violating the ceasefire
traded blame for violating the ceasefire
for the first time in more than a decade
"""
