"""German: yes, no, choices and what may be said at any moment."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.answers import Answers, ChoiceWords, EitherWords, ReactionWords, YesNoWords

YES_NO = YesNoWords(
    yes="ja|jawohl|jo|jep|jup|klar|na klar|sicher|naturlich|selbstverstandlich|genau|richtig|korrekt|stimmt|das stimmt|das ist richtig|in ordnung|"
    "ok|okay|okey|einverstanden|gerne|gern|passt|das passt|perfekt|bestatigt|ich bestatige|absolut|exakt|auf jeden fall|definitiv|unbedingt|"
    "alles klar|gut|sehr gut|na gut|ist gut|von mir aus|warum nicht|ich denke schon|ich glaube schon|so ist es|mach das|machen sie das|"
    "stimmt genau|doch|jaja|bestimmt|das klingt gut|klingt gut|kein problem|zustimmung|funktionieren|gewiss"
    "|auf alle falle|das bin ich|das ist er|klaro|freilich|logo|logisch|gebongt|abgemacht|ist recht|passt schon"
    "|passt mir|sehr wohl|jawoll|mit vergnugen|nichts dagegen|ich habe nichts dagegen|meinetwegen|das ist so"
    "|trifft zu|zutreffend|ich denke ja|ich glaube ja|wieso nicht|joa|zweifellos|ohne zweifel|keine frage"
    "|keine einwande|kein einwand"
    "|nicht falsch|nicht verkehrt|nicht schlecht|kein thema|kein ding|keine ursache",
    no="nein|ne|nee|no|noe|nein nein|falsch|das ist falsch|nicht richtig|nicht korrekt|inkorrekt|stimmt nicht|das stimmt nicht|keinesfalls|"
    "auf keinen fall|keineswegs|niemals|nie|ganz und gar nicht|naturlich nicht|sicher nicht|negativ|ich glaube nicht|ich denke nicht|uberhaupt nicht|"
    "nicht einverstanden|nicht ganz|lieber nicht|nicht genau|nix da|gar nicht|nicht gut|nicht ok|nicht okay|passt nicht|nicht in ordnung|"
    "nicht so|ist nicht|bin nicht|will nicht|mochte nicht|das ist nicht|kein|keine|nicht|denk nicht|irrtum|verkehrt"
    "|auf gar keinen fall|im gegenteil|auf keinen|trifft nicht zu|mitnichten|um himmels willen|weder noch|von wegen"
    "|keinerlei|nichts dergleichen|nope",
    yes_alone=frozenset(("das ist so", "logo")),
    unsure=r"weiss? (?:\w+ ){0,2}nicht|keine ahnung|vielleicht|eventuell|moglicherweise|nicht (?:ganz |so |wirklich )?sicher|"
    r"kann ich (?:ihnen )?(?:\w+ )?nicht sagen|kommt (?:ganz )?(?:drauf|darauf) an|kann sein|mal sehen|jein|ja und nein",
    polite="bitte|danke|entschuldigung|entschuldigen|sie|ah|ahm|oh|also|ich|mochte|will|wurde|gern|gerne|kann|jetzt|ein|eine|einen|mit|hallo|mir|mich|guten|tag|sprechen|nein|ja|mal|na|doch",
    correction="ich meine|ich meinte|ich sagte|ich habe gesagt|es ist|sondern|eigentlich|entschuldigung|es muss heissen|das war|der|die|das|den|korrektur|es war",
    retraction="ich meine|ich meinte|ich wollte sagen|korrektur|es muss heissen|ich habe mich geirrt",
    wrong="falsch|nicht richtig|nicht korrekt|stimmt nicht|andern|korrigieren|fehler|verkehrt",
    idioms={"nein doch": True},
    negations=frozenset(("nein", "nicht", "kein", "keine", "nie", "ne")),
    plain_yes="ja",
    nobody=r"niemand|keiner|keine",
    wordy=frozenset(("was", "bitte", "ende", "mensch", "stop")),
)  # fmt: skip

REACTIONS = ReactionWords(
    exceptions="aber|ausser|bis auf|nur|jedoch|allerdings|ausgenommen|ausnahme|fast|beinahe|obwohl|bloss|lediglich|wobei|hingegen"
    "|teilweise|zum teil|halb|abgesehen|einzig|nicht ganz|sondern",
    no_exceptions="nur zu|nur das|nur so|aber ja|aber sicher|aber klar|aber naturlich|aber gern|aber gerne|aber selbstverstandlich|aber bitte"
    "|nicht nur",
    doubts="wahrscheinlich|mehr oder weniger|ungefahr|vermutlich|hoffentlich|moglicherweise|womoglich|in etwa|irgendwie|sollte"
    "|normalerweise|vielleicht",
    bare_no="nein|ne|nee|no|noe|nein nein|nope",
    deniable="",
    between="warten sie|warte|moment|einen moment|entschuldigung|also|ah|ahm|hm|und|oder|aber|naja|bitte|vielmehr|halt|das ist|es ist|danke"
    "|ich meine|ich meinte|ich wollte sagen|beziehungsweise|besser gesagt|quatsch|verzeihung|ich korrigiere",
    assenting_questions="warum nicht|wieso nicht",
    going_on="und|und dann|dann|weiter|es geht weiter|danach|und danach|der rest ist|gefolgt von|noch",
    takes_back="entschuldigung|ich sagte|ich habe gesagt|ich meinte|ich meine|es ist|ich heisse|es heisst|vielmehr|das schreibt sich",
    retractions="entschuldigung|moment|nein moment|warten sie|eigentlich|ich meinte|ich meine|verzeihung|ich habe mich geirrt|korrektur|ach nein",
    ends_in="endet auf|endet mit|hort auf mit|letzte ziffer ist|letzten ziffern sind|letzten zwei ziffern sind|letzten beiden ziffern sind|letzten drei ziffern sind|letzten beiden sind",
    copulas="ist|lautet|muss|sollte|heisst",
)  # fmt: skip

EITHER = EitherWords(
    first="erste|ersten|erster|erstes|ersteres|erstere|nummer eins",
    second="zweite|zweiten|zweiter|zweites|letzteres|letztere|andere|nummer zwei",
)  # fmt: skip

CHOICES = ChoiceWords(
    articles=frozenset({"der", "die", "das", "den", "dem"}),
    all="alle|alles|allen|samtliche|jede|jedes|jeden|alle zusammen|alle davon|alles davon|jede davon",
    both="beide|beides|beiden|alle beide|die beiden|die zwei|sowohl als auch", counted="alle #|die #",
    none="keine|keins|keines|keiner|keinen|keine davon|keins davon|keiner davon|keines davon|nichts|nichts davon|gar nichts|weder noch|keine von beiden|weder das eine noch das andere|keine der beiden|keins von beiden|gar keine|gar keins",
    without="ausser|auser|bis auf|mit ausnahme von|ausgenommen|abgesehen von|abzuglich",
    instead="anstelle von|anstatt|statt",
    denial="streichen|streiche|entfernen|weglassen|weg|raus|nicht|kein|keine|keinen|ohne|nein|weder|nie|niemals|ja nicht|bloss nicht|blos nicht", contrast="aber|sondern|dafur|jedoch",
    join="und|sowie|plus|samt|zusammen mit|sowohl|als auch", alternative="oder|noch|bzw",
    agreed="ja|okay", added="auch|auch noch|zusatzlich|dazu|ausserdem|noch dazu|ebenfalls|obendrein", only="nur|lediglich|bloss|blos|ausschliesslich|ausschlieslich|allein",
    first="ersten #|# ersten|die # ersten|die beiden ersten|ersten beiden|beiden ersten", last="letzten #|# letzten|die # letzten|die beiden letzten|letzten beiden|beiden letzten",
    last_one="letzte|letzten|letzter|letztes|letztere", place="nummer #|option #|option nummer #|punkt #",
    counts="eins zwei drei vier funf sechs sieben acht neun zehn",
    idle="nichts weiter|nichts anderes|sonst nichts|nichts sonst|alles klar|alles gut|vor allem|das ist alles|das war alles|das ware alles|nicht nur|warum nicht|kein problem|keine ahnung|gar nicht|weiss nicht|weis nicht"
    "|weiss ich nicht|weis ich nicht|uberhaupt|alles in allem|keine sorge|ohne ausnahme",
)  # fmt: skip

COMMANDS = {
    "repeat": "wiederholen|wiederhole|wiederholen sie|wiederholen sie bitte|bitte wiederholen|konnen sie das wiederholen|konnen sie wiederholen|noch einmal|nochmal|noch mal|noch einmal bitte|nochmal bitte|"
        "wie bitte|was haben sie gesagt|ich habe sie nicht verstanden|ich habe nicht verstanden|nicht verstanden|das habe ich nicht verstanden|was|bitte",
    "help": "hilfe|helfen sie mir|hilf mir|ich brauche hilfe|konnen sie mir helfen|was soll ich sagen|was muss ich sagen|was kann ich sagen|was meinen sie|was bedeutet das|was heisst das|wo finde ich das|"
        "wo finde ich die|wo finde ich den|wozu brauchen sie das|wie geht das|wie funktioniert das|ich verstehe nicht|verstehe ich nicht",
    "wait": "geben sie mir eine minute|geben sie mir einen moment|geben sie mir eine sekunde|moment ich schaue nach|moment ich suche es|warten sie einen moment|warten sie eine sekunde|einen moment ich suche|warten sie|warte|moment|einen moment|einen moment bitte|moment bitte|einen augenblick|augenblick|augenblick bitte|eine sekunde|sekunde|eine minute|moment mal|warten sie bitte|ich hole es|ich muss nachsehen|"
        "ich schaue nach|ich suche es|warten sie mal|kleinen moment",
    "cancel": "abbrechen|abbruch|brechen sie ab|brich ab|ich mochte abbrechen|ich will abbrechen|stornieren|stopp|stop|aufhoren|horen sie auf|vergessen sie es|vergiss es|lassen sie es|lass es|lassen wir das|beenden|ende|schluss",
    "agent": "ein echter mensch|einen echten menschen|mitarbeiter|einen mitarbeiter|ein mitarbeiter|berater|einen berater|ein mensch|einen menschen|mensch|mit einem menschen|eine person|mit jemandem sprechen|mit einem mitarbeiter sprechen|"
        "mit einem menschen sprechen|mit einer person sprechen|mit einem berater sprechen|kundenservice|kundendienst|operator|verbinden sie mich|echte person|agent",
    "start_over": "von vorne|von vorn|noch einmal von vorne|neu anfangen|neu starten|neustart|von anfang an|fangen wir von vorne an|nochmal von vorne|zuruck zum anfang|ich mochte neu anfangen",
    "back": "zuruck|gehen sie zuruck|geh zuruck|einen schritt zuruck|gehen wir zuruck|vorherige frage|die vorherige frage|zur vorherigen frage|zuruck zur vorherigen frage",
    "declined": "das mochte ich nicht sagen|mochte ich nicht sagen|das sage ich nicht|ich mochte das nicht sagen|das will ich nicht sagen|kann ich das uberspringen|konnen wir das uberspringen|uberspringen|das ist privat|ich mochte nicht antworten|keine angabe|das mochte ich nicht angeben|das geht sie nichts an",
    "unavailable": "habe ich nicht|hab ich nicht|ich habe keine|ich habe keinen|ich habe keins|ich habe keines|habe keine|besitze ich nicht|so etwas habe ich nicht|ich habe keine e mail|ich habe keine mail",
}  # fmt: skip

ANSWERS = Answers(
    yes_no=YES_NO,
    reactions=REACTIONS,
    either=EITHER,
    choices=CHOICES,
    commands=COMMANDS,
)
