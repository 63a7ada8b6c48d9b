"""Portuguese of Portugal and Brazil: numbers in words, and what is counted in them."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.numbers import (
    EnergyWords,
    NumberLexicon,
    Numbers,
    QuantityWords,
    RatingWords,
    SizeWords,
)

_UNITS = (
    "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove"
)
_TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa"
_HUNDREDS = "duzent trezent quatrocent quinhent seiscent setecent oitocent novecent"
_ORDINALS = "primeiro segundo terceiro quarto quinto sexto setimo oitavo nono decimo"
_ORDINAL_STEMS = {
    "undecim": 11,
    "duodecim": 12,
    "vigesim": 20,
    "trigesim": 30,
    "quadragesim": 40,
    "quinquagesim": 50,
    "centesim": 100,
    "milesim": 10**3,
    "milionesim": 10**6,
    "bilionesim": 10**9,
    "trilionesim": 10**12,
}

CARDINALS = NumberLexicon(
    hundreds=frozenset({"centos", "centas"}),
    cardinals={word: n for n, word in enumerate(_UNITS.split())}
    | {word: 20 + 10 * n for n, word in enumerate(_TENS.split())}
    | {word + end: 200 + 100 * n for n, word in enumerate(_HUNDREDS.split()) for end in ("os", "as")}
    | {"uma": 1, "duas": 2, "quatorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19, "cem": 100, "cento": 100, "meia": 6, "cinqenta": 50, "cincoenta": 50},
    scales={
        "mil": 10**3, "milhao": 10**6, "milhoes": 10**6, "mi": 10**6, "bilhao": 10**9, "bilhoes": 10**9, "bi": 10**9, "biliao": 10**12, "bilioes": 10**12, "trilhao": 10**12, "trilhoes": 10**12,
        "triliao": 10**18, "trilioes": 10**18, "quatrilhao": 10**15, "quatrilhoes": 10**15, "quadrilhao": 10**15, "quadrilhoes": 10**15, "quintilhao": 10**18, "quintilhoes": 10**18, "sextilhao": 10**21, "sextilhoes": 10**21,
    },
    joiners=frozenset({"e"}),
    join_after=20,
    ordinals={form: n + 1 for n, word in enumerate(_ORDINALS.split()) for form in (word, word[:-1] + "a", word[:-1] + "os", word[:-1] + "as")}
    | {stem + ending: n for stem, n in _ORDINAL_STEMS.items() for ending in ("o", "a", "os", "as")},
    digit_endings=frozenset({"o", "a", "°", "ro", "do"}),
    points=frozenset({"virgula", "ponto"}),
    minus=frozenset({"menos", "negativo"}),
    articles=frozenset({"um", "uma"}),
    halves=frozenset({"meio", "meia", "metade"}),
    part_nouns=frozenset({"parte", "partes"}),
    denominators={"meio": 2, "meios": 2, "metade": 2, "terco": 3, "tercos": 3, "quarto": 4, "quartos": 4},
    fraction_joiners=frozenset({"e", "com"}),
    over=("sobre", "em cada", "em", "dividido por"),
    below_zero=("abaixo de zero", "graus abaixo de zero", "graus negativos"),
    roughly=("mais ou",),
    pairs=frozenset({"par"}),
    none=frozenset({"nenhum", "nenhuma", "ninguem", "nem um"}),
    vague=frozenset({"alguns", "algumas", "varios", "varias"}),
    loose=frozenset({"duzias", "dezenas", "centenas", "milhares"}),
    parts_word="avos",
    dozens={"duzia": 12, "duzias": 12, "dezena": 10, "dezenas": 10, "centena": 100, "centenas": 100, "milhar": 1000, "milhares": 1000, "quinzena": 15, "vintena": 20, "trintena": 30, "centenar": 100},
    suffixes={"k": 10**3, "m": 10**6, "mi": 10**6, "bi": 10**9},
    percent=("%", "por cento", "porcento", "por cem", "pontos percentuais", "ponto percentual"),
    permille=("‰", "por mil", "permil"),
)  # fmt: skip

QUANTITIES = QuantityWords(
    of=frozenset({"de"}),
    parts_of_a_percent=frozenset({"por", "ponto", "pontos"}),
    either="ou|a|ao|e|um|o|talvez|ate|entre|quem|sabe|por|cento",
    zero="nenhum|nenhuma|ninguem|nada|nem um|nem uma", others="mais|outro|outra|outros|exceto|excepto",
    groups={"um par": 2, "um casal": 2}, few="uns|umas|alguns|algumas|varios|varias|uns quantos|umas quantas",
    shares={"metade": 50, "terca parte": 33.33, "quarta parte": 25, "quinta parte": 20, "decima parte": 10},
)  # fmt: skip

RATINGS = RatingWords(
    over="em|de|sobre|num total de|num maximo de", to="a|ao|e|ate",
    highest="nota maxima|pontuacao maxima|maxima pontuacao|o maximo|a maxima|maximo",
    lowest="nota minima|pontuacao minima|minima pontuacao|o minimo|a minima|minimo",
    cues="dou|daria|damos|dar|ponho|poria|nota|pontuacao|classifico|classificacao|avalio|avaliacao|digo|diria|merece|atribuo",
    units="minuto|minutos|hora|horas|dia|dias|semana|semanas|mes|meses|ano|anos|vez|vezes|pessoa|pessoas|euro|euros|chamadas|operadores|encomendas",
    negations="nao|nunca|nem|jamais", bounds="mais|menos|minimo|maximo|menor|maior|inferior|superior|abaixo|acima",
    counted="estrela|estrelas|ponto|pontos|so|obrigado|obrigada",
)  # fmt: skip

SIZES = SizeWords(
    extra="x extra xis",
    times={"duplo": 2, "dupla": 2, "dois": 2, "triplo": 3, "tripla": 3, "tres": 3, "quatro": 4, "cinco": 5},
    words={
        "S": "small pequeno pequena",
        "M": "medium medio media",
        "L": "large grande",
        "XL": "extralarge extragrande gg",
    },
    letters={"S": "esse", "M": "eme", "L": "ele"},
    cues="tamanho tamanhos numero",
    articles="uma a um o",
    around="uso calco visto normalmente sapatos sapato europeu costumo usar",
    denied="demasiado muito mais tao bastante",
)  # fmt: skip

ENERGY = EnergyWords(
    other_units="ampere|amperes|volt|volts",
    reading_units="quilowatts hora|quilowatt hora|quilowatts|kilowatts hora|quilovatios hora|metros cubicos|metro cubico|litros",
    reading_cues="leitura leituras contador marca mostra visor leio numero indica",
    tariffs="periodo tarifa registo",
    red="vermelho vermelha vermelhos vermelhas",
    kilowatts="quilowatts|quilowatt|quilovatios|quilovoltamperes|quilovolt amperes|kilovoltamperes|ca ve a",
    watts="vatios|watts",
)  # fmt: skip

NUMBERS = Numbers(
    cardinals=CARDINALS,
    quantities=QUANTITIES,
    ratings=RATINGS,
    sizes=SIZES,
    energy=ENERGY,
)
