"""Portuguese of Portugal and Brazil: days, clocks and lengths of time."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from omnia.dialogue.extraction.languages.schema.time import (
    HALF,
    QUARTER,
    Ages,
    Calendar,
    DurationLexicon,
    ExpiryWords,
    RangeLexicon,
    Time,
    ZoneWords,
)

WORDS: dict[str, Mapping[str, Any] | str] = {
    "unit_quarter": "trimestre",
    "dash": "traco|hifen",
    "slash": "barra|slash",
    "adjacent_day": {"o dia seguinte|dia seguinte|no dia seguinte|dia a seguir|o dia a seguir|no dia a seguir|dia depois|o dia depois": 1, "o dia anterior|dia anterior|no dia anterior|a vespera|na vespera|vespera": -1, "antevespera|a antevespera|na antevespera": -2},
    "minute_joiner": "e|com", "idiom": "a",
    "ends": "fim do|fim de|final do|final de|no fim do|no final do|fim deste|o fim do|no fim de",
    "month": {
        "janeiro|jan": 1, "fevereiro|fev": 2, "marco|mar": 3, "abril|abr": 4, "maio|mai": 5, "junho|jun": 6, "julho|jul": 7, "agosto|ago": 8, "setembro|set": 9, "outubro|out": 10, "novembro|nov": 11, "dezembro|dez": 12,
    },
    "weekday": {
        "segunda feira|segunda|seg|segundas|segundas feiras": 0, "terca feira|terca|ter|tercas": 1, "quarta feira|quarta|qua|quartas|qua feira": 2, "quinta feira|quinta|qui|quintas": 3, "sexta feira|sexta|sex|sextas": 4, "sabado|sab|sabados": 5, "domingo|dom|domingos": 6,
    },
    "relative_day": {
        "hoje|agora|agora mesmo|neste momento|hoje em dia|esta noite|esta tarde|esta manha|hoje mesmo|ja|nesse momento|logo mais|imediatamente|hoje a noite|este momento|pelo dia|o dia todo|o dia inteiro": 0,
        "amanha|amnh|o dia seguinte|dia seguinte|no dia seguinte|amanha mesmo": 1, "ontem|ontem a noite|dia anterior|no dia anterior|a noite passada": -1,
        "depois de amanha|depois d amanha|dia depois de amanha": 2, "anteontem|antes de ontem|antontem|ante ontem|dia antes de ontem": -2, "trasanteontem": -3,
    },
    "unit_day": "dia|dias", "unit_week": "semana|semanas", "unit_workday": "dia util|dias uteis", "unit_fortnight": "quinzena|quinzenas", "unit_month": "mes|meses", "unit_year": "ano|anos",
    "the": "o|a|os|as|no|na|ao|em|para o|para|pro|pra|dia|do|da|de|data|pelo|ate|ate o|desde o|um|uma|em data|a partir do|antes do|nas|nos",
    "of": "de|do|da|em|no|na|d|do mes de|no mes de|mes de|dos|a", "inside": "numa|num|em|dentro de|daqui a|daqui|dentro|daqui a uns|em cerca de|daqui por",
    "article": {"um|uma": 1, "um par de|par de": 2, "alguns|algumas|uns|umas": 3}, "next": "proximo|proxima|seguinte|que vem|que entra|vindouro|vindoura|proximos|proximas|a seguir", "coming": "este proximo|esta proxima",
    "last": "passado|passada|anterior|ultimo|ultima|que passou|retrasado|passados|passadas|ultimos", "final": "ultimo|ultima|o ultimo|a ultima", "this": "este|esta|deste|desta|neste|nesta|esse|essa|desse|dessa|nesse|nessa|corrente|atual|em curso",
    "after_next": "depois da proxima|depois do proximo|que vem depois|sem ser esta a proxima", "ago": "atras|faz|antes", "ago_prefix": "faz|ha|fazem|ha cerca de|ha uns|faz uns|ha umas|ha mais ou menos|a cerca de", "later": "a partir de hoje|a partir de agora|depois|mais tarde|a contar de hoje|desde hoje|a frente",
    "after": "a seguir a|a seguir ao|seguinte a|seguinte ao|depois de|depois do|depois da|apos|apos o|a partir de|a partir do|depois|desde|a contar de|apos a", "before": "antes de|antes do|antes da|antes", "closest": "mais proximo|o mais proximo|mais proxima", "to": "a|de|do",
    "at": "exatamente as|as|a|ao|a s|por volta das|perto das|pelas|para as|la pelas|sao|e|das|desde as|ate as|em torno das|cerca das|por volta da|a partir das|antes das|depois das|pela|ao redor das|pras|para a|nas|pra|por volta de|perto da",
    "oclock": "horas|hora|h|hs|hrs|em ponto|horas em ponto|certas", "half": "meia|meio|trinta", "quarter": "quarto|um quarto|quinze", "three_quarters": "tres quartos", "till": "para as|para a|para o|pras|pra as|pra|pro|para|antes das|antes da|antes do", "and": "e|com", "less": "menos", "past": "depois das|depois da|passando das",
    "unit_hour": "hora|horas|h", "unit_minute": "minuto|minutos|min|mins", "unit_second": "segundo|segundos|seg", "am": "am|a m", "pm": "pm|p m", "noon": "meio dia|meiodia|o meio dia", "midnight": "meia noite|meianoite",
    "morning": "da manha|de manha|pela manha|manha|da madrugada|de madrugada|madrugada|esta manha|na madrugada|na parte da manha|hoje de manha", "afternoon": "da tarde|de tarde|a tarde|pela tarde|na tarde|tarde|esta tarde|na parte da tarde", "evening": "", "night": "da noite|de noite|a noite|pela noite|na noite|noite|esta noite|hoje a noite",
    "filler": "eh|hum|ah|entao|bom|tipo|bem|pois|quer dizer|digamos|por favor|obrigado|obrigada|bom dia|boa tarde|boa noite|mais ou menos|aproximadamente|por volta|cerca|la",
}  # fmt: skip

HOLIDAYS = {
    "natal|dia de natal|o natal": "12-25", "vespera de natal|consoada|noite de natal|a vespera de natal": "12-24", "ano novo|dia de ano novo|confraternizacao universal|primeiro do ano|o ano novo": "01-01", "vespera de ano novo|reveillon|passagem de ano|vespera do ano novo|ultimo dia do ano|sao silvestre|fim de ano": "12-31", "dia de reis|reis|epifania|dia dos reis|dia de reis magos": "01-06",
    "sao valentim|dia de sao valentim|dia dos namorados portugues": "02-14", "dia dos namorados": "06-12", "dia da mulher|dia internacional da mulher|dia das mulheres": "03-08", "dia do pai": "03-19", "sao jose|dia de sao jose": "03-19", "dia da mentira|primeiro de abril": "04-01", "tiradentes|dia de tiradentes": "04-21", "dia do indio": "04-19",
    "dia da liberdade|revolucao dos cravos|vinte e cinco de abril": "04-25", "dia do trabalho|dia do trabalhador|dia dos trabalhadores|dia internacional dos trabalhadores|dia internacional do trabalhador|festa do trabalho": "05-01", "dia de portugal|dia de camoes": "06-10", "santo antonio|dia de santo antonio": "06-13", "sao joao|dia de sao joao|festa de sao joao": "06-24", "sao pedro|dia de sao pedro": "06-29",
    "assuncao|assuncao de nossa senhora|nossa senhora da assuncao": "08-15", "independencia do brasil|dia da independencia|independencia|sete de setembro": "09-07", "implantacao da republica|dia da republica": "10-05", "nossa senhora aparecida|dia das criancas|padroeira do brasil": "10-12", "dia do professor|dia dos professores": "10-15", "halloween|dia das bruxas": "10-31", "todos os santos|dia de todos os santos": "11-01",
    "finados|dia de finados|dia dos finados|dia dos mortos|fieis defuntos": "11-02", "proclamacao da republica": "11-15", "consciencia negra|dia da consciencia negra|zumbi": "11-20", "restauracao da independencia|dia da restauracao": "12-01", "imaculada conceicao|nossa senhora da conceicao|dia da imaculada": "12-08", "sao martinho|dia de sao martinho|magusto": "11-11", "dia da terra": "04-22", "dia da bandeira": "11-19", "sao nicolau": "12-06", "sao patricio|dia de sao patricio": "03-17",
    "dia das maes": "nth 5 6 2", "dia da mae": "nth 5 6 1", "dia dos pais": "nth 8 6 2", "acao de gracas|dia de acao de gracas|dia da acao de gracas": "nth 11 3 4", "black friday|sexta feira negra|sexta negra": "nth 11 3 4 +1", "cyber monday": "nth 11 3 4 +4", "dia de martin luther king": "nth 1 0 3",
    "pascoa|domingo de pascoa|a pascoa|dia de pascoa": "easter 0", "segunda feira de pascoa|segunda de pascoa": "easter 1", "sexta feira santa|sexta santa|sexta feira da paixao|paixao de cristo": "easter -2", "quinta feira santa|quinta santa": "easter -3", "sabado santo|sabado de aleluia": "easter -1", "domingo de ramos|ramos": "easter -7", "quarta feira de cinzas|cinzas|quarta de cinzas": "easter -46", "carnaval|terca feira de carnaval|terca de carnaval|terca feira gorda|mardi gras|entrudo": "easter -47",
    "segunda feira de carnaval|segunda de carnaval": "easter -48", "ascensao|ascensao de jesus": "easter 39", "pentecostes|domingo de pentecostes": "easter 49", "santissima trindade": "easter 56", "corpus christi|corpo de deus": "easter 60", "pascoa ortodoxa": "orthodox 0", "ramada|inicio do ramada": "islamic 9 1", "eid al fitr|fim do ramada": "islamic 10 1", "eid al adha|festa do sacrificio": "islamic 12 10", "ano novo chines": "lunar 0",
    "pascoa judaica": "hebrew 7 15", "ano novo judaico": "hebrew 1 1", "yom kippur": "hebrew 1 10", "hanukkah|chanuca": "hebrew 3 25", "solsticio de verao": "06-21", "solsticio de inverno": "12-21", "equinocio da primavera|equinocio de primavera": "03-20", "equinocio de outono|equinocio do outono": "09-22", "primeiro dia da primavera|inicio da primavera": "03-20", "primeiro dia de verao|inicio do verao": "06-21", "primeiro dia do outono|inicio do outono": "09-22", "primeiro dia de inverno|inicio do inverno": "12-21", "primeiro domingo do advento": "advent 0",
}  # fmt: skip

CONTEXT_WORDS = {
    "every": "cada|todas as|todos os|aos",
    "label": "versao|numero|pagina|canal|capitulo|codigo|encomenda|pedido|tamanho|porta|andar|telefone|telemovel|celular|ramal|artigo|assento|apartamento|fila|lugar",
    "street": "rua|avenida|praca|largo|travessa",
    "called": "chamo me|me chamo|o meu nome e|meu nome e|apelido e|sobrenome e",
    "counted": "euro|euros|dolares|dolar|reais|libras|centimos|centavos|por cento|quilo|quilos|quilometros|km|kg|metros|pessoas|adultos|criancas|bilhetes|noites|quartos|pecas|vezes|pontos|andar|andares|piso|vez|opcao|coisa|nome|lugar|parte|escolha|fila|classe|pergunta|tentativa|pessoa|filho|filha|filhos|tempo|prato|mao|posicao|linha|sinfonia|via",
    "up_to": "a|ao|ate",
    "plural": "os",
    "between": "entre",
    "negation": "nao|sem ser",
    "first_of_month": "primeiro",
}  # fmt: skip

CALENDAR = Calendar(
    look_alikes=frozenset({"quartos", "quintos", "segundos", "sextos"}),
    words=WORDS,
    holidays=HOLIDAYS,
    context_words=CONTEXT_WORDS,
    ranges=frozenset({"a", "ou", "ate"}),
    range_starts=frozenset({"entre"}),
    next_weekday_is_next_week=True,
)  # fmt: skip

AGES = Ages(
    "tenho|tem|tenho quase|tem quase|idade|a minha idade e|minha idade e|fiz|faco|completei", "anos|anos de idade|aninhos|anos feitos|anos completos",
    "fiz|completei|faco|fez",
)  # fmt: skip

DURATIONS = DurationLexicon(
    units={
        "noite|noites": ("night", 1),
        "segundo|segundos|seg": ("second", 1), "minuto|minutos|minutinho|minutinhos|min": ("minute", 1),
        "hora|horas|horinha|horinhas|h|hs": ("hour", 1), "dia|dias": ("day", 1), "semana|semanas": ("week", 1),
        "quinzena|quinzenas|uma quinzena": ("day", 15), "mes|meses": ("month", 1), "bimestre|bimestres": ("month", 2),
        "trimestre|trimestres": ("month", 3), "semestre|semestres": ("month", 6), "ano|anos|aninho|aninhos": ("year", 1),
        "decada|decadas": ("year", 10),
    },
    quantities={
        "meio|meia": HALF, "um par de|par de": Fraction(2), "um|uma|outro|outra|mais um|mais uma|todo o|toda a": Fraction(1),
        "uma dezena de": Fraction(10), "uma vintena de": Fraction(20), "quarto": QUARTER,
    },
    glue="de|so|unico|unica|inteiros|inteiras|inteiro|inteira|boas|bons|boa", joiners="e|mais|com",
    clock="as|pelas|por volta das|desde as|ate as|para as", less="menos",
)  # fmt: skip

RANGES = RangeLexicon(
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
)  # fmt: skip

EXPIRIES = ExpiryWords(
    cues="valid|expir|venc|caduc",
    slashes="barra|traco|slash",
)  # fmt: skip

ZONES = ZoneWords(
    cities={"london": "londres", "lisbon": "lisboa", "madrid": "madri|madrid", "rome": "roma", "berlin": "berlim", "moscow": "moscovo|moscou", "new york": "nova york|nova iorque", "tokyo": "toquio", "beijing": "pequim", "mexico": "cidade do mexico"},
    asked=("hora de {}", "horario de {}", "hora do {}"),
    own={"wet": 0, "brt|horario de brasilia|hora de brasilia": "America/Sao_Paulo", "hora portuguesa|hora de portugal continental": "Europe/Lisbon", "hora dos acores": "Atlantic/Azores"},
    home=frozenset({0, "Europe/Lisbon"}),
)  # fmt: skip

TIME = Time(
    calendar=CALENDAR,
    ages=AGES,
    durations=DURATIONS,
    ranges=RANGES,
    expiries=EXPIRIES,
    zones=ZONES,
)
