"""Sentences that hold neither a date nor a time, though a word or a number in them looks like one."""

import pytest
from said import first, rows

from omnia.dialogue.extraction.dates import recognise_date
from omnia.dialogue.extraction.times import recognise_time

SAID = {
    "en": """
        the sun is hot
        my budget is 15.50 pounds
        version 3.11
        my number is 020 7946 0958
        room 12
        it's 5 kilometers
        no idea
        my surname is Friday
        second floor
        I want a second opinion
        one second please
        the first one
        the second option
        first of all
        IP address is 192.168.1.10
        my postcode is SW1A 1AA
        order number 20260311
        the score was 3 to 2
        since last year
        24 7 support
        1 to 10
        30 days
        two weeks
        one week
        a few months
        it takes three hours
        three months
        Will you march with us
        second to none
        my second name is Smith
        third party
        first class
        fifth avenue
        flat 4
        1.5 percent
        12/12 points
        1,234
    """,
    "it": """
        costa 15,50 euro
        ho speso 12.50 euro
        versione 3.11
        il mio numero è 06 69821
        stanza 12
        sono cinque chilometri
        secondo me no
        secondo piano
        la seconda volta
        la prima cosa
        prima di tutto
        un secondo per favore
        il mio gatto
        tre quarti della torta
        da 1 a 10
        tre a due
        24 ore su 24
        via 25 aprile 12
        pagina 12
        30 giorni
        dura tre ore
        l'anno 2020
        secondo lei
        la seconda
        terzo piano
        quinta strada
        i tre moschettieri
        un quarto di vino
    """,
    "es": """
        vale 12.50 euros
        versión 3.11
        mi número es el 91 555 12 34
        piso segundo
        segundo piso
        la segunda vez
        en primer lugar
        el segundo apellido
        un segundo por favor
        no me acuerdo
        tres cuartos de la tarta
        de 1 a 10
        tres a dos
        24 horas al día
        calle 2 de mayo 5
        plaza del 1 de mayo
        peso ochenta kilos
        vi tres películas
        quiero dos por favor
        30 días
        una semana
        en 2019
        segunda mano
        tercer piso
        la quinta avenida
        los tres mosqueteros
        mi marido
    """,
    "fr": """
        ça fait 12.50 euros
        version 3.11
        mon numéro est le 01 23 45 67 89
        06 12 34 56 78
        deuxième étage
        au premier étage
        la première fois
        la deuxième fois
        en premier lieu
        une seconde s'il vous plaît
        un moment
        cinquante pour cent
        de 1 à 10
        trois à deux
        24 heures sur 24
        rue du 4 septembre
        je pèse quatre-vingts kilos
        mon fils a dix ans
        marc est là
        j'en voudrais deux
        30 jours
        deux semaines
        une semaine
        taille 42
        seconde main
        troisième étage
        la cinquième avenue
        les trois mousquetaires
        un demi kilo
        mon mari
    """,
    "de": """
        es kostet 12.50 Euro
        Version 3.11
        Version 2.0.1
        zweiter Stock
        im zweiten Stock
        das erste Mal
        zum ersten Mal
        beim zweiten Mal
        erste Hilfe
        als Erstes
        ich weiß nicht
        fünfzig Prozent
        von 1 bis 10
        drei zu zwei
        24 Stunden am Tag
        Seite 12
        die Frau Mai
        ich heiße Sonntag
        Guten Morgen
        30 Tage
        zwei Wochen
        es dauert drei Stunden
        drei Monate
        3,14
        dritter Stock links
        die drei Musketiere
        ein Viertel Wein
        die erste Klasse
        zweite Wahl
        ich komme mit dem Zug
    """,
    "pt": """
        são 12.50 euros
        versão 3.11
        o meu número é 21 123 45 67
        quarto 12
        segundo andar
        no segundo andar
        a segunda vez
        a primeira vez
        em primeiro lugar
        um segundo por favor
        não me lembro
        metade do dinheiro
        de 1 a 10
        três a dois
        24 horas por dia
        tenho dois filhos
        a sexta sinfonia
        quarto de hotel
        cinco quilómetros
        quero ficar na segunda posição
        30 dias
        uma semana
        3,14
        segunda mão
        terceiro andar
        a quinta avenida
        os três mosqueteiros
        até logo
    """,
}


@pytest.mark.parametrize("recognise", [recognise_date, recognise_time])
@pytest.mark.parametrize("locale", SAID)
def test_sentences_without_a_date_or_time_give_none(locale, recognise):
    found = [(text, iso) for (text,) in rows(SAID[locale]) if (iso := first(recognise, text, locale)) is not None]
    assert found == []
