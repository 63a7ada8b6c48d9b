"""English: what is said between the words that count, and what is misheard."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.hearing import ConfusionWords, Contrasts, Disfluencies, Hearing

DISFLUENCIES = Disfluencies(
    "uh|uhm|uhh|um|umm|er|erm|hm|hmm|mm|mhm",
    "you know|let me think|let me see|hang on|hold on|hold on a second|just a second|one second|one moment|just a moment|kind of"
    "|sort of|i guess|i suppose|i think|okay so|right then|um well|oh well|you see|basically|actually",
    "well|okay|ok|like|so",
    "no sorry|no wait|no i mean|no i meant|sorry i mean|i mean|i meant|or rather|or better|make that|make it|change that to|let's say|scratch that|correction"
    "|i was wrong|my mistake|no no|sorry no|wait no|excuse me|sorry",
    "no",
)  # fmt: skip

CONTRASTS = Contrasts("not", "but rather|but", "and not|rather than|instead of", "not")

CONFUSIONS = ConfusionWords(
    by_ear=("BCDEGPTVZ3", "MN", "FSX6", "AJKH8", "IY59", "QUW2", "O0"),
    tens=(("13", "30"), ("14", "40"), ("15", "50"), ("16", "60"), ("17", "70"), ("18", "80"), ("19", "90")),
)  # fmt: skip

HEARING = Hearing(
    inventions=frozenset(
        {
            "thank you for watching",
            "thanks for watching",
            "thank you so much for watching",
            "please subscribe",
            "please subscribe to my channel",
            "like and subscribe",
            "don't forget to subscribe",
            "see you in the next video",
            "subtitles by the amara org community",
        }
    ),
    transcriber_tags=frozenset(
        {
            "applause",
            "audio",
            "background",
            "beep",
            "beeping",
            "blank",
            "blank_audio",
            "breath",
            "breathes",
            "breathing",
            "chuckles",
            "clears",
            "click",
            "cough",
            "coughing",
            "coughs",
            "crosstalk",
            "foreign",
            "inaudible",
            "incomprehensible",
            "indistinct",
            "language",
            "laugh",
            "laughing",
            "laughs",
            "laughter",
            "music",
            "noise",
            "pause",
            "phone",
            "ringing",
            "sigh",
            "sighing",
            "sighs",
            "silence",
            "sneezes",
            "speaking",
            "static",
            "throat",
            "unintelligible",
            "unk",
        }
    ),
    courtesies="please|thank you|thanks|thank you very much|sorry|hello|hi|good morning|okay|ok|right|yes please",
    presence="hello|are you there|is anyone there|is anybody there|can you hear me|do you hear me|still there|what|sorry|am i on|testing|is this thing on",
    disfluencies=DISFLUENCIES,
    contrasts=CONTRASTS,
    confusions=CONFUSIONS,
)
