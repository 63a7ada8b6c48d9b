"""Spanish: yes, no, choices and what may be said at any moment."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.answers import Answers, ChoiceWords, EitherWords, ReactionWords, YesNoWords

YES_NO = YesNoWords(
    yes="si|sip|claro|claro que si|por supuesto|correcto|exacto|exactamente|de acuerdo|vale|ok|okay|esta bien|muy bien|bien|perfecto|confirmo|"
    "asi es|eso es|eso mismo|cierto|desde luego|seguro|sin duda|afirmativo|efectivamente|como no|adelante|me parece bien|creo que si|yo creo que si|"
    "supongo que si|estoy de acuerdo|por que no|verdad|es verdad|suena bien|me gusta|okey|ningun problema|sin problema|hazlo|hagalo|va"
    "|venga|soy yo|dale|ya lo creo|encantado|encantada|naturalmente|confirmado|eso|obvio|obviamente|evidentemente"
    "|con gusto|con mucho gusto|listo|hecho|conforme|totalmente|justo|que si|pues si|no hay problema|no me importa"
    "|no hay duda|como usted diga|tal cual|simon"
    "|no esta mal|no es un problema|no es mentira|no es falso",
    no="no|nop|que va|incorrecto|equivocado|mal|esta mal|no es correcto|no esta bien|no es asi|para nada|en absoluto|nunca|jamas|falso|negativo|"
    "claro que no|por supuesto que no|creo que no|no creo|no lo creo|no estoy de acuerdo|ni hablar|de ninguna manera|hay un error|desde luego que no|"
    "no es|no esta|nada de eso|no quiero|tampoco|no me gusta|ni en broma|no ok"
    "|ni loco|ni loca|de eso nada|ni pensarlo|ni de broma|en la vida|ni mucho menos|nada que ver|al contrario"
    "|ni uno ni otro|ni lo uno ni lo otro|ni por asomo|nanay",
    yes_alone=frozenset(("va", "eso", "listo", "hecho", "justo", "conforme", "dale", "venga")),
    unsure=r"no se|no lo se|quizas?|tal vez|a lo mejor|puede ser|puede que|quien sabe|no estoy (?:muy |del todo )?segur[oa]|"
    r"no tengo (?:ni )?idea|ni idea|sabria decir\w*|depende|si y no",
    polite="por|favor|gracias|perdon|perdone|disculpe|eh|ah|oh|bueno|pues|mire|quiero|quisiera|puedo|podria|ahora|un|una|con|me|hola|hablar|no|si|necesito|a ver|ay",
    correction="quiero decir|queria decir|quise decir|he dicho|dije|es|mas bien|perdon|en realidad|deberia ser|tiene que ser|sino|el|la|correccion|digo|era",
    retraction="quiero decir|queria decir|quise decir|correccion|deberia ser|me he equivocado|me equivoque",
    wrong="mal|equivocado|equivocada|incorrecto|incorrecta|no es correcto|no es correcta|no esta bien|cambiar|cambie|corregir|error|erroneo",
    idioms={},
    negations=frozenset(("no", "nunca", "tampoco", "ni")),
    plain_yes="si",
    nobody=r"nadie|ningun[oa]?",
    wordy=frozenset(("como", "que", "para", "alto")),
)  # fmt: skip

REACTIONS = ReactionWords(
    exceptions="pero|excepto|excepcion|salvo|aunque|solo|solamente|unicamente|quitando|casi|sin embargo|en parte|a medias|aparte de"
    "|fuera de|menos el|menos la|menos los|menos las|todo menos|sino|no del todo|lo unico|salvando",
    no_exceptions="solo eso|solo un momento|pero claro|pero si|nada mas|no solo",
    doubts="probablemente|mas o menos|aproximadamente|supuestamente|posiblemente|presumiblemente|ojala|espero|en cierto modo"
    "|seguramente|deberia",
    bare_no="no|nop|no no|que no",
    deniable="correcto|exacto|cierto|bien|muy bien|seguro|verdad|es verdad|conforme|perfecto|de acuerdo|vale|va|esta bien|asi es|eso es"
    "|estoy de acuerdo|me parece bien|me gusta|suena bien|confirmo|confirmado|justo|listo|hecho|eso|eso mismo|soy yo",
    between="espere|espera|un momento|perdon|perdone|mejor dicho|bueno|pues|eh|ah|y|o|pero|por favor|digo|mas bien|gracias|quiero decir|queria decir|quise decir|me he equivocado|me equivoque|corrijo",
    assenting_questions="por que no|como no",
    going_on="y|y luego|luego|despues|y despues|sigue|y sigue|el resto es|seguido de",
    takes_back="perdon|perdone|he dicho|dije|quise decir|queria decir|quiero decir|me llamo|se escribe|mejor dicho|es con",
    retractions="perdon|perdone|espere|no espere|en realidad|mejor dicho|me he equivocado|me equivoque|quiero decir|queria decir|corrijo|disculpe",
    ends_in="termina en|acaba en|termina con|acaba con|ultima cifra es|ultimas cifras son|ultimas dos cifras son|ultimas tres cifras son|dos ultimas cifras son|ultimos dos digitos son|dos ultimos digitos son|ultimo digito es",
    copulas="es|deberia ser|debe ser|tiene que ser|son",
)  # fmt: skip

EITHER = EitherWords(
    first="primero|primera|el primero|la primera|numero uno|opcion uno",
    second="segundo|segunda|el segundo|la segunda|el otro|la otra|ultimo|ultima|numero dos|opcion dos",
)  # fmt: skip

CHOICES = ChoiceWords(
    articles=frozenset({"la", "el"}),
    all="todos|todas|todo|todos ellos|todas ellas|cualquiera|cualquiera de ellos|todo eso",
    both="ambos|ambas|los dos|las dos|el uno y el otro|uno y otro", counted="los #|las #|todos los #|todas las #",
    none="ninguno|ninguna|ninguno de ellos|ninguna de ellas|ninguno de los dos|ninguna de las dos|nada|ni uno ni otro|ni una ni otra|nada de eso",
    without="excepto|salvo|menos|quitando|aparte de|con excepcion de|a excepcion de|exceptuando",
    instead="en vez de|en lugar de|en vez del|en lugar del",
    denial="quite|quita|quitar|elimine|elimina|eliminar|borre|saque|no|ni|sin|tampoco|nunca", contrast="pero|sino|en cambio", join="y|e|mas|junto con|ademas de|asi como", alternative="o|u|ni",
    agreed="si|vale|de acuerdo", added="tambien|ademas|anada|anade|anadir|agregue|agrega|encima", only="solo|solamente|unicamente|nada mas que|nomas",
    first="primeros #|primeras #|los # primeros|las # primeras", last="ultimos #|ultimas #|los # ultimos|las # ultimas", last_one="ultimo|ultima",
    place="numero #|el #|la #|opcion #|opcion numero #|la numero #", counts="uno/una dos tres cuatro cinco seis siete ocho nueve diez",
    idle="nada mas|sobre todo|del todo|no solo|no importa|de todo|eso es todo|por que no|no se|no lo se|de nada|para nada|al menos|por lo menos|mas o menos|todo bien|ante todo|sin excepcion|sin excepciones",
)  # fmt: skip

COMMANDS = {
    "repeat": "repita|repite|puede repetir|puedes repetir|podria repetir|repitalo|me lo repite|como dice|como ha dicho|que ha dicho|que dijo|no he oido|no le he oido|no he entendido|"
        "no entendi|otra vez por favor|otra vez|repetir|perdone como|como|que",
    "help": "ayuda|ayudeme|ayudame|necesito ayuda|me puede ayudar|puede ayudarme|que debo decir|que tengo que decir|que digo|que quiere decir|que significa|donde lo encuentro|donde la encuentro|"
        "donde esta|para que lo necesita|como funciona|no se que decir|no entiendo|que puedo decir",
    "wait": "deme un segundo|deme un minuto|dame un segundo|espere que lo busco|espere que la busco|espere un segundo|espere un minuto|un segundo que lo busco|un momento que lo busco|espere|espera|un momento|un momentito|un segundo|un minuto|un instante|espere un momento|espera un momento|deme un momento|dame un momento|dejeme ver|voy a buscarlo|voy a buscarla|lo busco|aguarde|"
        "dejeme buscar|dejeme mirar",
    "cancel": "cancelar|cancela|cancele|cancelarlo|quiero cancelar|anular|anule|dejelo|dejalo|olvidelo|olvidalo|basta|pare|para|detengase|alto|salir|quiero salir|me rindo|abandonar|ya no quiero|stop",
    "agent": "un ser humano|ser humano|operador|un operador|operadora|una persona|persona real|una persona real|un agente|agente|un humano|humano|hablar con alguien|hablar con una persona|hablar con un agente|hablar con un operador|"
        "atencion al cliente|paseme con alguien|paseme con un operador|paseme con una persona|una operadora|quiero un operador|un asesor",
    "start_over": "empezar de nuevo|empezar otra vez|empecemos de nuevo|desde el principio|volver a empezar|volvamos a empezar|desde cero|reiniciar|comenzar de nuevo|quiero empezar de nuevo",
    "back": "volver atras|vuelve atras|vuelva atras|atras|ir atras|volvamos atras|un paso atras|pregunta anterior|la pregunta anterior|a la pregunta anterior|volver a la pregunta anterior",
    "declined": "prefiero no decirlo|prefiero no decir|prefiero no contestar|prefiero no responder|prefiero que no|no quiero decirlo|no quiero darlo|no quiero darla|puedo saltarmelo|puedo saltar esto|puedo omitirlo|podemos saltarlo|saltemos esto|no se lo voy a decir|eso es privado|es privado",
    "unavailable": "no tengo|no lo tengo|no la tengo|no tengo ninguno|no tengo ninguna|no tengo uno|no tengo correo|no tengo correo electronico|de eso no tengo",
}  # fmt: skip

ANSWERS = Answers(
    yes_no=YES_NO,
    reactions=REACTIONS,
    either=EITHER,
    choices=CHOICES,
    commands=COMMANDS,
)
