"""Times as people say and type them in six languages, on Wednesday 11 March 2026 at 14:20."""

import pytest
from said import first, rows

from omnia.dialogue.extraction.times import recognise_time

SAID = {
    "en": """
        three thirty p m | 15:30
        five past eight am | 08:05
        seventeen hundred hours | 17:00
        eighteen hundred | 18:00
        oh eight hundred | 08:00
        oh nine thirty | 09:30
        zero six forty five | 06:45
        at midday | 12:00
        in twenty minutes | 14:40
        in a quarter of an hour | 14:35
        in three quarters of an hour | 15:05
        twenty minutes ago | 14:00
        in two hours and ten minutes | 16:30
        seven in the evening | 19:00
        sixish in the evening | 18:00
        nine am sharp | 09:00
        after 5 pm | 17:00
        half past nine in the evening | 21:30
        at 19 hours | 19:00
        twenty hundred hours | 20:00
        12:30 am | 00:30
        in fifteen minutes | 14:35
        not before 10 am | 10:00
    """,
    "it": """
        alle tre e mezzo di pomeriggio | 15:30
        le sei meno dieci di sera | 17:50
        alle 17,30 | 17:30
        alle diciassette e un quarto | 17:15
        mezzogiorno e un quarto | 12:15
        tra venti minuti | 14:40
        tra un'oretta | 15:20
        tra un quarto d'ora | 14:35
        fra tre quarti d'ora | 15:05
        fra due ore e dieci minuti | 16:30
        un'ora fa | 13:20
        giovedì alle 10 | 10:00
        il 12 alle 10 e 30 | 10:30
        alle quindici zero cinque | 15:05
        mezzanotte meno cinque | 23:55
        alle ventitré e cinquantanove | 23:59
        venerdì 13 alle sei di sera | 18:00
        fra tre quarti d'ora | 15:05
        fra un quarto d'ora | 14:35
        tra un paio d'ore | 16:20
        fra un'ora e un quarto | 15:35
        dopo le tre del pomeriggio | 15:00
    """,
    "es": """
        diez para las seis de la tarde | 17:50
        17h30 | 17:30
        a las veintiuna horas | 21:00
        las doce y media de la noche | 00:30
        dentro de una hora | 15:20
        dentro de un cuarto de hora | 14:35
        en tres cuartos de hora | 15:05
        en dos horas y diez minutos | 16:30
        mañana por la mañana a las nueve | 09:00
        12 de mayo a las 14:30 | 14:30
        después de las 17 | 17:00
        a las diecinueve | 19:00
        viernes a las 18:30 | 18:30
        en una hora y cuarto | 15:35
        no antes de las 10 de la mañana | 10:00
    """,
    "fr": """
        quinze heures trente | 15:30
        à dix-huit heures | 18:00
        midi et quart | 12:15
        une heure et demie de l'après-midi | 13:30
        dans un quart d'heure | 14:35
        dans trois quarts d'heure | 15:05
        dans deux heures et dix minutes | 16:30
        dans deux heures dix | 16:30
        demain matin à neuf heures | 09:00
        onze heures du soir | 23:00
        neuf heures et demie du soir | 21:30
        vingt heures pile | 20:00
        le 13 mars à 18 heures | 18:00
        dans une heure et quart | 15:35
        plutôt à 16h45 | 16:45
    """,
    "de": """
        halb vier nachmittags | 15:30
        zehn Minuten vor sechs abends | 17:50
        siebzehn Uhr dreißig | 17:30
        zwei Uhr nachts | 02:00
        ein Uhr mittags | 13:00
        halb eins mittags | 12:30
        zwölf Uhr mittags | 12:00
        null Uhr | 00:00
        in einer Viertelstunde | 14:35
        in einer Dreiviertelstunde | 15:05
        in zwei Stunden und zehn Minuten | 16:30
        morgen Abend um neun | 21:00
        fünfzehn Uhr null fünf | 15:05
        fünf nach Mitternacht | 00:05
        zehn nach zwölf mittags | 12:10
        um dreiundzwanzig Uhr neunundfünfzig | 23:59
        in einer dreiviertel Stunde | 15:05
        in einer viertel Stunde | 14:35
        16 Uhr 45 bitte | 16:45
    """,
    "pt": """
        seis menos dez da tarde | 17:50
        17h | 17:00
        às vinte e trinta | 20:30
        meia-noite | 00:00
        à uma e meia da tarde | 13:30
        daqui a vinte minutos | 14:40
        daqui a um quarto de hora | 14:35
        daqui a três quartos de hora | 15:05
        daqui a duas horas e dez minutos | 16:30
        há uma hora | 13:20
        lá pelas seis da tarde | 18:00
        às quinze horas e cinco | 15:05
        meio-dia e dez | 12:10
        amanhã às 18 | 18:00
        daqui a uma hora e um quarto | 15:35
    """,
}


@pytest.mark.parametrize("locale", SAID)
def test_times_as_they_are_said_are_found_first(locale):
    misses = [(text, iso, found) for text, iso in rows(SAID[locale]) if (found := first(recognise_time, text, locale)) != iso]
    assert misses == []
