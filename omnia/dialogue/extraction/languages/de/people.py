"""German: names of people and companies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.people import CompanyWords, NameWords, People

NAMES = NameWords(
    same_sounding="meier meyer maier mayer|schmidt schmitt schmid|hoffmann hofmann|stefan stephan|christian kristian|katrin kathrin catrin cathrin|katharina catharina|"
    "sofie sophie|sofia sophia|philipp philip phillip filip|matthias mathias|thorsten torsten|gunter gunther guenter guenther|walter walther|ralf ralph|"
    "marcus markus|erik eric|klaus claus|carl karl|schulz schulze schultz|haas hase haase|beyer baier bayer beier|kramer cramer kraemer|pfeifer pfeiffer|"
    "weis weiss|wolf wolff|lorenz lorentz|seifert seiffert|reinhard reinhardt|bernhard bernhardt|konrad conrad|kunz kuntz|schwarz schwartz|herrmann hermann|"
    "schumacher schuhmacher|voigt vogt voit|judith judit|marc mark|lukas lucas|hannah hanna|sara sarah|jakob jacob|detlef detlev|gerhard gerhardt|"
    "anette annette",
    sounds=(
        ("ph", "f"),
        ("th", "t"),
        ("dt$|tt$", "t"),
        ("ck|c(?!h)", "k"),
        ("tz", "z"),
        ("ei|ey|ai|ay", "ei"),
        ("y", "i"),
        ("h(?=[lmnr]|$)", ""),
    ),
    indefinite=frozenset({"ein", "eine"}),
    suffixes=frozenset({"jun", "sen", "junior", "senior"}),
    first_names="peter michael thomas andreas wolfgang klaus jurgen juergen gunter guenter stefan stephan christian uwe werner horst frank dieter manfred hans gerhard bernd torsten thorsten matthias martin alexander heinz karl "
    "helmut walter jorg joerg markus rolf daniel kurt ralf sebastian jan tobias florian johannes maximilian lukas leon paul jonas felix ben elias noah finn luis max moritz niklas tim david philipp "
    "fabian dennis marcel patrick sven dirk holger jens kai lars marco mario oliver robert rainer reinhard rudiger siegfried ulrich volker wilhelm friedrich ernst fritz georg gunther heinrich herbert hubert josef "
    "joachim otto erich bernhard armin "
    "ursula monika petra elisabeth sabine renate helga karin brigitte ingrid erika andrea gisela claudia susanne gabriele christa christine hildegard anna birgit barbara gerda heike angelika maria ute julia "
    "marion martina angela doris jutta katharina silke stefanie kerstin nicole sandra anja tanja katrin kathrin melanie simone daniela nadine anne lena laura lea hannah mia emma sophie johanna marie "
    "charlotte clara franziska jana jessica lisa luisa sarah sophia vanessa christina cornelia dagmar eva gertrud heidi ilse inge irmgard margarete marlies regina rosemarie sigrid silvia steffi ulrike waltraud",
    cues="mononym|ich habe nur einen namen|nur ein name|ich heisse|ich heise|mein name ist|mein name lautet|mein name|mein voller name ist|mein vollstandiger name ist|der name ist|der name lautet|name ist|man nennt mich|nennen sie mich|vor- und nachname|vor und nachname",
    weak_cues="ich bin|ich bin's|hier ist|hier spricht|hier|es spricht|das ist|sie sprechen mit|bin",
    after_cues="ist mein name|heisse ich|heise ich|am apparat|am telefon|mein name",
    first_labels="vornamen|vorname|rufname",
    last_labels="nachnamen|nachname|familienname|zuname|hausname",
    generic_labels=frozenset(),
    fillers="ist der die das mein meine lautet und heisst heise",
    honorifics="herr herrn frau fraulein dr doktor prof professor dipl ing",
    particles="von vom zu zum zur van der den dem de ter vd v. v/d v.d.",
    other_data="geboren|geb|geboren am|meine e mail|meine mail|meine email|e mail|meine nummer|meine telefonnummer|telefon|meine adresse|geburtsdatum|ich wohne",
    lower=frozenset(["von", "vom", "zu", "zum", "zur", "van", "der", "den", "dem", "de", "ter", "und", "vd", "v.", "v/d", "v.d."]),
    announcers="das wird schreibt sich geschrieben ich mit wie buchstabe buchstaben buchstabiere buchstabiert doppel und dann gross am ende bindestrich eszett",
    stopwords="ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen der die das den dem des ein eine einen einem einer und oder aber wenn weil dass wie wann wo wer was welche welcher warum wieso von zu zum zur in im an am auf "
    "aus bei mit nach vor uber unter fur ohne durch um bis seit nicht nie immer jetzt hier da dort heute morgen gestern schon auch nur sehr viel wenig mehr weniger bin bist ist sind seid war waren sein gewesen habe hast hat haben hatte "
    "mache macht machen gemacht gehe geht gehen will wollen mochte wurde kann konnen muss mussen soll weiss weis wissen sage sagt sagen gesagt rufe anrufen spreche spricht sprechen wohne lebe geboren telefon handy email mail adresse "
    "nummer name vorname nachname datum geburtsdatum strasse platz jahre jahr monat tag uhr stunde frage antwort konto rechnung versicherung schaden zahlung bestellung problem hilfe nichts niemand etwas jemand vielleicht hallo guten tag "
    "morgen abend tschuss danke bitte entschuldigung mude fertig froh interessiert verheiratet sicher spat mein meine dein deine unser dieser diese dieses buchstabe buchstaben doppel gross gros geschrieben wirklich gut schlecht keine ahnung kein wahrscheinlich vermutlich bestimmt egal tschuss tschuss lol haha hahaha naturlich selbstverstandlich perfekt ehrlich eigentlich irgendwas ding dinge sicherlich moglicherweise offensichtlich wiedersehen",
    greetings="hallo guten gruss gott tag morgen abend bitte danke entschuldigung also",
    noun_capitals=True,
    middle_names=True,
    illustrates="wie",
)  # fmt: skip

COMPANIES = CompanyWords(
    articles=frozenset({"der", "die", "das"}),
    naming="firma heisst|firma heist|unternehmen heisst|unternehmen heist|gesellschaft heisst|gesellschaft heist|betrieb heisst|betrieb heist|wir heissen|wir heisen|name der firma ist|name meiner firma ist|"
    "name unserer firma ist|name des unternehmens ist|name unseres unternehmens ist|firmenname ist|firmenname lautet|firma lautet|firmenname|firmierung lautet|firmieren als|im namen von|im auftrag von|"
    "im namen der|im auftrag der|ich rufe fur|der name ist|der name lautet|es heisst|sie heisst|name der firma|ich vertrete die|ich vertrete",
    weak="die firma|firma|das unternehmen|der betrieb|wir sind die firma|wir sind die|wir sind|es ist|das ist|ich arbeite fur|ich arbeite bei|inhaber der|inhaberin der|geschaftsfuhrer der|bin von der",
    inside="",
    after="heisst die firma|heist die firma|heisst meine firma|heisst das unternehmen|heissen wir|heisen wir|ist der name|ist der firmenname|ist unser name",
    ends="und ich|und wir|und mein|mit sitz|aus der|geschrieben mit|mit zwei|das schreibt|bitte|danke|ich rufe|ich mochte",
    leads="hallo|guten tag|ja|also|das|ist|die|der|unsere|meine",
    nouns="firma unternehmen gesellschaft betrieb arbeit privat selbstandig selbststandig rentner rentnerin arbeitslos",
    small=frozenset([
        "und", "von", "vom", "zu", "zum", "zur", "der", "die", "das", "den", "dem", "im", "am", "in", "fur", "bei", "an", "auf", "mit",
    ]),
    acronyms={"gmbh": "GmbH", "ag": "AG", "kg": "KG", "ohg": "OHG", "ug": "UG", "ev": "e.V.", "eg": "eG", "gbr": "GbR", "kgaa": "KGaA", "ek": "e.K.", "mbh": "mbH", "ggmbh": "gGmbH"},
    legal_words={
        "gesellschaft mit beschrankter haftung": "GmbH", "aktiengesellschaft": "AG", "kommanditgesellschaft": "KG", "unternehmergesellschaft": "UG", "haftungsbeschrankt": "(haftungsbeschränkt)",
        "eingetragener verein": "e.V.", "genossenschaft": "Genossenschaft", "und co": "& Co.", "und ko": "& Co.", "& co": "& Co.", "und compagnie": "& Co.", "und cie": "& Cie.", "gemeh beha": "GmbH",
    },
    ampersands="kaufmannisches und|kaufmanns und|und zeichen",
    dots="punkt",
)  # fmt: skip

PEOPLE = People(
    names=NAMES,
    companies=COMPANIES,
)
