"""Dates as people say and type them in six languages, on Wednesday 11 March 2026."""

import pytest
from said import first, rows

from omnia.dialogue.extraction.dates import recognise_date

SAID = {
    "en": """
        the fifth of march two thousand and twenty seven | 2027-03-05
        it was the 2nd of Sept 2019 | 2019-09-02
        2025-02-14 | 2025-02-14
        Fri, 13 Mar 2026 | 2026-03-13
        the 1st of April 2026 at noon | 2026-04-01
        on 10 April at 5 pm | 2026-04-10
        3 Octber 2026 | 2026-10-03
        3 Feburary 2027 | 2027-02-03
        3 Novemeber 2026 | 2026-11-03
        3rd of Setpember | 2026-09-03
        12 Agust | 2026-08-12
        27 Decemeber | 2026-12-27
        we moved in on 7 November 2011 I think | 2011-11-07
        friday of next week | 2026-03-20
        two weeks on friday | 2026-03-27
        two weeks from friday | 2026-03-27
        a fortnight on saturday | 2026-03-28
        a week tomorrow | 2026-03-19
        a week today | 2026-03-18
        two weeks today | 2026-03-25
        a fortnight today | 2026-03-25
        two weeks tomorrow | 2026-03-26
        a week ago today | 2026-03-04
        a week ago yesterday | 2026-03-03
        the monday after next | 2026-03-23
        the friday before last | 2026-02-27
        the week after next on monday | 2026-03-23
        monday the week after next | 2026-03-23
        three weeks on monday | 2026-04-06
        the coming sunday | 2026-03-15
        wednsday | 2026-03-18
        Thrusday | 2026-03-12
        saterday | 2026-03-14
        tomorow please | 2026-03-12
        in 3 days' time | 2026-03-14
        in a fortnight | 2026-03-25
        a year ago today | 2025-03-11
        two and a half weeks ago | 2026-02-21
        exactly ten years ago | 2016-03-11
        the monday after easter | 2026-04-06
        the saturday before christmas | 2026-12-19
        the sunday after the 20th of march | 2026-03-22
        second tuesday of april | 2026-04-14
        the 15th of next month | 2026-04-15
        the last day of the year | 2026-12-31
        the first day of next year | 2027-01-01
        end of next month | 2026-04-30
        easter monday | 2026-04-06
        valentine's day | 2027-02-14
        thanksgiving 2026 | 2026-11-26
        martin luther king day | 2027-01-18
        two years ago on christmas day | 2024-12-25
        nine slash four slash twenty twenty six | 2026-04-09
        thirteen dash oh two dash nineteen seventy | 1970-02-13
        oh five oh six nineteen eighty | 1980-06-05
        not this Monday but the next one | 2026-03-23
        last Thursday of March | 2026-03-26
        six weeks from Monday | 2026-04-27
        six weeks on Monday | 2026-04-27
        a year and a half ago | 2024-09-11
        the 1st of the 5th 1985 | 1985-05-01
        Weds 18 Mar | 2026-03-18
        the day after boxing day | 2026-12-27
        the Friday before Easter | 2026-04-03
        the last Saturday before Christmas | 2026-12-19
        from the 3rd of May | 2026-05-03
        on the 3th of april | 2026-04-03
    """,
    "it": """
        1 giugno 2026 | 2026-06-01
        trentuno dicembre del novantanove | 1999-12-31
        14-02-2025 | 2025-02-14
        ven 13 mar | 2026-03-13
        il 20 corrente mese | 2026-03-20
        12 magio | 2026-05-12
        3 otobre 2026 | 2026-10-03
        27 diciembre | 2026-12-27
        3 febraio 2027 | 2027-02-03
        12 agsoto | 2026-08-12
        3 novenbre | 2026-11-03
        lunedì | 2026-03-16
        venerdì che viene | 2026-03-13
        venerdì a quindici | 2026-03-27
        fra due lunedì | 2026-03-23
        non questo lunedì il prossimo | 2026-03-23
        non questo venerdì, quello dopo | 2026-03-20
        mercoldì | 2026-03-18
        gioverdì | 2026-03-12
        ieri | 2026-03-10
        due settimane fa | 2026-02-25
        fra un anno | 2027-03-11
        domani a otto | 2026-03-19
        il giorno dopo Natale | 2026-12-26
        il giorno dopo Pasqua | 2026-04-06
        il giorno prima di Pasqua | 2026-04-04
        il giorno prima di Natale | 2026-12-24
        il giorno prima del 3 giugno | 2026-06-02
        il giorno dopo il 14 aprile | 2026-04-15
        il lunedì dopo Pasqua | 2026-04-06
        il sabato prima di Natale | 2026-12-19
        la domenica dopo il 20 marzo | 2026-03-22
        l'indomani di Natale | 2026-12-26
        l'ultimo giorno del mese | 2026-03-31
        l'ultimo del mese | 2026-03-31
        l'ultimo giorno dell'anno | 2026-12-31
        il primo giorno dell'anno prossimo | 2027-01-01
        fine del mese prossimo | 2026-04-30
        venerdì santo | 2026-04-03
        la Befana | 2027-01-06
        festa della mamma | 2026-05-10
        Pasqua dell'anno prossimo | 2027-03-28
        dodici zero cinque duemilaventisei | 2026-05-12
        dodici barra cinque barra duemilaventisei | 2026-05-12
        dodici trattino zero cinque trattino ottanta | 1980-05-12
        domenica prossima | 2026-03-15
        il 3 aprile scorso | 2025-04-03
        ventinove due duemilaventiquattro | 2024-02-29
        uno maggio ottantacinque | 1985-05-01
        tra otto giorni | 2026-03-19
        il venerdì prima di Pasqua | 2026-04-03
        l'ultimo sabato prima di Natale | 2026-12-19
        entro la fine dell'anno | 2026-12-31
        il giorno dopo Ferragosto | 2026-08-16
        la vigilia di Ferragosto | 2026-08-14
        l'anno scorso a Natale | 2025-12-25
        l'anno prossimo il 5 maggio | 2027-05-05
        venti e sei marzo | 2026-03-26
    """,
    "es": """
        1 de junio | 2026-06-01
        23 de agosto del 65 | 1965-08-23
        2 sept. 1990 | 1990-09-02
        marzo 5, 2027 | 2027-03-05
        el 20 | 2026-03-20
        el doce del cinco | 2026-05-12
        3 de ocutbre de 2026 | 2026-10-03
        3 de novienbre | 2026-11-03
        27 de diciemre | 2026-12-27
        12 de agotso | 2026-08-12
        3 de febrro | 2027-02-03
        a partir del 15 de mayo | 2026-05-15
        el viernes que viene | 2026-03-20
        el viernes de la semana pasada | 2026-03-06
        el lunes de dentro de dos semanas | 2026-03-23
        el lunes dentro de dos semanas | 2026-03-23
        este viernes no, el siguiente | 2026-03-20
        no este viernes sino el siguiente | 2026-03-20
        juebes | 2026-03-12
        savado | 2026-03-14
        biernes | 2026-03-13
        ayer por la tarde | 2026-03-10
        diez días atrás | 2026-03-01
        en seis meses | 2026-09-11
        dentro de cinco días laborables | 2026-03-18
        el día siguiente a Navidad | 2026-12-26
        el día anterior al 3 de junio | 2026-06-02
        al día siguiente del 14 de abril | 2026-04-15
        el lunes después de Pascua | 2026-04-06
        el sábado antes de Navidad | 2026-12-19
        el domingo después del 20 de marzo | 2026-03-22
        la víspera de Reyes | 2027-01-05
        primer viernes del mes de junio | 2026-06-05
        el primer día del próximo mes | 2026-04-01
        el último día del año | 2026-12-31
        el primer día del año que viene | 2027-01-01
        finales de año | 2026-12-31
        Nochebuena | 2026-12-24
        lunes de Pascua | 2026-04-06
        el día de la madre | 2026-05-03
        miércoles de Ceniza | 2027-02-10
        doce barra cinco barra dos mil veintiséis | 2026-05-12
        doce guion cero cinco guion ochenta | 1980-05-12
        cuatro de julio de mil nueve cientos setenta y seis | 1976-07-04
        este sábado | 2026-03-14
        el 3 de abril de este año | 2026-04-03
        1 mayo 85 | 1985-05-01
        dentro de mes y medio | 2026-04-26
        dentro de un mes y medio | 2026-04-26
        hace año y medio | 2024-09-11
        hace un año y medio | 2024-09-11
        hace tres meses | 2025-12-11
        dentro de medio año | 2026-09-11
        el viernes antes de Pascua | 2026-04-03
        el último sábado antes de Navidad | 2026-12-19
        el cuarto jueves del mes | 2026-03-26
        la víspera de San Juan | 2026-06-23
        en Navidad del año pasado | 2025-12-25
        el año pasado en Navidad | 2025-12-25
        el año que viene el 5 de mayo | 2027-05-05
        hoy hace una semana | 2026-03-04
    """,
    "fr": """
        le vingt et un juin deux mille vingt-six | 2026-06-21
        né le 2 septembre 1990 | 1990-09-02
        2 sept 90 | 1990-09-02
        2025-02-14 | 2025-02-14
        le vingt | 2026-03-20
        le douze cinq | 2026-05-12
        le douze du cinq | 2026-05-12
        3 octobr 2026 | 2026-10-03
        3 novenbre | 2026-11-03
        27 decmbre | 2026-12-27
        3 fevrrier | 2027-02-03
        14 juilet | 2026-07-14
        je voudrais déplacer mon rendez-vous au 2 juin si c'est possible | 2026-06-02
        ce vendredi | 2026-03-13
        vendredi dernier | 2026-03-06
        lundi d'après | 2026-03-23
        pas ce vendredi le suivant | 2026-03-20
        pas vendredi prochain celui d'après | 2026-03-20
        mercedi | 2026-03-18
        vendrdi | 2026-03-13
        samdi | 2026-03-14
        aujourd'hui | 2026-03-11
        d'ici trois jours | 2026-03-14
        dans deux semaines | 2026-03-25
        dans une quinzaine de jours | 2026-03-25
        demain en huit | 2026-03-19
        le jour d'après Noël | 2026-12-26
        le lundi après Pâques | 2026-04-06
        le samedi avant Noël | 2026-12-19
        le samedi précédant Noël | 2026-12-19
        le dimanche suivant le 20 mars | 2026-03-22
        le deuxième mardi d'avril | 2026-04-14
        le 1er du mois | 2026-04-01
        le dernier jour de l'année | 2026-12-31
        le premier jour de l'année prochaine | 2027-01-01
        fin juin | 2026-06-30
        Noël | 2026-12-25
        le lundi de Pâques | 2026-04-06
        la Saint-Valentin | 2027-02-14
        Noël de l'année dernière | 2025-12-25
        douze zéro cinq deux mille vingt-six | 2026-05-12
        douze barre oblique cinq barre oblique deux mille vingt six | 2026-05-12
        douze slash zéro cinq slash quatre-vingts | 1980-05-12
        le mercredi 18 | 2026-03-18
        le 3 avril de cette année | 2026-04-03
        l'année prochaine le 3 avril | 2027-04-03
        1er mai 85 | 1985-05-01
        ça fait quinze jours | 2026-02-24
        le vendredi avant Pâques | 2026-04-03
        le dernier samedi avant Noël | 2026-12-19
        avant la fin du mois | 2026-03-31
        Noël il y a deux ans | 2024-12-25
        pas le 3 mai, le 4 mai | 2026-05-04
        d'aujourd'hui en huit | 2026-03-18
        le 21 mars au matin | 2026-03-21
    """,
    "de": """
        der erste sechste | 2026-06-01
        dreiundzwanzigster achter fünfundsechzig | 1965-08-23
        2. Sept. 1990 | 1990-09-02
        Freitag, der 13. März | 2026-03-13
        der 20. | 2026-03-20
        am 20. nächsten Monats | 2026-04-20
        am 20. des nächsten Monats | 2026-04-20
        zwölfter fünfter | 2026-05-12
        3. Oktobr 2026 | 2026-10-03
        3. Novmber | 2026-11-03
        27. Dezmeber | 2026-12-27
        12. Ausgust | 2026-08-12
        3. Febuar 2027 | 2027-02-03
        3. Setember | 2026-09-03
        ich möchte meinen Termin auf den 2. Juni verschieben wenn das geht | 2026-06-02
        am Dienstag | 2026-03-17
        nächste Woche am Freitag | 2026-03-20
        Freitag über acht Tage | 2026-03-20
        diese Woche Freitag | 2026-03-13
        übernächste Woche Montag | 2026-03-23
        Montag übernächster Woche | 2026-03-23
        nicht diesen Freitag sondern den nächsten | 2026-03-20
        vorletzten Freitag | 2026-02-27
        Mitwoch | 2026-03-18
        Donerstag | 2026-03-12
        Freitg | 2026-03-13
        Sammstag | 2026-03-14
        Donnerstagabend | 2026-03-12
        Freitagmorgen | 2026-03-13
        übermorgen | 2026-03-13
        vor zwei Wochen | 2026-02-25
        heute über eine Woche | 2026-03-18
        heute vor einer Woche | 2026-03-04
        gestern vor einer Woche | 2026-03-03
        in einem halben Jahr | 2026-09-11
        vor einem halben Jahr | 2025-09-11
        in einem Jahr | 2027-03-11
        heute vor einem Jahr | 2025-03-11
        in anderthalb Jahren | 2027-09-11
        zwei Tage vor Ostern | 2026-04-03
        zehn Tage nach dem 1. Mai | 2026-05-11
        der Montag nach Ostern | 2026-04-06
        am Samstag vor Weihnachten | 2026-12-19
        am Sonntag nach dem 20. März | 2026-03-22
        letzter Montag im Mai | 2026-05-25
        am Letzten des Monats | 2026-03-31
        am ersten des nächsten Monats | 2026-04-01
        am 15. letzten Monats | 2026-02-15
        am 15. des letzten Monats | 2026-02-15
        am letzten Tag des Jahres | 2026-12-31
        am ersten Tag des nächsten Jahres | 2027-01-01
        Ende Juni | 2026-06-30
        Ostern | 2026-04-05
        zweiter Weihnachtstag | 2026-12-26
        Christi Himmelfahrt | 2026-05-14
        Aschermittwoch | 2027-02-10
        letztes Jahr Weihnachten | 2025-12-25
        Frühlingsanfang | 2026-03-20
        zwölf Schrägstrich fünf Schrägstrich zweitausendsechsundzwanzig | 2026-05-12
        zwölf Punkt fünf Punkt achtzig | 1980-05-12
        vierter siebter neunzehnhundert sechsundsiebzig | 1976-07-04
        der 18.3. | 2026-03-18
        nächstes Jahr am 3. April | 2027-04-03
        nächsten Monat am 3. | 2026-04-03
        am ersten Mai neunzehnhundert fünf und achtzig | 1985-05-01
        in eineinhalb Jahren | 2027-09-11
        vor eineinhalb Jahren | 2024-09-11
        morgen in zwei Wochen | 2026-03-26
        am Freitag vor Ostern | 2026-04-03
        der letzte Samstag vor Weihnachten | 2026-12-19
        der letzte Tag im April | 2026-04-30
        am zweiten Weihnachtsfeiertag | 2026-12-26
        Weihnachten vor zwei Jahren | 2024-12-25
        vor zwei Jahren an Weihnachten | 2024-12-25
        letztes Jahr an Ostern | 2025-04-20
        zum 1. April | 2026-04-01
        Mittwochabend | 2026-03-18
        am Mittwochmorgen | 2026-03-18
        nächsten Mittwochabend | 2026-03-18
    """,
    "pt": """
        1 de junho | 2026-06-01
        nasci a 2 de setembro de 1990 | 1990-09-02
        14 02 2025 | 2025-02-14
        sex 13 mar | 2026-03-13
        dia 20 do mês que vem | 2026-04-20
        doze do cinco | 2026-05-12
        3 de outbro de 2026 | 2026-10-03
        3 de novenbro | 2026-11-03
        27 de dezembo | 2026-12-27
        12 de agsoto | 2026-08-12
        3 de fevreiro | 2027-02-03
        segunda-feira | 2026-03-16
        sexta-feira da próxima semana | 2026-03-20
        na última sexta | 2026-03-06
        não esta sexta a próxima | 2026-03-20
        quarta-feira de manhã | 2026-03-18
        segunta-feira | 2026-03-16
        sesta-feira | 2026-03-13
        saabdo | 2026-03-14
        amanha de manhã | 2026-03-12
        dentro de três dias | 2026-03-14
        em uma semana | 2026-03-18
        numa semana | 2026-03-18
        há um ano | 2025-03-11
        de hoje a oito | 2026-03-18
        de hoje a oito dias | 2026-03-18
        de amanhã a oito dias | 2026-03-19
        dois dias antes da Páscoa | 2026-04-03
        no dia a seguir ao Natal | 2026-12-26
        o dia seguinte ao Natal | 2026-12-26
        na véspera do dia 3 de junho | 2026-06-02
        véspera de 3 de junho | 2026-06-02
        o dia anterior a 3 de junho | 2026-06-02
        a segunda-feira depois da Páscoa | 2026-04-06
        no sábado antes do Natal | 2026-12-19
        no domingo depois de 20 de março | 2026-03-22
        primeira sexta de junho | 2026-06-05
        o primeiro dia do próximo mês | 2026-04-01
        o último dia do ano | 2026-12-31
        o primeiro dia do próximo ano | 2027-01-01
        final de junho | 2026-06-30
        dia de Natal | 2026-12-25
        domingo de Páscoa | 2026-04-05
        25 de abril | 2026-04-25
        São Valentim | 2027-02-14
        Implantação da República | 2026-10-05
        doze barra cinco barra dois mil e vinte e seis | 2026-05-12
        doze traço zero cinco traço oitenta | 1980-05-12
        quatro de julho de mil nove centos e setenta e seis | 1976-07-04
        próxima segunda-feira | 2026-03-16
        ter 24 mar | 2026-03-24
        no passado dia 3 de abril | 2025-04-03
        no ano que vem, dia 3 de abril | 2027-04-03
        vinte e nove de fevereiro de dois mil e vinte e quatro | 2024-02-29
        daqui a quarenta dias | 2026-04-20
        daqui a meio ano | 2026-09-11
        na sexta-feira antes da Páscoa | 2026-04-03
        o último sábado antes do Natal | 2026-12-19
        no dia a seguir ao Ano Novo | 2027-01-02
        na véspera de São João | 2026-06-23
        no ano passado no Natal | 2025-12-25
        Natal há dois anos | 2024-12-25
        não 3 de maio, 4 de maio | 2026-05-04
        sábado vinte e um | 2026-03-21
        hoje faz uma semana | 2026-03-04
        na quinta de manhã | 2026-03-12
    """,
}


@pytest.mark.parametrize("locale", SAID)
def test_dates_as_they_are_said_are_found_first(locale):
    misses = [(text, iso, found) for text, iso in rows(SAID[locale]) if (found := first(recognise_date, text, locale)) != iso]
    assert misses == []
