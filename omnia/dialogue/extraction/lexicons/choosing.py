"""How people say which of two things that were named they mean. Words are folded."""

from collections.abc import Mapping

FIRST: Mapping[str, str] = {
    "en": "first|first one|former|number one|option one",
    "it": "primo|prima|il primo|la prima|numero uno|opzione uno",
    "es": "primero|primera|el primero|la primera|numero uno|opcion uno",
    "fr": "premier|premiere|le premier|la premiere|numero un|option un",
    "de": "erste|ersten|erster|erstes|ersteres|erstere|nummer eins",
    "pt": "primeiro|primeira|o primeiro|a primeira|numero um|opcao um",
}

SECOND: Mapping[str, str] = {
    "en": "second|second one|latter|last one|other one|number two|option two",
    "it": "secondo|seconda|il secondo|la seconda|l altro|l altra|ultimo|ultima|numero due|opzione due",
    "es": "segundo|segunda|el segundo|la segunda|el otro|la otra|ultimo|ultima|numero dos|opcion dos",
    "fr": "second|seconde|deuxieme|le second|le deuxieme|la deuxieme|l autre|dernier|derniere|numero deux|option deux",
    "de": "zweite|zweiten|zweiter|zweites|letzteres|letztere|andere|nummer zwei",
    "pt": "segundo|segunda|o segundo|a segunda|o outro|a outra|ultimo|ultima|numero dois|opcao dois",
}
