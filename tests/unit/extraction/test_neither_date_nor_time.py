"""Sentences that hold neither a date nor a time, though a word or a number in them looks like one."""

import pytest
from said import first, rows

from omnia.dialogue.extraction.time.dates import recognise_date
from omnia.dialogue.extraction.time.times import recognise_time

SAID = {
    "en": """
        the sun is hot
        my budget is 15.50 pounds
        version 3.11
        my number is 020 7946 0958
        it's 5 kilometers
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
        page 12 of 30
        24 7 support
        1 to 10
        30 days
        two weeks
        one week
        it takes three hours
        three months
        Will you march with us
        second to none
        my second name is Smith
        third party
        first class
        fifth avenue
        in 2019
        1.5 percent
        12/12 points
        we are a party of six
        my balance is 1,250.30
        she is my second cousin
        on the one hand
        one at a time
        gate 12
    """,
    "it": """
        ho speso 12.50 euro
        versione 3.11
        il mio numero è 06 69821
        sono cinque chilometri
        secondo me no
        secondo piano
        la seconda volta
        la prima cosa
        un secondo per favore
        vado al mare
        metà dei soldi
        da 1 a 10
        tre a due
        24 ore su 24
        via 25 aprile 12
        sono le mie chiavi
        30 giorni
        dura tre ore
        tre mesi
        secondo lei
        la seconda
        terzo piano
        quinta strada
        i tre moschettieri
        sera buona
        il saldo è 1.250,30
        è mia cugina di secondo grado
        al terzo piano interno 4
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
        cincuenta por ciento
        de 1 a 10
        tres a dos
        24 horas al día
        calle 2 de mayo 5
        plaza del 1 de mayo
        página 12
        vi tres películas
        me llamo Julio
        30 días
        una semana
        tengo 35 años
        segunda mano
        tercer piso
        la quinta avenida
        los tres mosqueteros
        enero y compañía
        diría siete sobre diez
        es mi prima segunda
        de uno en uno
        tercer piso puerta 4
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
        premièrement
        une seconde s'il vous plaît
        il y a longtemps
        de 1 à 10
        trois à deux
        24 heures sur 24
        rue du 4 septembre
        page 12
        mon fils a dix ans
        il dit que non
        30 jours
        deux semaines
        une semaine
        j'ai 35 ans
        en l'an 2020
        seconde main
        troisième étage
        la cinquième avenue
        les trois mousquetaires
        un demi kilo
        monsieur Avril
        le solde est de 1 250,30
        je dirais sept sur dix
        c'est ma cousine au deuxième degré
        au troisième étage porte 4
    """,
    "de": """
        es kostet 12.50 Euro
        Version 3.11
        0171 1234567
        zweiter Stock
        im zweiten Stock
        das erste Mal
        zum ersten Mal
        beim zweiten Mal
        erste Hilfe
        als Erstes
        vor langer Zeit
        von 1 bis 10
        drei zu zwei
        24 Stunden am Tag
        der Code ist 4711
        ich heiße Sonntag
        fünf Kilometer
        30 Tage
        zwei Wochen
        eine Woche
        es dauert drei Stunden
        drei Monate
        3,14
        dritter Stock links
        die drei Musketiere
        schönen Abend
        die erste Klasse
        zweite Wahl
        wir sind sechs am Tisch
        ich würde sagen sieben von zehn
        sie ist meine Cousine zweiten Grades
        dritter Stock Tür 4
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
        três quartos do bolo
        de 1 a 10
        três a dois
        24 horas por dia
        as chaves são minhas
        a sexta sinfonia
        quarto de hotel
        quero ficar na segunda posição
        30 dias
        uma semana
        tamanho 42
        segunda mão
        terceiro andar
        a quinta avenida
        os três mosqueteiros
        a encomenda é a 45678
        o saldo é 1.250,30
        é minha prima em segundo grau
        moro no número 7
        terceiro andar porta 4
    """,
}


@pytest.mark.parametrize("recognise", [recognise_date, recognise_time])
@pytest.mark.parametrize("locale", SAID)
def test_sentences_without_a_date_or_time_give_none(locale, recognise):
    found = [(text, iso) for (text,) in rows(SAID[locale]) if (iso := first(recognise, text, locale)) is not None]
    assert found == []
