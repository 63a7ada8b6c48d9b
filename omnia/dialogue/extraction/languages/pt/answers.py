"""Portuguese of Portugal and Brazil: yes, no, choices and what may be said at any moment."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.answers import Answers, ChoiceWords, EitherWords, ReactionWords, YesNoWords

YES_NO = YesNoWords(
    yes="sim|claro|claro que sim|com certeza|certo|certamente|correto|correcto|exato|exatamente|isso|isso mesmo|ok|okay|esta bem|ta bem|ta bom|ta|"
    "esta bom|tudo bem|de acordo|perfeito|confirmo|e isso|e verdade|verdade|pode ser|pois|pois claro|positivo|beleza|sem duvida|"
    "acho que sim|penso que sim|creio que sim|afirmativo|concordo|fechado|obvio|por que nao|porque nao|boa|bom|bem|muito bem|pode|yes|ya|esta certo|"
    "esta correto|sem problema|faca isso|vamos|combinado|otimo|e|esta otimo"
    "|sou eu|com todo o gosto|com todo gosto|naturalmente|quero|quero sim|tenho sim|podes crer|evidentemente"
    "|obviamente|logico|de certeza|decerto|uhum|aham|bora|nao ha problema|nao tem problema|nao me importo|confirmado"
    "|seguramente|com prazer|pois e|nao ha duvida|sem duvidas|pode crer"
    "|nao esta errado|nao esta mal|nao e problema|nao e mentira",
    no="de modo nenhum|de modo algum|de jeito nenhum|nao|nao nao|errado|incorreto|incorrecto|esta errado|esta mal|nao e isso|nao esta certo|nao esta correto|de jeito nenhum|de forma alguma|"
    "de maneira nenhuma|nunca|jamais|falso|negativo|claro que nao|acho que nao|penso que nao|creio que nao|nem pensar|nada disso|"
    "nao concordo|nao acho|nao esta bem|ha um erro|tem um erro|nem por isso|nao e|nao esta|nao quero|nao esta bom|nao esta ok|discordo|tampouco|nem"
    "|que nada|nem por sombras|nem morto|nem morta|nem sonhar|ao contrario|pelo contrario|nem um nem outro"
    "|nenhum dos dois",
    yes_alone=frozenset(("e", "pode", "ta", "vamos", "quero", "isso", "bora", "boa")),
    unsure=r"nao sei|talvez|nao tenho (?:a )?certeza|nao estou (?:bem )?certo|nao faco ideia|saberia dizer|se calhar|e possivel|quem sabe|"
    r"sim e nao|depende",
    polite="por|favor|obrigado|obrigada|desculpe|desculpa|me|ah|oh|eh|bom|bem|olhe|olha|eu|quero|queria|gostaria|posso|agora|um|uma|com|ola|falar|nao|sim|preciso|de|a|entao",
    correction="quero dizer|queria dizer|quis dizer|eu disse|e|alias|na verdade|desculpe|deveria ser|deve ser|mas|o|a|correcao|era|sim e",
    retraction="quero dizer|queria dizer|quis dizer|correcao|deveria ser|enganei me",
    wrong="errado|errada|incorreto|incorreta|nao esta certo|nao esta certa|nao esta correto|mudar|mude|corrigir|erro|mal|trocar",
    idioms={"pois nao": True},
    negations=frozenset(("nao", "nunca", "nem", "jamais")),
    plain_yes="sim",
    nobody=r"ninguem|nenhuma?",
    wordy=frozenset(("como", "o que", "para", "basta", "deixe")),
)  # fmt: skip

REACTIONS = ReactionWords(
    exceptions="mas|porem|exceto|excepto|excecao|excepcao|salvo|menos o|menos a|menos os|menos as|tudo menos|tirando|fora o|fora a|a parte"
    "|so que|so o|so a|so com|so sem|so falta|so nao|so um|so uma|somente|apenas|quase|contudo|todavia|entretanto|no entanto"
    "|embora|em parte|parcialmente|senao|nem tudo",
    no_exceptions="so isso|apenas isso|mas claro|mas sim|mas certamente|nao so|so um momento|so um minuto|so um segundo|so um instante",
    doubts="provavelmente|mais ou menos|aproximadamente|supostamente|possivelmente|presumivelmente|tomara|espero|de certa forma"
    "|em principio|deve estar|deveria",
    bare_no="nao|nao nao",
    deniable="correto|correcto|certo|exato|exatamente|isso|isso mesmo|bem|bom|esta bem|ta bem|ta bom|ta|esta certo|e isso|perfeito"
    "|concordo|confirmo|confirmado|pode|quero|verdade|e verdade|de acordo|sou eu",
    between="espere|espera|um momento|desculpe|desculpa|alias|ou melhor|bem|bom|pois|eh|ah|e|ou|mas|entao|por favor|olhe|obrigado|obrigada"
    "|quero dizer|queria dizer|quis dizer|enganei me|engano meu|perdao|corrijo|melhor dizendo",
    assenting_questions="por que nao|porque nao|como nao",
    going_on="e|e depois|depois|a seguir|e a seguir|em seguida|continua|o resto e|seguido de",
    takes_back="desculpe|eu disse|quis dizer|queria dizer|quero dizer|alias|chamo me|escreve se|ou melhor",
    retractions="desculpe|espere|nao espere|alias|na verdade|enganei me|queria dizer|quero dizer|perdao|corrijo|desculpa",
    ends_in="termina em|acaba em|termina com|acaba com|ultimo digito e|ultimos digitos sao|ultimos dois digitos sao|ultimos tres digitos sao|dois ultimos digitos sao|ultimos dois sao",
    copulas="e|deve ser|devia ser|sao",
)  # fmt: skip

EITHER = EitherWords(
    first="primeiro|primeira|o primeiro|a primeira|numero um|opcao um",
    second="segundo|segunda|o segundo|a segunda|o outro|a outra|ultimo|ultima|numero dois|opcao dois",
)  # fmt: skip

CHOICES = ChoiceWords(
    articles=frozenset({"o", "a", "os", "as"}),
    all="todos|todas|tudo|todos eles|todas elas|qualquer um|qualquer uma|qualquer um deles|tudo isso",
    both="ambos|ambas|os dois|as duas|um e outro|uma e outra", counted="os #|as #|todos os #|todas as #",
    none="nenhum|nenhuma|nenhum deles|nenhuma delas|nenhum dos dois|nenhuma das duas|nada|nem um nem outro|nem uma nem outra|nada disso",
    without="exceto|excepto|salvo|menos|tirando|fora|a excecao de|a excepcao de|com excecao de|com excecao do|com excecao da|a excecao do|a excecao da|sem ser",
    instead="em vez de|em vez do|em vez da|em lugar de",
    denial="retire|retirar|remova|remover|elimine|tire|tirar|nao|nem|sem|tao pouco|nunca|tampouco", contrast="mas|porem|antes", join="e|mais|bem como|junto com|alem de|assim como", alternative="ou|nem",
    agreed="sim|esta bem|pode ser", added="tambem|alem disso|acrescente|acrescenta|acrescentar|adicione|adicionar|e ainda|ainda", only="so|somente|apenas|unicamente|nada mais que",
    first="primeiros #|primeiras #|os # primeiros|as # primeiras", last="ultimos #|ultimas #|os # ultimos|as # ultimas", last_one="ultimo|ultima",
    place="numero #|a #|o #|opcao #|opcao numero #", counts="um/uma dois/duas tres quatro cinco seis sete oito nove dez",
    idle="nada mais|mais nada|sobretudo|nao so|nao importa|de todo|e tudo|esta tudo bem|tudo bem|por que nao|porque nao|nao sei|nao faz mal|de nada|acima de tudo|pelo menos|mais ou menos|antes de tudo|e so|e so isso|sem excecao|sem excepcao",
)  # fmt: skip

COMMANDS = {
    "repeat": "repita|repete|repetir|pode repetir|podia repetir|poderia repetir|como disse|o que disse|o que voce disse|nao ouvi|nao entendi|nao percebi|outra vez|de novo|"
        "mais uma vez|desculpe nao entendi|como|o que",
    "help": "ajuda|ajude me|me ajude|me ajuda|preciso de ajuda|pode ajudar|pode me ajudar|pode ajudar me|o que devo dizer|o que digo|o que tenho de dizer|o que quer dizer|o que significa|onde encontro|"
        "onde esta|para que serve|como funciona|nao sei o que dizer|nao compreendo|o que posso dizer",
    "wait": "de me um minuto|de me um segundo|da me um minuto|me da um minuto|espere que eu procuro|so um minutinho|espere um minuto|espere um segundo|um momento que eu procuro|espere|espera|aguarde|um momento|um momentinho|um instante|um segundo|um minuto|so um momento|so um minuto|so um segundo|so um instante|deixe me ver|deixa eu ver|vou buscar|vou procurar|um momento por favor|"
        "espere um pouco|espera ai|um bocadinho",
    "cancel": "cancelar|cancele|cancela|quero cancelar|anular|anule|parar|pare|para|chega|deixe|deixe estar|deixa pra la|deixe para la|esqueca|esquece|desisto|sair|quero sair|quero parar|stop|basta",
    "agent": "um ser humano|ser humano|operador|um operador|operadora|um atendente|atendente|uma pessoa|pessoa real|uma pessoa real|um humano|humano|um assistente|falar com alguem|falar com uma pessoa|falar com um atendente|"
        "falar com um operador|falar com um humano|apoio ao cliente|atendimento ao cliente|passe me a alguem|quero um atendente|quero um operador|um agente|agente",
    "start_over": "comecar de novo|comecar outra vez|recomecar|recomece|do inicio|do principio|desde o inicio|desde o principio|reiniciar|vamos recomecar|voltar ao inicio|quero recomecar|do zero",
    "back": "voltar atras|volte atras|volta atras|voltar|para tras|vamos voltar atras|um passo atras|pergunta anterior|a pergunta anterior|voltar a pergunta anterior",
    "declined": "prefiro nao dizer|prefiro nao responder|prefiro nao|nao quero dizer|nao quero dar|nao quero responder|posso saltar|posso pular|podemos saltar|podemos pular|nao vou dizer|isso e privado|e privado|pular esta|saltar esta",
    "unavailable": "nao tenho|nao o tenho|nao a tenho|nao tenho nenhum|nao tenho nenhuma|nao tenho email|nao tenho e mail|nao tenho disso",
}  # fmt: skip

ANSWERS = Answers(
    yes_no=YES_NO,
    reactions=REACTIONS,
    either=EITHER,
    choices=CHOICES,
    commands=COMMANDS,
)
