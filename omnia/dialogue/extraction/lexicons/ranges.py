"""The words that make two days, or a length of time and a day, a range of dates. All folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeLexicon:
    """One language's words, as `"phrase|phrase"`.

    `since` stands before the first day, `to` between the two, `until` before a last day alone, `between` and `both` around two
    (`between` the 5th `and` the 8th). `lasting` stands before a length, `upcoming` and `gone` beside a counted one (the `next` ten
    days). `weekend` is Saturday and Sunday; `halves` are those of a month or year; `same` is the day that was said before;
    `whole` stands before a month or year that is meant from its first day to its last, `middle` and `vague` before one of which
    only a part is meant.
    """

    since: str
    to: str
    until: str
    between: str
    both: str
    lasting: str
    upcoming: str
    gone: str
    weekend: str
    halves: Mapping[str, int]
    same: str
    middle: str
    vague: str
    whole: str


RANGES: Mapping[str, RangeLexicon] = {
    "en": RangeLexicon(
        since="from|from the|starting|starting on|starting from|beginning|beginning on|as of|since|commencing",
        to="to|till|til|until|through|thru|up to|and until|and ending|ending|ending on|all the way to|through to",
        until="until|till|til|up to|no later than|through|ending|ending on|to|all the way to",
        between="between|anywhere between|sometime between", both="and",
        lasting="for|lasting|for about|for around", upcoming="next|coming|following|upcoming", gone="last|past|previous",
        weekend="weekend|week end", halves={"first half|1st half": 1, "second half|2nd half|latter half": 2},
        same="the same day|same day|that day|that same day",
        middle="mid|middle of|the middle of",
        vague="early|late|beginning of|the beginning of|start of|the start of|end of|the end of|around",
        whole="whole|entire|all|all of|the whole of|throughout|during|the month of|month of|the year|in|full month of",
    ),
    "it": RangeLexicon(
        since="dal|dalla|dall|da|dal giorno|a partire dal|a partire dall|a partire da|con inizio il|con inizio dal|partendo dal|inizio il",
        to="al|all|alla|a|ad|fino al|fino all|fino a|fino alla|sino al|sino a|e fino al|al giorno|e finisce il|fine il",
        until="fino al|fino all|fino a|fino alla|sino al|sino a|sino all|entro il|al|all",
        between="tra|fra|tra il|fra il|compreso tra", both="e|ed",
        lasting="per|della durata di|che dura|per circa", upcoming="prossimi|prossime|prossimo|prossima|seguenti|successivi",
        gone="ultimi|ultime|scorsi|scorse|passati|passate|precedenti|ultimo|ultima",
        weekend="fine settimana|weekend|week end", halves={"prima meta|prima quindicina": 1, "seconda meta|seconda quindicina": 2},
        same="lo stesso giorno|stesso giorno|quel giorno|in giornata|lo stesso",
        middle="meta|la meta di|meta di",
        vague="inizio|inizio di|gli inizi di|fine|la fine di|fine di|ai primi di|verso|verso fine",
        whole="tutto|tutta|intero|intera|per tutto|nel mese di|il mese di|mese di|durante|l intero|tutto il mese di|a|in|nel|tutto l anno",
    ),
    "es": RangeLexicon(
        since="del|desde el|desde|de|a partir del|a partir de|desde el dia|empezando el|del dia",
        to="al|a|hasta el|hasta|hasta el dia|y hasta el|al dia", until="hasta el|hasta|hasta el dia|a mas tardar el|al",
        between="entre|entre el", both="y|e",
        lasting="durante|por|para|que dura|de unos", upcoming="proximos|proximas|siguientes|proximo|proxima",
        gone="ultimos|ultimas|pasados|pasadas|anteriores|ultimo|ultima",
        weekend="fin de semana|finde|fines de semana", halves={"primera mitad": 1, "segunda mitad": 2},
        same="el mismo dia|mismo dia|ese dia|ese mismo dia",
        middle="mediados de|a mediados de",
        vague="principios de|a principios de|finales de|a finales de|el puente de|inicio de",
        whole="todo|toda|entero|entera|en el mes de|el mes de|mes de|durante|todo el mes de|en|todo el ano",
    ),
    "fr": RangeLexicon(
        since="du|de|a partir du|a partir de|des le|des|depuis le|depuis|d|a compter du|a compter de|commencant le",
        to="au|a|jusqu au|jusqu a|et jusqu au|jusque", until="jusqu au|jusqu a|jusque|au plus tard le|au",
        between="entre|entre le", both="et",
        lasting="pendant|pour|durant|d une duree de|pour environ", upcoming="prochains|prochaines|suivants|suivantes|prochain|prochaine",
        gone="derniers|dernieres|passes|passees|precedents|dernier|derniere",
        weekend="week end|weekend|fin de semaine", halves={"premiere moitie": 1, "seconde moitie|deuxieme moitie": 2},
        same="le meme jour|meme jour|ce jour la|le jour meme",
        middle="mi|la mi|milieu|milieu de",
        vague="debut|debut de|fin|fin de|la fin de|le debut de",
        whole="tout|toute|entier|entiere|tout le mois de|le mois de|mois de|au mois de|pendant|durant|en|toute l annee",
    ),
    "de": RangeLexicon(
        since="vom|von|lang ab|lang ab dem|lang vom|ab|ab dem|seit|seit dem|beginnend am|beginnend mit|angefangen am|von dem",
        to="bis|bis zum|bis zu|bis einschliesslich|bis einschliesslich zum|bis inklusive|und bis", until="bis|bis zum|bis zu|spatestens am",
        between="zwischen|zwischen dem|irgendwann zwischen", both="und",
        lasting="fur|fur etwa|uber|fur ungefahr", upcoming="nachsten|kommenden|folgenden|naechsten|nachste",
        gone="letzten|vergangenen|vorigen|letzte|vergangene",
        weekend="wochenende|weekend", halves={"erste halfte|ersten halfte": 1, "zweite halfte|zweiten halfte": 2},
        same="am selben tag|am gleichen tag|selben tag|gleichen tag|denselben tag",
        middle="mitte|mitte des",
        vague="anfang|ende|anfang des|ende des|gegen ende",
        whole="ganze|ganzen|ganzer|gesamte|gesamten|den ganzen|im|im monat|den monat|im laufe des|wahrend des|das ganze jahr",
    ),
    "pt": RangeLexicon(
        since="de|do|do dia|desde|desde o|desde o dia|a partir de|a partir do|a partir do dia|comecando em|comecando no|da",
        to="a|ao|ao dia|ate|ate ao|ate o|ate ao dia|ate o dia|ate dia|e ate", until="ate|ate ao|ate o|ate ao dia|ate o dia|ate dia",
        between="entre|entre o|entre os dias", both="e",
        lasting="durante|por|para|com a duracao de|por cerca de", upcoming="proximos|proximas|seguintes|proximo|proxima",
        gone="ultimos|ultimas|passados|passadas|anteriores|ultimo|ultima",
        weekend="fim de semana|fins de semana|final de semana", halves={"primeira metade": 1, "segunda metade": 2},
        same="no mesmo dia|o mesmo dia|mesmo dia|nesse dia|nesse mesmo dia",
        middle="meados de|em meados de",
        vague="inicio de|no inicio de|fim de|no fim de|fins de|principios de|o inicio de",
        whole="todo|toda|inteiro|inteira|no mes de|o mes de|mes de|durante|todo o mes de|em|todo o ano",
    ),
}  # fmt: skip
