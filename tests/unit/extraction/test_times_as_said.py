"""Times as people say and type them in six languages, on Wednesday 11 March 2026 at 14:20."""

import pytest
from said import first, rows

from omnia.dialogue.extraction.time.times import recognise_time

SAID = {
    "en": """
        quarter past nine in the morning | 09:15
        17.30 | 17:30
        eighteen hundred | 18:00
        oh eight hundred | 08:00
        oh nine thirty | 09:30
        zero six forty five | 06:45
        at midday | 12:00
        in an hour and a half | 15:50
        in a quarter of an hour | 14:35
        in three quarters of an hour | 15:05
        in two hours and ten minutes | 16:30
        tomorrow morning at nine | 09:00
        sixish in the evening | 18:00
        nine am sharp | 09:00
        the twelfth of may at half past two pm | 14:30
        10 to 4 in the afternoon | 15:50
        twenty hundred hours | 20:00
        12:30 am | 00:30
        three hours ago | 11:20
        the train leaves at 6.45 in the morning | 06:45
        7 tomorrow morning | 07:00
    """,
    "it": """
        alle tre e mezzo di pomeriggio | 15:30
        alle otto e venti | 08:20
        alle 17,30 | 17:30
        ore nove | 09:00
        mezzogiorno e un quarto | 12:15
        fra un'ora | 15:20
        tra un'oretta | 15:20
        tra un quarto d'ora | 14:35
        fra tre quarti d'ora | 15:05
        fra due ore e dieci minuti | 16:30
        stamattina alle dieci e mezza | 10:30
        il 12 alle 10 e 30 | 10:30
        alle quindici zero cinque | 15:05
        alle quattro meno dieci del pomeriggio | 15:50
        venerdì ore 18:30 | 18:30
        venerdì 13 alle sei di sera | 18:00
        fra tre quarti d'ora | 15:05
        fra un quarto d'ora | 14:35
        tra un paio d'ore | 16:20
        fra un'ora e un quarto | 15:35
        dopo le tre del pomeriggio | 15:00
        alle nove meno dieci del mattino | 08:50
        tra una mezz'oretta | 14:50
        fra un'oretta | 15:20
        mezzanotte e tre quarti | 00:45
    """,
    "es": """
        las ocho y veinte de la mañana | 08:20
        a las dieciocho horas | 18:00
        las doce y media de la noche | 00:30
        dentro de un cuarto de hora | 14:35
        en tres cuartos de hora | 15:05
        en dos horas y diez minutos | 16:30
        el jueves a las 10 de la mañana | 10:00
        después de las 17 | 17:00
        a las veinte en punto | 20:00
        hace como una hora | 13:20
        en una hora y cuarto | 15:35
        quedamos al mediodía | 12:00
        las doce menos cuarto de la noche | 23:45
    """,
    "fr": """
        neuf heures moins quart du matin | 08:45
        midi | 12:00
        une heure et demie de l'après-midi | 13:30
        dans un quart d'heure | 14:35
        dans trois quarts d'heure | 15:05
        dans deux heures et dix minutes | 16:30
        dans deux heures dix | 16:30
        le 12 à 10h30 | 10:30
        neuf heures et demie du soir | 21:30
        0h15 | 00:15
        dans deux petites heures | 16:20
        dans une heure et quart | 15:35
        dans deux heures et demie | 16:50
        vers quatre heures et quart de l'après-midi | 16:15
        dans une petite demi-heure | 14:50
        13h05 | 13:05
    """,
    "de": """
        viertel nach neun morgens | 09:15
        20.15 Uhr | 20:15
        zwei Uhr nachts | 02:00
        ein Uhr mittags | 13:00
        halb eins mittags | 12:30
        zwölf Uhr mittags | 12:00
        viertel nach Mitternacht | 00:15
        in einer Viertelstunde | 14:35
        in einer Dreiviertelstunde | 15:05
        in zwei Stunden und zehn Minuten | 16:30
        heute Abend um acht | 20:00
        morgen Abend um neun | 21:00
        fünfzehn Uhr null fünf | 15:05
        zehn nach zwölf mittags | 12:10
        zehn vor vier nachmittags | 15:50
        Freitag, den 13. um 18 Uhr | 18:00
        in einer dreiviertel Stunde | 15:05
        in einer viertel Stunde | 14:35
        16 Uhr 45 bitte | 16:45
        um zehn vor neun morgens | 08:50
        morgen bis 15 Uhr | 15:00
        viertel nach zwölf mittags | 12:15
    """,
    "pt": """
        oito e vinte da manhã | 08:20
        dezessete e trinta | 17:30
        meia-noite | 00:00
        à uma e meia da tarde | 13:30
        em meia hora | 14:50
        daqui a um quarto de hora | 14:35
        daqui a três quartos de hora | 15:05
        daqui a duas horas e dez minutos | 16:30
        hoje às dez e meia da manhã | 10:30
        às quinze horas e cinco | 15:05
        às dezanove e trinta | 19:30
        daqui a um par de horas | 16:20
        daqui a uma hora e um quarto | 15:35
        saio às dezassete e trinta | 17:30
        onze e meia da noite | 23:30
    """,
}


@pytest.mark.parametrize("locale", SAID)
def test_times_as_they_are_said_are_found_first(locale):
    misses = [(text, iso, found) for text, iso in rows(SAID[locale]) if (found := first(recognise_time, text, locale)) != iso]
    assert misses == []
