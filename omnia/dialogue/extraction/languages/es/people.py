"""Spanish: names of people and companies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.people import CompanyWords, NameWords, People

NAMES = NameWords(
    same_sounding="jimenez gimenez|chavez chaves|vasquez vazquez|cortes cortez|elena helena|ester esther|judit judith|cristian christian|eric erik|sara sarah|"
    "jonatan jonathan|valdes valdez|echeverria etxeberria|quiroz quiros|estevez esteves|nicolas nicholas|erica erika|monica monika",
    sounds=(
        ("h(?!u)", ""),
        ("v", "b"),
        ("g(?=[ei])", "j"),
        ("z|c(?=[ei])", "s"),
        ("qu|k", "c"),
        ("ll", "y"),
        ("^x", "j"),
    ),
    indefinite=frozenset({"un", "una"}),
    suffixes=frozenset({"hijo", "padre"}),
    first_names="jose antonio juan manuel francisco luis javier miguel carlos angel jesus david pedro daniel alejandro maria rafael fernando alberto pablo ramon jorge sergio enrique vicente andres diego "
    "adrian juanjo victor ignacio raul ivan eduardo oscar ruben santiago joaquin roberto alvaro mario gabriel jaime alfonso ricardo emilio salvador julio guillermo marcos julian tomas agustin "
    "martin gonzalo hugo felipe cesar nicolas samuel mariano sebastian lorenzo hector rodrigo arturo esteban gerardo mateo lucas leonardo ernesto rogelio armando "
    "carmen ana isabel dolores pilar josefa teresa rosa cristina laura angeles antonia elena marta francisca lucia mercedes luisa concepcion rosario juana paula sara raquel beatriz eva "
    "manuela patricia rocio julia montserrat silvia encarnacion irene alba yolanda sonia sandra susana marina margarita natalia inmaculada claudia nuria gloria amparo veronica sofia lourdes alicia "
    "ines victoria esther angela guadalupe alejandra monica gabriela daniela valentina camila ximena fernanda andrea adriana mariana consuelo esperanza blanca carolina begona celia diana",
    cues="mononimo|solo tengo un nombre|tengo un solo nombre|me llamo|mi nombre es|mi nombre completo es|el nombre es|el nombre completo es|nombre completo|nombre y apellidos|nombre y apellido|me llaman|llameme|llamame|a nombre de",
    weak_cues="yo soy|soy|habla|le habla|aqui|es",
    after_cues="es mi nombre|me llamo|al habla|al aparato|al telefono",
    first_labels="nombre de pila|primer nombre|de nombre|nombre",
    last_labels="primer apellido|de apellidos|de apellido|apellidos|apellido",
    generic_labels=frozenset({"nombre"}),
    fillers="es el la mi mis son y lo los",
    honorifics="senor senora senorita sr sra srta don dona doctor doctora dr dra licenciado licenciada ingeniero ingeniera profesor profesora",
    particles="de del la las los y i san santa",
    other_data="nacido|nacida|naci|mi correo|correo|mi email|email|mi telefono|telefono|mi numero|mi direccion|fecha de nacimiento|vivo en",
    lower=frozenset({"de", "del", "la", "las", "los", "y", "i"}),
    announcers="se escribe escribo que con como letra letras doble y luego acento tilde en la mayuscula deletreo deletreado por guion",
    second_names="del carmen|de los angeles|del pilar|del mar|de la luz|de las mercedes|de jesus|del rosario|de la cruz|de los dolores|de lourdes",
    stopwords="yo tu el ella nosotros vosotros ellos ellas usted ustedes me te se nos os lo la los las le les un una unos unas y e o u pero si porque como cuando donde quien que cual cuanto cuantos de a en con por para sin "
    "sobre entre desde hasta del al no nunca siempre ahora aqui alli ahi hoy manana ayer ya tambien tampoco solo muy mucho poco tanto demasiado mas menos soy eres es somos son era fue ser estoy esta estan estar estaba "
    "he has ha hemos han haber hay tengo tiene tener hago hace hacer hecho voy va ir quiero quiere quisiera puedo puede debo debe se sabe saber digo dice decir dicho llamo llama llamar llamo hablo habla hablar vivo naci nacido "
    "telefono movil correo email direccion numero nombre apellido apellidos fecha nacimiento calle plaza anos ano mes dia hora pregunta respuesta cuenta factura poliza siniestro pago pedido problema ayuda nada nadie algo alguien "
    "quizas quiza hola adios buenos buenas dias tardes noches gracias perdon cansado cansada listo contento interesado casado seguro tarde mi mis tu tus su sus nuestro este esta ese esa letra letras doble mayuscula escribe bien mal depende probablemente posiblemente seguramente ciertamente exactamente obviamente jaja jajaja cosa cosas absolutamente perfecto entonces sinceramente realmente quizas acaso",
    greetings="hola buenos buenas dias tardes noches por favor gracias perdon perdone disculpe pues bueno mire",
    two_surnames=True,
    illustrates="como",
)  # fmt: skip

COMPANIES = CompanyWords(
    forms_also_words=frozenset({"limitada"}),
    articles=frozenset({"el", "la", "los", "las"}),
    naming="empresa se llama|sociedad se llama|compania se llama|negocio se llama|se llama|nos llamamos|nombre de la empresa es|nombre de mi empresa es|nombre de nuestra empresa es|nombre de la sociedad es|"
    "razon social es|la razon social|razon social|denominacion social es|el nombre es|en nombre de|de parte de|a nombre de|represento a|nombre de la empresa",
    weak="la empresa|empresa|la sociedad|sociedad|la compania|compania|somos la empresa|somos|es|trabajo para|trabajo en|llamo de|titular de|dueno de|duena de|gerente de",
    inside="sociedad agraria|empresa municipal|sociedad cooperativa",
    after="es el nombre|es la empresa|es mi empresa|se llama la empresa|se llama mi empresa|es nuestra empresa",
    ends="y llamo|y quiero|y quisiera|y mi|y soy|con sede|que se|con dos|se escribe|por favor|gracias|llamo por|quisiera",
    leads="hola|buenos dias|buenas tardes|si|pues|bueno|es|la|el|mi|nuestra",
    nouns="empresa sociedad compania negocio trabajo autonomo autonoma particular jubilado jubilada",
    small=frozenset(["y", "e", "de", "del", "la", "las", "los", "el", "por", "para", "en", "a"]),
    acronyms={"sl": "S.L.", "slu": "S.L.U.", "sa": "S.A.", "sau": "S.A.U.", "sll": "S.L.L.", "sc": "S.C.", "cb": "C.B.", "sas": "S.A.S.", "srl": "S.R.L."},
    legal_words={
        "sociedad limitada unipersonal": "S.L.U.", "sociedad de responsabilidad limitada": "S.L.", "sociedad limitada": "S.L.", "sociedad anonima": "S.A.", "sociedad cooperativa": "Sociedad Cooperativa",
        "s coop": "S. Coop.", "s a de c v": "S.A. de C.V.", "sa de cv": "S.A. de C.V.", "ese a de ce uve": "S.A. de C.V.", "y compania": "y Cía.", "y cia": "y Cía.",
    },
    ampersands="y comercial|ampersand",
    dots="punto",
)  # fmt: skip

PEOPLE = People(
    names=NAMES,
    companies=COMPANIES,
)
