"""Portuguese of Portugal and Brazil: names of people and companies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.people import CompanyWords, NameWords, People

NAMES = NameWords(
    same_sounding="luis luiz|luisa luiza|sousa souza|teresa tereza|tiago thiago|mateus matheus|felipe filipe|cristina christina|rafael raphael|sofia sophia|vitor victor|"
    "isabel izabel|manuel manoel|melo mello|correia correa|batista baptista|queiros queiroz|resende rezende|meneses menezes|moraes morais|novaes novais|"
    "valter walter|elisa eliza|camila camilla|helena elena|carla karla|catia katia|erica erika|peres perez|castelo castello|gois goes|tomas thomas|"
    "nicolas nicholas|artur arthur|rute ruth|ester esther",
    sounds=(
        ("ph", "f"),
        ("th", "t"),
        ("y", "i"),
        ("k", "c"),
        ("w", "v"),
        ("^h", ""),
        ("z", "s"),
        ("ct", "t"),
    ),
    indefinite=frozenset({"um", "uma"}),
    first_names="jose joao antonio francisco carlos paulo pedro lucas luiz luis marcos gabriel rafael daniel marcelo bruno eduardo felipe filipe raimundo rodrigo manoel manuel mateus matheus andre fernando fabio leonardo "
    "gustavo guilherme leandro tiago thiago anderson ricardo marcio jorge sebastiao alexandre roberto edson diego vitor victor sergio claudio geraldo adriano luciano julio renato alex vinicius rui nuno miguel "
    "goncalo duarte tomas diogo hugo david martim rodrigo simao afonso santiago henrique helder vasco joaquim domingos alberto mario artur augusto "
    "maria ana francisca antonia adriana juliana marcia fernanda patricia aline sandra camila amanda bruna jessica leticia julia luciana vanessa mariana gabriela vera vitoria larissa claudia beatriz rita "
    "sonia renata eliane josefa simone natalia cristiane carla debora rosangela jaqueline rosa daniela aparecida marlene terezinha raquel fabiana joana ines sofia carolina margarida catarina leonor "
    "matilde helena isabel teresa lucia paula susana manuela fatima alice filipa marta diana laura lurdes conceicao luisa graca rosario madalena barbara sara silvia",
    cues="mononimo|so tenho um nome|tenho um so nome|o meu nome e|meu nome e|meu nome completo e|o meu nome completo e|o nome e|nome completo|chamo-me|chamo me|me chamo|eu me chamo|nome e apelido|nome e sobrenome|chamam-me|trate-me por",
    weak_cues="eu sou|sou|aqui e|aqui fala|daqui fala|fala|aqui|e",
    after_cues="e o meu nome|e meu nome|ao telefone|a falar|falando",
    first_labels="nome proprio|primeiro nome|nome de batismo|nome",
    last_labels="ultimo nome|nome de familia|apelidos|apelido|sobrenome",
    generic_labels=frozenset({"nome"}),
    fillers="é e o a meu minha os meus são sao",
    honorifics="senhor senhora sr sra menina dom dona doutor doutora dr dra engenheiro engenheira eng professor professora",
    particles="da de do das dos e d sao santo",
    other_data="nascido|nascida|nasci|o meu email|meu email|o meu e mail|o meu mail|email|o meu numero|meu numero|telefone|o meu telefone|a minha morada|data de nascimento|moro em|vivo em",
    lower=frozenset({"da", "de", "do", "das", "dos", "e", "d"}),
    announcers="escreve escrevo se que com como letra letras duplo dupla dois e depois acento no na maiuscula soletro soletrado apostrofo hifen",
    second_names="de fatima|da conceicao|da graca|de lurdes|do carmo|das dores|da luz|de jesus",
    stopwords="eu tu voce ele ela nos vos eles elas voces me te se lhe lhes o a os as um uma uns umas e ou mas se porque como quando onde quem que qual quanto quantos de em com por para sem sobre entre desde ate do da dos das no na nos nas ao aos pelo pela "
    "nao nunca sempre agora aqui ali la hoje amanha ontem ja tambem so muito pouco tanto demais mais menos sou es e somos sao era foi ser estou esta estao estar tenho tem ter faco faz fazer feito vou vai ir quero quer queria posso pode devo deve "
    "sei sabe saber digo diz dizer dito chamo chama chamar falo fala falar moro vivo nasci nascido telefone telemovel celular email correio endereco morada numero nome apelido sobrenome data nascimento rua praca anos ano mes dia hora pergunta "
    "resposta conta fatura apolice sinistro pagamento encomenda pedido problema ajuda nada ninguem algo alguem talvez ola adeus tchau bom boa tarde noite obrigado obrigada desculpe cansado cansada pronto contente interessado casado seguro "
    "atrasado meu minha meus minhas teu tua seu sua nosso este esta esse essa letra letras duplo maiuscula escreve bem mal certeza depende provavelmente possivelmente certamente seguramente exatamente obviamente tchau kkk kkkk rsrs haha coisa coisas absolutamente perfeito sinceramente realmente infelizmente",
    greetings="ola bom boa dia tarde noite por favor obrigado obrigada desculpe entao olhe",
    two_surnames=True,
    illustrates="como",
)  # fmt: skip

COMPANIES = CompanyWords(
    forms_also_words=frozenset({"limitada"}),
    articles=frozenset({"o", "os", "as"}),
    naming="empresa chama se|empresa se chama|sociedade chama se|firma chama se|companhia chama se|negocio chama se|chama se|se chama|chamamo nos|nome da empresa e|nome da minha empresa e|nome da nossa empresa e|"
    "nome da firma e|nome da sociedade e|denominacao social e|denominacao social|razao social e|razao social|firma e|o nome e|em nome de|em nome da|por conta de|represento a|"
    "nome da empresa",
    weak="a empresa|empresa|a sociedade|sociedade|a firma|firma|companhia|somos a|somos|e a|trabalho para|trabalho na|ligo da|sou da|dono da|dona da|gerente da",
    inside="sociedade agricola|empresa municipal|companhia nacional",
    after="e o nome|e a empresa|e a minha empresa|chama se a empresa|e a nossa empresa",
    ends="e queria|e gostaria|e eu|e o meu|com sede|que se|que faz|com dois|escreve se|por favor|obrigado|obrigada|ligo por|queria",
    leads="ola|bom dia|boa tarde|sim|entao|claro|e|a|o|minha|nossa",
    nouns="empresa sociedade firma companhia negocio trabalho particular autonomo autonoma reformado reformada",
    small=frozenset(["e", "de", "da", "do", "das", "dos", "a", "o", "as", "os", "em", "no", "na", "para"]),
    acronyms={"sa": "S.A.", "lda": "Lda.", "ltda": "Ltda.", "sgps": "SGPS", "eireli": "EIRELI", "crl": "CRL"},
    legal_words={
        "unipessoal limitada": "Unipessoal Lda.", "unipessoal lda": "Unipessoal Lda.", "limitada": "Lda.", "sociedade anonima": "S.A.", "e companhia": "& C.ª",
    },
    ampersands="e comercial",
    dots="ponto",
)  # fmt: skip

PEOPLE = People(
    names=NAMES,
    companies=COMPANIES,
)
