"""What people of a country are called, by language: adjectives and nouns in their first form, and the words around them.

Written from general knowledge. `CODE word/word; …`: the first word is the one that is spoken. Feminine and plural forms are made by
`omnia.dialogue.extraction.inflections`. A word of two countries (Korean) stands under both, the likelier first.
"""

from collections.abc import Mapping

NATIONALITIES: Mapping[str, str] = {
    "en": "AD andorran; AE emirati; AF afghan/afghani; AG antiguan; AL albanian; AM armenian; AO angolan; AR argentinian/argentine/argentinean; AT austrian; AU australian/aussie; "
    "AZ azerbaijani/azeri; BA bosnian/herzegovinian; BB barbadian/bajan; BD bangladeshi; BE belgian; BF burkinabe; BG bulgarian; BH bahraini; BI burundian; BJ beninese; BN bruneian; BO bolivian; "
    "BR brazilian; BS bahamian; BT bhutanese; BW botswanan/motswana; BY belarusian/belarussian/byelorussian; BZ belizean; CA canadian; CD congolese; CG congolese; CF central african; CH swiss; "
    "CI ivorian; CL chilean; CM cameroonian; CN chinese; CO colombian; CR costa rican; CU cuban; CV cape verdean/cabo verdean; CY cypriot; CZ czech; DE german; DJ djiboutian; DK danish/dane; "
    "DO dominican; DM dominican; DZ algerian; EC ecuadorian/ecuadorean; EE estonian; EG egyptian; ER eritrean; ES spanish/spaniard; ET ethiopian; FI finnish; FJ fijian; FR french/frenchman/frenchwoman; "
    "GA gabonese; GB british/briton/brit/english/englishman/englishwoman/scottish/scot/scotsman/scotswoman/welsh/welshman/northern irish; GD grenadian; GE georgian; GH ghanaian; GL greenlandic; "
    "GM gambian; GN guinean; GQ equatorial guinean/equatoguinean; GR greek; GT guatemalan; GW bissau guinean; GY guyanese; HK hong konger; HN honduran; HR croatian/croat; HT haitian; HU hungarian; "
    "ID indonesian; IE irish/irishman/irishwoman; IL israeli; IN indian; IQ iraqi; IR iranian/persian; IS icelandic/icelander; IT italian; JM jamaican; JO jordanian; JP japanese; KE kenyan; "
    "KG kyrgyz/kyrgyzstani; KH cambodian; KM comorian; KR south korean/korean; KP north korean/korean; KW kuwaiti; KZ kazakh/kazakhstani; LA laotian; LB lebanese; LC saint lucian; "
    "LI liechtensteiner; LK sri lankan; LR liberian; LS basotho/lesothan; LT lithuanian; LU luxembourgish/luxembourger; LV latvian; LY libyan; MA moroccan; MC monegasque; MD moldovan/moldavian; "
    "ME montenegrin; MG malagasy; MK macedonian/north macedonian; ML malian; MM burmese; MN mongolian; MR mauritanian; MT maltese; MU mauritian; MV maldivian; MW malawian; MX mexican; MY malaysian; "
    "MZ mozambican; NA namibian; NE nigerien; NG nigerian; NI nicaraguan; NL dutch/dutchman/dutchwoman; NO norwegian; NP nepalese/nepali; NZ new zealander/kiwi; OM omani; PA panamanian; PE peruvian; "
    "PG papua new guinean; PH filipino/filipina/philippine; PK pakistani; PL polish/pole; PR puerto rican; PS palestinian; PT portuguese; PY paraguayan; QA qatari; RO romanian/rumanian; "
    "RS serbian/serb; RU russian; RW rwandan; SA saudi/saudi arabian; SC seychellois; SD sudanese; SE swedish/swede; SG singaporean; SI slovenian/slovene; SK slovak/slovakian; SL sierra leonean; "
    "SM sammarinese/san marinese; SN senegalese; SO somali/somalian; SR surinamese; SS south sudanese; ST sao tomean; SV salvadoran/salvadorean/salvadorian; SY syrian; SZ swazi; TD chadian; "
    "TG togolese; TH thai; TJ tajik; TL timorese/east timorese; TM turkmen; TN tunisian; TO tongan; TR turkish/turk; TT trinidadian; TW taiwanese; TZ tanzanian; UA ukrainian; UG ugandan; "
    "US american/us american/us citizen/us national/u s citizen; UY uruguayan; UZ uzbek; VC vincentian; VE venezuelan; VN vietnamese; WS samoan; XK kosovar/kosovan; YE yemeni; ZA south african; ZM zambian; ZW zimbabwean",
    "it": "AD andorrano; AE emiratino; AF afghano/afgano; AG antiguano; AL albanese; AM armeno; AO angolano; AR argentino; AT austriaco; AU australiano; AZ azero/azerbaigiano; BA bosniaco; "
    "BB barbadiano; BD bengalese/bangladese; BE belga; BF burkinabé; BG bulgaro; BH bahreinita; BI burundese; BJ beninese; BN bruneiano; BO boliviano; BR brasiliano; BS bahamense; BT bhutanese; "
    "BW botswano; BY bielorusso; BZ beliziano; CA canadese; CD congolese; CG congolese; CF centrafricano; CH svizzero/elvetico; CI ivoriano; CL cileno; CM camerunese; CN cinese; CO colombiano; "
    "CR costaricano/costaricense; CU cubano; CV capoverdiano; CY cipriota; CZ ceco; DE tedesco; DJ gibutiano; DK danese; DO dominicano; DM dominicense; DZ algerino; EC ecuadoriano/ecuadoregno/equadoregno; "
    "EE estone; EG egiziano; ER eritreo; ES spagnolo; ET etiope; FI finlandese; FJ figiano; FR francese; GA gabonese; GB britannico/inglese/scozzese/gallese/nordirlandese; GD grenadino; GE georgiano; "
    "GH ghanese; GM gambiano; GN guineano; GQ equatoguineano; GR greco; GT guatemalteco; GY guyanese; HN honduregno; HR croato; HT haitiano; HU ungherese; ID indonesiano; IE irlandese; IL israeliano; "
    "IN indiano; IQ iracheno; IR iraniano/persiano; IS islandese; IT italiano; JM giamaicano; JO giordano; JP giapponese; KE keniano/keniota; KG kirghiso; KH cambogiano; KM comoriano; "
    "KR sudcoreano/coreano; KP nordcoreano/coreano; KW kuwaitiano; KZ kazako/kazaco; LA laotiano; LB libanese; LI liechtensteinese; LK srilankese/cingalese; LR liberiano; LT lituano; "
    "LU lussemburghese; LV lettone; LY libico; MA marocchino; MC monegasco; MD moldavo; ME montenegrino; MG malgascio; MK macedone; ML maliano; MM birmano; MN mongolo; MR mauritano; MT maltese; "
    "MU mauriziano; MV maldiviano; MW malawiano; MX messicano; MY malese/malesiano; MZ mozambicano; NA namibiano; NE nigerino; NG nigeriano; NI nicaraguense; NL olandese/neerlandese; NO norvegese; "
    "NP nepalese; NZ neozelandese; OM omanita; PA panamense; PE peruviano; PG papuano; PH filippino; PK pakistano/pachistano; PL polacco; PR portoricano; PS palestinese; PT portoghese; "
    "PY paraguaiano/paraguayano; QA qatariota; RO rumeno/romeno; RS serbo; RU russo; RW ruandese; SA saudita; SC seychellese; SD sudanese; SE svedese; SG singaporiano; SI sloveno; SK slovacco; "
    "SL sierraleonese; SM sammarinese; SN senegalese; SO somalo; SR surinamese; SS sudsudanese; SV salvadoregno; SY siriano; TD ciadiano; TG togolese; TH thailandese/tailandese; TJ tagiko/tagico; "
    "TL timorese; TM turkmeno; TN tunisino; TO tongano; TR turco; TT trinidadiano; TW taiwanese; TZ tanzaniano; UA ucraino; UG ugandese; US statunitense/americano; UY uruguaiano/uruguayano; "
    "UZ uzbeko/uzbeco; VA vaticano; VE venezuelano; VN vietnamita; WS samoano; XK kosovaro/kossovaro; YE yemenita; ZA sudafricano; ZM zambiano; ZW zimbabwese/zimbabwiano",
    "es": "AD andorrano; AE emiratí; AF afgano; AG antiguano; AL albanés; AM armenio; AO angoleño/angolano; AR argentino; AT austriaco; AU australiano; AZ azerbaiyano/azerí; BA bosnio/bosníaco; "
    "BB barbadense; BD bangladesí/bengalí; BE belga; BF burkinés; BG búlgaro; BH bareiní; BI burundés; BJ beninés; BN bruneano; BO boliviano; BR brasileño/brasilero; BS bahameño; BT butanés; "
    "BW botsuano; BY bielorruso; BZ beliceño; CA canadiense; CD congoleño/congolés; CG congoleño/congolés; CF centroafricano; CH suizo; CI marfileño; CL chileno; CM camerunés; CN chino; CO colombiano; "
    "CR costarricense/tico; CU cubano; CV caboverdiano; CY chipriota; CZ checo; DE alemán; DJ yibutiano; DK danés/dinamarqués; DO dominicano; DM dominiqués; DZ argelino; EC ecuatoriano; EE estonio; "
    "EG egipcio; ER eritreo; ES español; ET etíope; FI finlandés/finés; FJ fiyiano; FR francés; GA gabonés; GB británico/inglés/escocés/galés/norirlandés; GD granadino; GE georgiano; GH ghanés; "
    "GM gambiano; GQ ecuatoguineano/guineano; GN guineano; GR griego; GT guatemalteco/chapín; GY guyanés; HN hondureño/catracho; HR croata; HT haitiano; HU húngaro; ID indonesio; IE irlandés; "
    "IL israelí; IN indio/hindú; IQ iraquí; IR iraní/persa; IS islandés; IT italiano; JM jamaicano/jamaiquino; JO jordano; JP japonés; KE keniano/keniata; KG kirguís/kirguiso; KH camboyano; "
    "KR surcoreano/coreano; KP norcoreano/coreano; KW kuwaití; KZ kazajo; LA laosiano; LB libanés; LI liechtensteiniano; LK ceilanés/esrilanqués; LR liberiano; LT lituano; LU luxemburgués; LV letón; "
    "LY libio; MA marroquí; MC monegasco; MD moldavo; ME montenegrino; MG malgache; MK macedonio; ML maliense; MM birmano; MN mongol; MR mauritano; MT maltés; MU mauriciano; MV maldivo; "
    "MX mexicano/mejicano; MY malasio/malayo; MZ mozambiqueño; NA namibio; NE nigerino; NG nigeriano; NI nicaragüense; NL neerlandés/holandés; NO noruego; NP nepalí/nepalés; NZ neozelandés; "
    "OM omaní; PA panameño; PE peruano; PG papú; PH filipino; PK pakistaní/paquistaní; PL polaco; PR puertorriqueño/boricua; PS palestino; PT portugués; PY paraguayo; QA catarí/qatarí; RO rumano; "
    "RS serbio; RU ruso; RW ruandés; SA saudí/saudita; SD sudanés; SE sueco; SG singapurense; SI esloveno; SK eslovaco; SL sierraleonés; SM sanmarinense; SN senegalés; SO somalí; SR surinamés; "
    "SS sursudanés; SV salvadoreño; SY sirio; TD chadiano; TG togolés; TH tailandés; TJ tayiko; TL timorense; TM turcomano; TN tunecino; TO tongano; TR turco; TT trinitense; TW taiwanés; TZ tanzano; "
    "UA ucraniano; UG ugandés; US estadounidense/norteamericano/americano; UY uruguayo; UZ uzbeko; VA vaticano; VE venezolano; VN vietnamita; WS samoano; XK kosovar; YE yemení; ZA sudafricano; "
    "ZM zambiano; ZW zimbabuense",
    "fr": "AD andorran; AE émirien/émirati; AF afghan; AG antiguais; AL albanais; AM arménien; AO angolais; AR argentin; AT autrichien; AU australien; AZ azerbaïdjanais/azéri; BA bosnien/bosniaque; "
    "BB barbadien; BD bangladais; BE belge; BF burkinabé; BG bulgare; BH bahreïnien; BI burundais; BJ béninois; BN brunéien; BO bolivien; BR brésilien; BS bahaméen; BT bhoutanais; BW botswanais; "
    "BY biélorusse; BZ bélizien; CA canadien; CD congolais; CG congolais; CF centrafricain; CH suisse/suissesse/helvétique; CI ivoirien; CL chilien; CM camerounais; CN chinois; CO colombien; "
    "CR costaricain/costaricien; CU cubain; CV cap-verdien/capverdien; CY chypriote; CZ tchèque; DE allemand; DJ djiboutien; DK danois; DO dominicain; DM dominiquais; DZ algérien; EC équatorien; "
    "EE estonien; EG égyptien; ER érythréen; ES espagnol; ET éthiopien; FI finlandais; FJ fidjien; FR français; GA gabonais; GB britannique/anglais/écossais/gallois/nord-irlandais; GD grenadien; "
    "GE géorgien; GH ghanéen; GM gambien; GN guinéen; GQ équato-guinéen; GR grec; GT guatémaltèque; GW bissau-guinéen; GY guyanien; HN hondurien; HR croate; HT haïtien; HU hongrois; ID indonésien; "
    "IE irlandais; IL israélien; IN indien; IQ irakien; IR iranien/perse; IS islandais; IT italien; JM jamaïcain; JO jordanien; JP japonais; KE kényan; KG kirghize; KH cambodgien; KM comorien; "
    "KR sud-coréen/coréen; KP nord-coréen/coréen; KW koweïtien; KZ kazakh; LA laotien; LB libanais; LI liechtensteinois; LK sri-lankais; LR libérien; LT lituanien; LU luxembourgeois; LV letton; "
    "LY libyen; MA marocain; MC monégasque; MD moldave; ME monténégrin; MG malgache; MK macédonien; ML malien; MM birman; MN mongol; MR mauritanien; MT maltais; MU mauricien; MV maldivien; "
    "MX mexicain; MY malaisien; MZ mozambicain; NA namibien; NE nigérien; NG nigérian; NI nicaraguayen; NL néerlandais/hollandais; NO norvégien; NP népalais; NZ néo-zélandais; OM omanais; "
    "PA panaméen; PE péruvien; PG papou; PH philippin; PK pakistanais; PL polonais; PR portoricain; PS palestinien; PT portugais; PY paraguayen; QA qatari/qatarien; RO roumain; RS serbe; RU russe; "
    "RW rwandais; SA saoudien; SC seychellois; SD soudanais; SE suédois; SG singapourien; SI slovène; SK slovaque; SL sierra-léonais; SM saint-marinais; SN sénégalais; SO somalien; SR surinamais; "
    "SS sud-soudanais; SV salvadorien; SY syrien; TD tchadien; TG togolais; TH thaïlandais; TJ tadjik; TL timorais; TM turkmène; TN tunisien; TO tongien; TR turc; TT trinidadien; TW taïwanais; "
    "TZ tanzanien; UA ukrainien; UG ougandais; US américain/états-unien; UY uruguayen; UZ ouzbek; VE vénézuélien; VN vietnamien; WS samoan; XK kosovar; YE yéménite; ZA sud-africain; ZM zambien; "
    "ZW zimbabwéen",
    "de": "AD andorranisch/andorraner; AE emiratisch/emirater/emirati; AF afghanisch/afghane; AL albanisch/albaner/albanier; AM armenisch/armenier; AO angolanisch/angolaner; AR argentinisch/argentinier; "
    "AT österreichisch/österreicher; AU australisch/australier; AZ aserbaidschanisch/aserbaidschaner; BA bosnisch/bosnier/bosniake; BD bangladeschisch/bangladescher/bengale; BE belgisch/belgier; "
    "BF burkinisch/burkiner; BG bulgarisch/bulgare; BH bahrainisch/bahrainer; BI burundisch/burundier; BJ beninisch/beniner; BO bolivianisch/bolivianer; BR brasilianisch/brasilianer; "
    "BS bahamaisch; BT bhutanisch/bhutaner; BW botsuanisch/botsuaner; BY belarussisch/belarusse/weißrussisch/weißrusse; CA kanadisch/kanadier; CD kongolesisch/kongolese; CG kongolesisch/kongolese; "
    "CF zentralafrikanisch/zentralafrikaner; CH schweizerisch/schweizer; CI ivorisch/ivorer; CL chilenisch/chilene; CM kamerunisch/kameruner; CN chinesisch/chinese; CO kolumbianisch/kolumbianer; "
    "CR costa-ricanisch/costa ricaner; CU kubanisch/kubaner; CV kapverdisch/kapverdier; CY zyprisch/zyprer/zypriotisch/zypriot; CZ tschechisch/tscheche; DE deutsch; DJ dschibutisch; DK dänisch/däne; "
    "DO dominikanisch/dominikaner; DZ algerisch/algerier; EC ecuadorianisch/ecuadorianer; EE estnisch/este; EG ägyptisch/ägypter; ER eritreisch/eritreer; ES spanisch/spanier; ET äthiopisch/äthiopier; "
    "FI finnisch/finne; FJ fidschianisch/fidschianer; FR französisch/franzose; GA gabunisch/gabuner; GB britisch/brite/englisch/engländer/schottisch/schotte/walisisch/waliser/nordirisch/nordire; "
    "GE georgisch/georgier; GH ghanaisch/ghanaer; GM gambisch/gambier; GN guineisch/guineer; GQ äquatorialguineisch; GR griechisch/grieche; GT guatemaltekisch/guatemalteke; GY guyanisch/guyaner; "
    "HN honduranisch/honduraner; HR kroatisch/kroate; HT haitianisch/haitianer; HU ungarisch/ungar; ID indonesisch/indonesier; IE irisch/ire; IL israelisch/israeli; IN indisch/inder; IQ irakisch/iraker; "
    "IR iranisch/iraner/persisch/perser; IS isländisch/isländer; IT italienisch/italiener; JM jamaikanisch/jamaikaner; JO jordanisch/jordanier; JP japanisch/japaner; KE kenianisch/kenianer; "
    "KG kirgisisch/kirgise; KH kambodschanisch/kambodschaner; KR südkoreanisch/südkoreaner/koreanisch/koreaner; KP nordkoreanisch/nordkoreaner/koreanisch/koreaner; KW kuwaitisch/kuwaiter; "
    "KZ kasachisch/kasache; LA laotisch/laote; LB libanesisch/libanese; LI liechtensteinisch/liechtensteiner; LK sri-lankisch/sri lanker; LR liberianisch/liberianer; LT litauisch/litauer; "
    "LU luxemburgisch/luxemburger; LV lettisch/lette; LY libysch/libyer; MA marokkanisch/marokkaner; MC monegassisch/monegasse; MD moldauisch/moldauer/moldawisch/moldawier; "
    "ME montenegrinisch/montenegriner; MG madagassisch/madagasse; MK mazedonisch/mazedonier/nordmazedonisch/nordmazedonier; ML malisch/malier; MM myanmarisch/birmanisch/birmane/burmesisch/burmese; "
    "MN mongolisch/mongole; MR mauretanisch/mauretanier; MT maltesisch/malteser; MU mauritisch/mauritier; MV maledivisch/malediver; MX mexikanisch/mexikaner; MY malaysisch/malaysier; "
    "MZ mosambikanisch/mosambikaner; NA namibisch/namibier; NE nigrisch/nigrer; NG nigerianisch/nigerianer; NI nicaraguanisch/nicaraguaner; NL niederländisch/niederländer/holländisch/holländer; "
    "NO norwegisch/norweger; NP nepalesisch/nepalese; NZ neuseeländisch/neuseeländer; OM omanisch/omaner; PA panamaisch/panamaer; PE peruanisch/peruaner; PH philippinisch/filipino/filipina/philippiner; "
    "PK pakistanisch/pakistaner/pakistani; PL polnisch/pole; PR puerto-ricanisch/puerto ricaner; PS palästinensisch/palästinenser; PT portugiesisch/portugiese; PY paraguayisch/paraguayer; "
    "QA katarisch/katarer; RO rumänisch/rumäne; RS serbisch/serbe; RU russisch/russe; RW ruandisch/ruander; SA saudi-arabisch/saudi/saudisch; SD sudanesisch/sudanese; SE schwedisch/schwede; "
    "SG singapurisch/singapurer; SI slowenisch/slowene; SK slowakisch/slowake; SL sierra-leonisch; SM san-marinesisch; SN senegalesisch/senegalese; SO somalisch/somalier; SR surinamisch/surinamer; "
    "SS südsudanesisch/südsudanese; SV salvadorianisch/salvadorianer; SY syrisch/syrer; TD tschadisch/tschader; TG togoisch/togoer; TH thailändisch/thailänder/thai; TJ tadschikisch/tadschike; "
    "TL osttimoresisch; TM turkmenisch/turkmene; TN tunesisch/tunesier; TR türkisch/türke; TW taiwanisch/taiwaner/taiwanesisch/taiwanese; TZ tansanisch/tansanier; UA ukrainisch/ukrainer; "
    "UG ugandisch/ugander; US amerikanisch/amerikaner/us-amerikanisch/us-amerikaner; UY uruguayisch/uruguayer; UZ usbekisch/usbeke; VA vatikanisch; VE venezolanisch/venezolaner; "
    "VN vietnamesisch/vietnamese; XK kosovarisch/kosovare; YE jemenitisch/jemenit; ZA südafrikanisch/südafrikaner; ZM sambisch/sambier; ZW simbabwisch/simbabwer",
    "pt": "AD andorrano; AE emiradense; AF afegão; AL albanês; AM arménio; AO angolano; AR argentino; AT austríaco; AU australiano; AZ azerbaijano/azeri; BA bósnio; BB barbadense; "
    "BD bengali/bangladechiano; BE belga; BF burquinense/burquinabê; BG búlgaro; BH barenita; BI burundês; BJ beninense; BO boliviano; BR brasileiro; BS baamense; BT butanês; BW botsuanês; "
    "BY bielorrusso; BZ belizenho; CA canadiano/canadense; CD congolês; CG congolês; CF centro-africano; CH suíço; CI marfinense/costa-marfinense; CL chileno; CM camaronês; CN chinês; CO colombiano; "
    "CR costa-riquenho/costarriquenho; CU cubano; CV cabo-verdiano; CY cipriota; CZ checo/tcheco; DE alemão; DK dinamarquês; DO dominicano; DZ argelino; EC equatoriano; EE estónio/estoniano; "
    "EG egípcio; ER eritreu; ES espanhol; ET etíope; FI finlandês; FJ fijiano; FR francês; GA gabonês; GB britânico/inglês/escocês/galês/norte-irlandês; GE georgiano; GH ganês; GM gambiano; "
    "GW guineense/bissau-guineense; GN guineano/guineense; GQ equato-guineense; GR grego; GT guatemalteco; GY guianês; HN hondurenho; HR croata; HT haitiano; HU húngaro; ID indonésio; IE irlandês; "
    "IL israelita/israelense; IN indiano; IQ iraquiano; IR iraniano/persa; IS islandês; IT italiano; JM jamaicano; JO jordano/jordaniano; JP japonês; KE queniano; KG quirguiz; KH cambojano; "
    "KR sul-coreano/coreano; KP norte-coreano/coreano; KW kuwaitiano/koweitiano; KZ cazaque; LA laociano; LB libanês; LI liechtensteiniano; LK cingalês; LR liberiano; LT lituano; LU luxemburguês; "
    "LV letão; LY líbio; MA marroquino; MC monegasco; MD moldavo/moldávio; ME montenegrino; MG malgaxe; MK macedónio; ML maliano; MM birmanês; MN mongol; MR mauritano; MT maltês; MU mauriciano; "
    "MV maldivo; MX mexicano; MY malaio/malásio; MZ moçambicano; NA namibiano; NE nigerino; NG nigeriano; NI nicaraguense; NL neerlandês/holandês; NO norueguês; NP nepalês; NZ neozelandês; "
    "OM omanense; PA panamiano/panamenho; PE peruano; PH filipino; PK paquistanês; PL polaco/polonês; PR porto-riquenho; PS palestiniano/palestino; PT português; PY paraguaio; QA catarense/catari; "
    "RO romeno; RS sérvio; RU russo; RW ruandês; SA saudita; SD sudanês; SE sueco; SG singapurense/singapuriano; SI esloveno; SK eslovaco; SM samarinês; SN senegalês; SO somali/somaliano; "
    "SR surinamês; ST são-tomense/santomense; SV salvadorenho; SY sírio; TD chadiano; TG togolês; TH tailandês; TJ tajique; TL timorense; TM turcomeno; TN tunisino/tunisiano; TR turco; TW taiwanês; "
    "TZ tanzaniano; UA ucraniano; UG ugandês; US americano/norte-americano/estadunidense/estado-unidense; UY uruguaio; UZ usbeque/uzbeque; VA vaticano; VE venezuelano; VN vietnamita; XK kosovar; "
    "YE iemenita; ZA sul-africano; ZM zambiano; ZW zimbabueano/zimbabuense",
}  # fmt: skip

SPEAKING: Mapping[str, str] = {
    "en": "speak|speaks|speaking|language|talk in", "it": "parlo|parla|parliamo|parlare|lingua", "es": "hablo|habla|hablamos|hablar|idioma|lengua",
    "fr": "parle|parlons|parler|langue", "de": "spreche|spricht|sprechen|sprache|auf", "pt": "falo|fala|falamos|falar|lingua|idioma",
}  # fmt: skip
"""What tells that a language is meant."""

BEING: Mapping[str, str] = {
    "en": "i m|i am|we re|we are|nationality|citizenship|citizen|passport|national", "it": "sono|siamo|nazionalita|nazione|cittadinanza|cittadino|cittadina|passaporto",
    "es": "soy|somos|nacionalidad|ciudadania|ciudadano|ciudadana|pasaporte", "fr": "je suis|nous sommes|nationalite|citoyen|citoyenne|citoyennete|passeport",
    "de": "ich bin|wir sind|bin|staatsangehorigkeit|staatsburgerschaft|staatsburger|staatsburgerin|nationalitat|pass|reisepass",
    "pt": "sou|somos|nacionalidade|cidadania|cidadao|cidada|passaporte",
}  # fmt: skip
"""What announces the caller's own nationality."""
