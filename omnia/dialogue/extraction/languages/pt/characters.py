"""Portuguese of Portugal and Brazil: letters, digits and signs as they are said."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.characters import Characters, EmailWords, PhoneWords, SpellingWords, UrlWords

PHONES = PhoneWords(
    regions=("BR",),
    extensions=frozenset({"extensao", "ramal"}),
    leads=frozenset({"ligue"}),
    plus="mais|plus",
    marks="traco hifen ponto barra espaco depois eh hum indicativo prefixo",
    cues="telefone telemovel celular numero ligar ligue tel fixo contacto contato whatsapp fone",
    others="conta cartao visa mastercard iban apolice fatura factura encomenda pedido contrato codigo postal cep nif cpf cnpj processo referencia matricula placa passaporte pin cliente bancaria leitura contador seguranca reserva voo rastreio imei serie niss",
    own="codigo de area",
    fillers="o a meu minha e um sim claro ok bem bom entao eh hum olhe obrigado obrigada por favor me pode no ao este seria de",
)  # fmt: skip

EMAILS = EmailWords(
    particles=frozenset({"de"}),
    signs={
        "arroba": "@", "aroba": "@", "ponto": ".", "traco": "-", "hifen": "-", "tracinho": "-", "traco de uniao": "-", "menos": "-",
        "underline": "_", "traco baixo": "_", "traco inferior": "_", "traco em baixo": "_", "traco embaixo": "_", "sublinhado": "_",
        "subtraco": "_", "mais": "+",
    },
    remarks="tudo em minusculas|tudo minusculo|em minusculas|minusculas|tudo junto|junto|sem espacos|maiuscula|letra|numero|depois|e depois|no inicio|no fim|no final|no comeco",
    before="é o a os as meu minha nosso nossa seu email e-mail mail correio eletrónico eletrônico eletronico endereço endereco escreva escrever para em no na um uma este esta seria sim claro ok está bem bom então entao eh hum olhe "
    "não nao desculpe que tenho uso usa ou eu",
    hints="com|com o|sem|sem o|com dois|com duplo|com um",
    writes="pode podem podes escrever escreva escreva-me escrever-me escreve enviar envie envie-me enviar-me mandar mande mande-me contactar contactar-me contatar",
    nouns="mail email correio endereco eletronico",
    providers={"sapo": "sapo.pt", "uol": "uol.com.br", "bol": "bol.com.br", "terra": "terra.com.br", "clix": "clix.pt", "iol": "iol.pt"},
)  # fmt: skip

URLS = UrlWords(
    signs={
        "/": "barra|barra inclinada|barra obliqua",
        "//": "barra dupla|dupla barra|duas barras",
        ":": "dois pontos",
        "www": "dablio dablio dablio|dabliu dabliu dabliu|duplo ve duplo ve duplo ve|duplo v duplo v duplo v|tres dablios|tres dabliu|tres dablio|tres w|tres duplos ves|tres duplo ve|tres vezes w|triplo w|triplo dablio|ve duplo ve duplo ve duplo",
        "https": "aga te te pe esse|h t t p s|aga t t p s",
        "http": "aga te te pe|h t t p|aga t t p",
        "?": "ponto de interrogacao",
        "=": "igual",
        "~": "til",
    },
    before="site sítio página pagina web link internet visite visita vá ir encontra encontre oficial online veja digite abra procure "
    "chama-se chama da do nosso portal",
)  # fmt: skip

SPELLING = SpellingWords(
    names_never_words=frozenset({"eme", "ene", "efe", "xis"}),
    names_also_words=frozenset({"capa"}),
    apostrophes=frozenset({"apostrofo"}),
    short_words=frozenset({"eu", "ao", "na", "em", "se", "os", "te"}),
    articles=frozenset({"uma"}),
    alphabets=(
        "aveiro braga coimbra dafundo evora faro guarda horta italia jose kilograma lisboa maria nazare ovar porto queluz rossio "
        "setubal tavira unidade vidago waldemar xavier york zulmira",
        "amor bola casa dado elefante faca gato homem igreja kilo lua macaco navio ovo pato queijo rato sapo tatu uva vaca xadrez zebra",
    ),
    names={"be": "b", "ce": "c", "de": "d", "efe": "f", "ge": "g", "gue": "g", "aga": "h", "jota": "j", "ca": "k", "capa": "k", "ele": "l",
           "eme": "m", "ene": "n", "pe": "p", "que": "q", "erre": "r", "esse": "s", "te": "t", "ve": "v", "dablio": "w", "dabliu": "w", "duplo ve": "w",
           "duplo v": "w", "xis": "x", "ipsilon": "y", "ze": "z"},
    like=frozenset(("de", "como", "como em")),
    remarks="com|sem",
    times={"duplo": 2, "dupla": 2, "triplo": 3, "tripla": 3},
    counted=frozenset(("vezes",)),
    plurals={"zeros": "0", "uns": "1", "cincos": "5", "setes": "7", "oitos": "8", "noves": "9"},
    multiplied_articles=frozenset(("o",)),
    zeros=frozenset(),
    digits={"meia": "6"},
    skipped=frozenset(["traco", "hifen", "espaco", "depois", "eh", "hum", "barra", "ponto", "maiuscula", "maiusculo", "minuscula", "minusculo", "grande", "letra", "letras", "numero", "algarismo", "algarismos", "seguido", "virgula", "menos", "slash"]),
    skipped_phrases=frozenset(("e depois", "e a seguir", "seguido de")),
    copula="é",
)  # fmt: skip

CHARACTERS = Characters(
    phones=PHONES,
    emails=EMAILS,
    urls=URLS,
    spelling=SPELLING,
)
