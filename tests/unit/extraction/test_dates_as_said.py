"""Dates as people say and type them in six languages, on Wednesday 11 March 2026."""

import pytest
from said import first, rows

from omnia.dialogue.extraction.time.dates import recognise_date

SAID = {
    "en": """
        twenty second of the second seventy | 1970-02-22
        the twelfth of the second nineteen seventy three | 1973-02-12
        second second eighty two | 1982-02-02
        june twenty one | 2026-06-21
        14.02.2025 | 2025-02-14
        Fri, 13 Mar 2026 | 2026-03-13
        on 10 April at 5 pm | 2026-04-10
        twelve of may | 2026-05-12
        3 Octber 2026 | 2026-10-03
        3 Feburary 2027 | 2027-02-03
        3 Novemeber 2026 | 2026-11-03
        3rd of Setpember | 2026-09-03
        12 Agust | 2026-08-12
        27 Decemeber | 2026-12-27
        my appointment was for the 18th of March wasn't it | 2026-03-18
        friday of next week | 2026-03-20
        two weeks on friday | 2026-03-27
        a fortnight on saturday | 2026-03-28
        a week tomorrow | 2026-03-19
        a week today | 2026-03-18
        two weeks today | 2026-03-25
        a fortnight today | 2026-03-25
        two weeks tomorrow | 2026-03-26
        a week ago yesterday | 2026-03-03
        friday of last week | 2026-03-06
        the friday before last | 2026-02-27
        the week after next on monday | 2026-03-23
        monday the week after next | 2026-03-23
        three weeks on monday | 2026-04-06
        the coming sunday | 2026-03-15
        wednsday | 2026-03-18
        Thrusday | 2026-03-12
        saterday | 2026-03-14
        tommorrow morning | 2026-03-12
        yesterday evening | 2026-03-10
        in a week | 2026-03-18
        a year ago | 2025-03-11
        two and a half weeks ago | 2026-02-21
        two days before easter | 2026-04-03
        the monday after easter | 2026-04-06
        the saturday before christmas | 2026-12-19
        the sunday after the 20th of march | 2026-03-22
        the first friday of june | 2026-06-05
        first of next month | 2026-04-01
        the last day of the year | 2026-12-31
        the first day of next year | 2027-01-01
        by the end of next year | 2027-12-31
        new year's eve | 2026-12-31
        ascension day | 2026-05-14
        two years ago on christmas day | 2024-12-25
        nine slash four slash twenty twenty six | 2026-04-09
        thirteen dash oh two dash nineteen seventy | 1970-02-13
        not this Monday but the next one | 2026-03-23
        three weeks ago on Friday | 2026-02-20
        six weeks on Monday | 2026-04-27
        31.1.24 | 2024-01-31
        twelve twelve eighty five | 1985-12-12
        new year's eve 2024 | 2024-12-31
        the Friday before Easter | 2026-04-03
        the last Saturday before Christmas | 2026-12-19
        by Friday | 2026-03-13
        hi there, I'd like to book a table for four on Saturday please | 2026-03-14
        can I do a week Thursday | 2026-03-19
        Monday fortnight | 2026-03-30
        a fortnight Friday | 2026-03-27
        three weeks today | 2026-04-01
        New Year's | 2027-01-01
        one week before the 8th of June | 2026-06-01
    """,
    "it": """
        l'undici settembre | 2026-09-11
        2 set 1990 | 1990-09-02
        ven 13 mar | 2026-03-13
        dodici del cinque del ventisei | 2026-05-12
        12 magio | 2026-05-12
        3 otobre 2026 | 2026-10-03
        27 diciembre | 2026-12-27
        3 febraio 2027 | 2027-02-03
        12 agsoto | 2026-08-12
        3 novenbre | 2026-11-03
        entro il 30 aprile | 2026-04-30
        venerdì che viene | 2026-03-13
        fra due lunedì | 2026-03-23
        non questo lunedì il prossimo | 2026-03-23
        non questo venerdì, quello dopo | 2026-03-20
        mercoldì | 2026-03-18
        gioverdì | 2026-03-12
        domattina presto | 2026-03-12
        due settimane fa | 2026-02-25
        tre giorni or sono | 2026-03-08
        due giorni prima di Pasqua | 2026-04-03
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
        l'ultimo del mese | 2026-03-31
        l'ultimo giorno del mese prossimo | 2026-04-30
        l'ultimo giorno dell'anno | 2026-12-31
        il primo giorno dell'anno prossimo | 2027-01-01
        fine giugno | 2026-06-30
        venerdì santo | 2026-04-03
        ognissanti | 2026-11-01
        Natale scorso | 2025-12-25
        dodici zero cinque duemilaventisei | 2026-05-12
        dodici barra cinque barra duemilaventisei | 2026-05-12
        dodici trattino zero cinque trattino ottanta | 1980-05-12
        il martedì successivo | 2026-03-17
        il tre del prossimo mese | 2026-04-03
        uno maggio ottantacinque | 1985-05-01
        due settimane da lunedì | 2026-03-30
        il venerdì prima di Pasqua | 2026-04-03
        l'ultimo sabato prima di Natale | 2026-12-19
        fine aprile | 2026-04-30
        il giorno dopo Ferragosto | 2026-08-16
        la vigilia di Ferragosto | 2026-08-14
        l'anno scorso a Natale | 2025-12-25
        l'anno prossimo il 5 maggio | 2027-05-05
        venti e sei marzo | 2026-03-26
        buongiorno vorrei prenotare un tavolo per quattro per sabato | 2026-03-14
        tra due domeniche | 2026-03-22
        l'ultimo giorno di marzo | 2026-03-31
        per il trenta di aprile | 2026-04-30
        domani l'altro | 2026-03-13
    """,
    "es": """
        el día 1 de junio | 2026-06-01
        dos nueve noventa | 1990-09-02
        marzo 5, 2027 | 2027-03-05
        el 20 de este mes | 2026-03-20
        el doce del cinco | 2026-05-12
        3 de ocutbre de 2026 | 2026-10-03
        3 de novienbre | 2026-11-03
        27 de diciemre | 2026-12-27
        12 de agotso | 2026-08-12
        3 de febrro | 2027-02-03
        el viernes que viene | 2026-03-20
        el viernes en ocho días | 2026-03-20
        el lunes de dentro de dos semanas | 2026-03-23
        este viernes no, el siguiente | 2026-03-20
        no este viernes sino el siguiente | 2026-03-20
        miercoles | 2026-03-18
        juebes | 2026-03-12
        savado | 2026-03-14
        biernes | 2026-03-13
        ayer por la tarde | 2026-03-10
        dentro de una semana | 2026-03-18
        en un par de días | 2026-03-13
        el día siguiente a Navidad | 2026-12-26
        el día anterior al 3 de junio | 2026-06-02
        al día siguiente del 14 de abril | 2026-04-15
        el lunes después de Pascua | 2026-04-06
        el sábado antes de Navidad | 2026-12-19
        el domingo después del 20 de marzo | 2026-03-22
        la víspera de Reyes | 2027-01-05
        el tercer jueves de noviembre | 2026-11-19
        el último día del año | 2026-12-31
        el primer día del año que viene | 2027-01-01
        a finales de mes | 2026-03-31
        Nochebuena | 2026-12-24
        Todos los Santos | 2026-11-01
        la pasada Navidad | 2025-12-25
        doce barra cinco barra dos mil veintiséis | 2026-05-12
        doce guion cero cinco guion ochenta | 1980-05-12
        cuatro de julio de mil nueve cientos setenta y seis | 1976-07-04
        mar 24 mar | 2026-03-24
        uno cinco ochenta y cinco | 1985-05-01
        dentro de mes y medio | 2026-04-26
        dentro de un mes y medio | 2026-04-26
        hace año y medio | 2024-09-11
        hace un año y medio | 2024-09-11
        hace tres meses | 2025-12-11
        dentro de medio año | 2026-09-11
        el viernes antes de Pascua | 2026-04-03
        el último sábado antes de Navidad | 2026-12-19
        a finales de abril | 2026-04-30
        la víspera de San Juan | 2026-06-23
        el año pasado en Navidad | 2025-12-25
        el año que viene el 5 de mayo | 2027-05-05
        no, el cuatro de mayo | 2026-05-04
        hoy hace una semana | 2026-03-04
        hola quería reservar una mesa para cuatro para el sábado | 2026-03-14
        yo diría el jueves que viene | 2026-03-19
        el solsticio de verano | 2026-06-21
        dentro de dos domingos | 2026-03-22
        28 de feb de 26 | 2026-02-28
    """,
    "fr": """
        sept sept 1970 | 1970-07-07
        7 sept 1970 | 1970-09-07
        le vingt-trois août mille neuf cent soixante-cinq | 1965-08-23
        2 sept 90 | 1990-09-02
        14-02-2025 | 2025-02-14
        le vingt | 2026-03-20
        le douze du cinq | 2026-05-12
        3 octobr 2026 | 2026-10-03
        3 novenbre | 2026-11-03
        27 decmbre | 2026-12-27
        3 fevrrier | 2027-02-03
        14 juilet | 2026-07-14
        le mardi 2 juin à 14h | 2026-06-02
        vendredi dernier | 2026-03-06
        pas ce vendredi le suivant | 2026-03-20
        pas vendredi prochain celui d'après | 2026-03-20
        dimanche vingt-neuf | 2026-03-29
        mercedi | 2026-03-18
        vendrdi | 2026-03-13
        samdi | 2026-03-14
        hier soir | 2026-03-10
        dans deux semaines | 2026-03-25
        dans cinq jours ouvrés | 2026-03-18
        demain en huit | 2026-03-19
        le jour d'après Noël | 2026-12-26
        une semaine après Pâques | 2026-04-12
        le lundi après Pâques | 2026-04-06
        le samedi avant Noël | 2026-12-19
        le samedi précédant Noël | 2026-12-19
        le dimanche suivant le 20 mars | 2026-03-22
        le deuxième mardi d'avril | 2026-04-14
        le 15 du mois passé | 2026-02-15
        le dernier jour de l'année | 2026-12-31
        le premier jour de l'année prochaine | 2027-01-01
        le dernier vendredi du mois | 2026-03-27
        le lundi de Pâques | 2026-04-06
        la fête de la musique | 2026-06-21
        Halloween | 2026-10-31
        douze barre oblique cinq barre oblique deux mille vingt six | 2026-05-12
        douze slash zéro cinq slash quatre-vingts | 1980-05-12
        le mercredi 18 | 2026-03-18
        l'année prochaine le 3 avril | 2027-04-03
        le mois prochain le 3 | 2026-04-03
        il y a six semaines | 2026-01-28
        le vendredi avant Pâques | 2026-04-03
        le dernier samedi avant Noël | 2026-12-19
        avant la fin du mois | 2026-03-31
        Noël il y a deux ans | 2024-12-25
        d'aujourd'hui en huit | 2026-03-18
        bonjour je voudrais réserver une table pour quatre samedi | 2026-03-14
        on part le 27 juin et on revient deux semaines après | 2026-06-27
        premier mai | 2026-05-01
        le nouvel an chinois | 2027-02-06
        dans deux dimanches | 2026-03-22
        01022000 | 2000-02-01
        le lundi suivant Pâques | 2026-04-06
    """,
    "de": """
        am 21. Juni | 2026-06-21
        geboren am 2. September 1990 | 1990-09-02
        Freitag, der 13. März | 2026-03-13
        am 20. dieses Monats | 2026-03-20
        am 20. nächsten Monats | 2026-04-20
        am 20. des nächsten Monats | 2026-04-20
        3. Oktobr 2026 | 2026-10-03
        3. Novmber | 2026-11-03
        27. Dezmeber | 2026-12-27
        12. Ausgust | 2026-08-12
        3. Febuar 2027 | 2027-02-03
        3. Setember | 2026-09-03
        am Dienstag | 2026-03-17
        Freitag kommender Woche | 2026-03-20
        Freitag über acht Tage | 2026-03-20
        vorigen Freitag | 2026-03-06
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
        gestern Abend | 2026-03-10
        heute über eine Woche | 2026-03-18
        heute vor einer Woche | 2026-03-04
        gestern vor einer Woche | 2026-03-03
        in einem halben Jahr | 2026-09-11
        vor einem halben Jahr | 2025-09-11
        in einem Jahr | 2027-03-11
        heute vor einem Jahr | 2025-03-11
        in anderthalb Jahren | 2027-09-11
        am Tag vor Weihnachten | 2026-12-24
        der Montag nach Ostern | 2026-04-06
        am Samstag vor Weihnachten | 2026-12-19
        am Sonntag nach dem 20. März | 2026-03-22
        der erste Freitag im Juni | 2026-06-05
        am Letzten des Monats | 2026-03-31
        am ersten des nächsten Monats | 2026-04-01
        am 15. letzten Monats | 2026-02-15
        am 15. des letzten Monats | 2026-02-15
        am letzten Tag des Jahres | 2026-12-31
        am ersten Tag des nächsten Jahres | 2027-01-01
        Jahresende | 2026-12-31
        Gründonnerstag | 2026-04-02
        Christi Himmelfahrt | 2026-05-14
        letzte Weihnachten | 2025-12-25
        letztes Jahr Weihnachten | 2025-12-25
        zwölf Schrägstrich fünf Schrägstrich zweitausendsechsundzwanzig | 2026-05-12
        zwölf Punkt fünf Punkt achtzig | 1980-05-12
        der 18.3. | 2026-03-18
        nächstes Jahr am 3. April | 2027-04-03
        erster fünfter fünfundachtzig | 1985-05-01
        in eineinhalb Jahren | 2027-09-11
        vor eineinhalb Jahren | 2024-09-11
        vor drei Monaten | 2025-12-11
        am Freitag vor Ostern | 2026-04-03
        der letzte Samstag vor Weihnachten | 2026-12-19
        der letzte Tag im April | 2026-04-30
        am zweiten Weihnachtsfeiertag | 2026-12-26
        Weihnachten vor zwei Jahren | 2024-12-25
        vor zwei Jahren an Weihnachten | 2024-12-25
        letztes Jahr an Ostern | 2025-04-20
        gestern früh | 2026-03-10
        Mittwochabend | 2026-03-18
        am Mittwochmorgen | 2026-03-18
        nächsten Mittwochabend | 2026-03-18
        die letzte Zahlung war am 28. Februar dieses Jahres | 2026-02-28
        erster Mai | 2026-05-01
        28. Feb 26 | 2026-02-28
        am Montag nach Pfingsten | 2026-05-25
        am dritten Oktober | 2026-10-03
        am Vortag von Weihnachten | 2026-12-24
    """,
    "pt": """
        21 de junho | 2026-06-21
        14/02/2025 | 2025-02-14
        sex 13 mar | 2026-03-13
        a 20 do corrente | 2026-03-20
        doze do cinco | 2026-05-12
        3 de outbro de 2026 | 2026-10-03
        3 de novenbro | 2026-11-03
        27 de dezembo | 2026-12-27
        12 de agsoto | 2026-08-12
        3 de fevreiro | 2027-02-03
        antes de 30 de abril | 2026-04-30
        sexta-feira da próxima semana | 2026-03-20
        sexta-feira daqui a oito dias | 2026-03-20
        não esta sexta a próxima | 2026-03-20
        segunta-feira | 2026-03-16
        sesta-feira | 2026-03-13
        saabdo | 2026-03-14
        dentro de três dias | 2026-03-14
        numa semana | 2026-03-18
        dentro de duas semanas | 2026-03-25
        de hoje a oito | 2026-03-18
        de hoje a oito dias | 2026-03-18
        de amanhã a oito dias | 2026-03-19
        no dia a seguir ao Natal | 2026-12-26
        o dia seguinte ao Natal | 2026-12-26
        na véspera do dia 3 de junho | 2026-06-02
        véspera de 3 de junho | 2026-06-02
        o dia anterior a 3 de junho | 2026-06-02
        a segunda-feira depois da Páscoa | 2026-04-06
        no sábado antes do Natal | 2026-12-19
        no domingo depois de 20 de março | 2026-03-22
        a terceira quinta-feira de novembro | 2026-11-19
        o último dia do ano | 2026-12-31
        o primeiro dia do próximo ano | 2027-01-01
        no final do mês | 2026-03-31
        dia de Natal | 2026-12-25
        Quinta-feira Santa | 2026-04-02
        Imaculada Conceição | 2026-12-08
        Implantação da República | 2026-10-05
        doze barra cinco barra dois mil e vinte e seis | 2026-05-12
        doze traço zero cinco traço oitenta | 1980-05-12
        quatro de julho de mil nove centos e setenta e seis | 1976-07-04
        quarta-feira da próxima semana | 2026-03-18
        no passado dia 3 de abril | 2025-04-03
        no ano que vem, dia 3 de abril | 2027-04-03
        daqui a quarenta dias | 2026-04-20
        daqui a meio ano | 2026-09-11
        na sexta-feira antes da Páscoa | 2026-04-03
        o último sábado antes do Natal | 2026-12-19
        a quarta quinta-feira do mês | 2026-03-26
        no dia a seguir ao Ano Novo | 2027-01-02
        na véspera de São João | 2026-06-23
        no ano passado no Natal | 2025-12-25
        Natal há dois anos | 2024-12-25
        depois de 3 de maio | 2026-05-03
        não 3 de maio, 4 de maio | 2026-05-04
        hoje faz uma semana | 2026-03-04
        na quinta de manhã | 2026-03-12
        bom dia queria reservar uma mesa para quatro para sábado | 2026-03-14
        daqui a dois domingos | 2026-03-22
        onze onze setenta e dois | 1972-11-11
        a segunda a seguir à Páscoa | 2026-04-06
        de hoje a quinze dias | 2026-03-25
        na véspera da Páscoa | 2026-04-04
    """,
}


@pytest.mark.parametrize("locale", SAID)
def test_dates_as_they_are_said_are_found_first(locale):
    misses = [(text, iso, found) for text, iso in rows(SAID[locale]) if (found := first(recognise_date, text, locale)) != iso]
    assert misses == []
