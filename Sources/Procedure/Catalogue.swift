/// The fictional persons and the situations they are met in. A data file: nothing here decides anything.
///
/// Every name is invented; every number is of the 9-00 shape; e-mails end in `.example`, phones are in the ranges
/// kept for fiction, postcodes in 99 belong to no town (`domain.md` §10).
public enum Catalogue {
    /// The day on which the information was sent, in the exercices of the rollout: a Tuesday.
    static let envoi2022 = jour(2022, 2, 1)
    /// The day of the exercices that take place once most spaces are open: a Tuesday.
    static let jour2026 = jour(2026, 3, 10)

    public static func fiche(_ cle: String) -> Fiche? { parCle[cle] }
    public static func scenario(_ cle: String) -> Scenario? { scenarios.first { $0.cle == cle } }

    private static let parCle = Dictionary(uniqueKeysWithValues: fiches.map { ($0.cle, $0) })

    private static func jour(_ annee: Int, _ mois: Int, _ jour: Int) -> DateCivile {
        guard let date = DateCivile(annee: annee, mois: mois, jour: jour) else { preconditionFailure("The catalogue names an impossible date.") }
        return date
    }

    public static let fiches: [Fiche] = [
        Fiche(
            "odile-vautrin", "Odile Vautrin", nir: "958030010100724", ne: (1958, 3, 14), carte: .avecPhoto, serie: "00000001234", emetteur: "0000000017",
            contacts: Contacts(email: "odile.vautrin@courriel.example", telephone: "06 39 98 01 07", adresse: "3 impasse des Glycines, 99000 Valfleury"),
            code: CodeProvisoire("FICTIFa7Kq2Z"),
            role: "Vous avez reçu le courrier il y a une semaine. Vous ne voulez pas de Mon espace santé."),
        Fiche(
            "marius-delbosc", "Marius Delbosc", nir: "984110020201412", ne: (1984, 11, 2), carte: .sansPhoto, serie: "0000004127", emetteur: "0000000028",
            contacts: Contacts(email: "marius.delbosc@courriel.example", telephone: "06 39 98 02 14", adresse: "18 rue du Vieux-Lavoir, 99120 Brizolles"),
            code: CodeProvisoire("FICTIFm4Xt9R", par: .email),
            role: "Vous avez reçu un e-mail. Votre carte Vitale est un ancien modèle, sans photo. Vous voulez refuser."),
        Fiche(
            "theo-marchandin", "Théo Marchandin", nir: "903120071715249", ne: (2003, 12, 9), carte: .avecPhoto, serie: "00000002816", emetteur: "0000000039",
            contacts: Contacts(email: "theo.marchandin@courriel.example", telephone: "06 39 98 07 15", adresse: "résidence Les Tilleuls, 99200 Cormeray"),
            code: CodeProvisoire("FICTIFw8Dn3P"),
            role: "Vous voulez refuser, mais vous ne voyez qu’un bouton «\u{A0}Activer\u{A0}»."),
        Fiche(
            "augustin-merle", "Augustin Merle", nir: "943050060605843", ne: (1943, 5, 20), carte: .sansPhoto, serie: "0000003350", emetteur: "0000000041",
            contacts: Contacts(email: nil, telephone: nil, adresse: "lieu-dit Le Fournil, 99310 Saint-Ormond"),
            code: nil,
            role: "L’Assurance maladie ne connaît ni votre e-mail ni votre téléphone, et le courrier n’est jamais arrivé. Vous n’avez pas de code. Vous voulez refuser."),
        Fiche(
            "nour-belkhiri", "Nour Belkhiri", nir: "979070030302166", ne: (1979, 7, 23), carte: .avecPhoto, serie: "00000005521", emetteur: "0000000052",
            contacts: Contacts(email: "nour.belkhiri@courriel.example", telephone: "06 39 98 03 02", adresse: "7 quai des Mariniers, 99400 Port-Lacaze"),
            code: CodeProvisoire("FICTIFe5Vh6T", par: .sms, envoi: Catalogue.jour2026),
            profil: .actif,
            role: "Votre espace existe déjà\u{A0}: il s’est ouvert tout seul. Vous voulez le fermer, et faire supprimer vos données. Vous avez demandé un code\u{A0}: il vient d’arriver par SMS."),
        Fiche(
            "gaston-pruvier", "Gaston Pruvier", nir: "931020040403570", ne: (1931, 2, 5), carte: .sansPhoto, serie: "0000007719", emetteur: "0000000063",
            contacts: Contacts(email: nil, telephone: "01 99 00 04 35", adresse: "2 place du Marché, 99510 Tervilliers"),
            code: CodeProvisoire("FICTIFz2Bc7L"), joursDepuisLEnvoi: 50,
            role: "Vous retrouvez le courrier au fond d’un tiroir\u{A0}: il a sept semaines. Vous voulez refuser."),
        Fiche(
            "paulin-osmont", "Paulin Osmont", nir: "947090050504247", ne: (1947, 9, 30), carte: .avecPhoto, serie: "00000006042", emetteur: "0000000074",
            contacts: Contacts(email: "paulin.osmont@courriel.example", telephone: nil, adresse: "41 avenue des Platanes, 99600 Méricourt-le-Neuf"),
            code: CodeProvisoire("FICTIFs9Jg4W", utilise: true),
            profil: .oppose,
            role: "Vous ne savez plus si vous avez déjà refusé. Vous essayez de nouveau avec le même courrier."),
        Fiche(
            "rosalie-kerven", "Rosalie Kerven", nir: "952020021210575", ne: (1952, 2, 17), carte: .avecPhoto, serie: "00000008803", emetteur: "0000000085",
            contacts: Contacts(email: "rosalie.kerven@courriel.example", telephone: "06 39 98 02 12", adresse: "9 chemin de la Grève, 99730 Plouervan"),
            code: CodeProvisoire("FICTIFO0l1Ia"),
            role: "Votre code se lit mal\u{A0}: des lettres et des chiffres s’y ressemblent. Vous voulez refuser."),
        Fiche(
            "lucien-fabrezat", "Lucien Fabrezat", nir: "938070031311829", ne: (1938, 7, 11), carte: .avecPhoto, serie: "00000009174", emetteur: "0000000096",
            contacts: Contacts(email: nil, telephone: "01 99 00 31 11", adresse: "rue Haute, 99800 Montbrenac"),
            code: CodeProvisoire("FICTIFr3Yk8F"),
            role: "Vous voulez refuser. Votre carte porte un long numéro\u{A0}: lequel est le numéro de série\u{202F}?"),
        Fiche(
            "aminata-sorel", "Aminata Sorel", nir: "962310041412481", ne: (1962, 1, 1), carte: .avecPhoto, serie: "00000003097", emetteur: "0000000107",
            contacts: Contacts(email: "aminata.sorel@courriel.example", telephone: "06 39 98 04 14", adresse: "6 allée des Acacias, 99150 Verneuil-sous-Bois"),
            code: CodeProvisoire("FICTIFh6Qp5N"),
            role: "Votre mois de naissance n’est pas connu\u{A0}: votre numéro porte un mois 31. Il est pourtant juste. Vous voulez refuser."),
        Fiche(
            "clarisse-aubanel", "Clarisse Aubanel", nir: "988060070706357", ne: (1988, 6, 19), carte: .avecPhoto, serie: "00000004460", emetteur: "0000000118",
            contacts: Contacts(email: "clarisse.aubanel@courriel.example", telephone: "06 39 98 07 06", adresse: "12 rue des Cordiers, 99250 Sainte-Mauve"),
            code: CodeProvisoire("FICTIFc2Lb8S"),
            beneficiaires: [
                Beneficiaire("lila", "Lila Aubanel", ne: (2015, 4, 22), lien: .enfant, code: CodeProvisoire("FICTIFb6Hd3Y")),
                Beneficiaire("ninon", "Ninon Aubanel", ne: (2018, 9, 5), lien: .enfant, code: CodeProvisoire("FICTIFn8Vp5C")),
                Beneficiaire("suzie", "Suzie Aubanel", ne: (2018, 9, 5), lien: .enfant, code: CodeProvisoire("FICTIFx4Jr7G")),
                Beneficiaire("noe", "Noé Perrin", ne: (2014, 1, 16), lien: .enfant, code: CodeProvisoire("FICTIFj6Ms4Q"), rattache: false),
            ],
            role: "Vous avez trois enfants, dont des jumelles\u{202F}; chacun a son code. Le courrier de Noé, le fils de votre conjoint, est venu aussi. Vous refusez pour eux."),
        Fiche(
            "bastien-aubanel", "Bastien Aubanel", nir: "986040080807192", ne: (1986, 4, 8), carte: .sansPhoto, serie: "0000005583", emetteur: "0000000129",
            contacts: Contacts(email: "bastien.aubanel@courriel.example", telephone: "06 39 98 08 07", adresse: "12 rue des Cordiers, 99250 Sainte-Mauve"),
            code: CodeProvisoire("FICTIFd9Gw3K"),
            beneficiaires: [
                Beneficiaire(
                    "gabin", "Gabin Aubanel", ne: (2012, 12, 30), lien: .enfant, code: CodeProvisoire("FICTIFf2Zk9B"), rattache: false),
            ],
            role: "Votre fils est rattaché à la carte de sa mère. Elle vous a laissé le courrier de l’enfant. Vous voulez refuser pour lui."),
        Fiche(
            "hugues-lestienne", "Hugues Lestienne", nir: "969010090908663", ne: (1969, 1, 27), carte: .avecPhoto, serie: "00000006691", emetteur: "0000000131",
            contacts: Contacts(email: "hugues.lestienne@courriel.example", telephone: "06 39 98 09 08", adresse: "5 cours Sablon, 99350 Arvignac"),
            code: CodeProvisoire("FICTIFp7Nf2X"),
            beneficiaires: [
                Beneficiaire(
                    "yvonne", "Yvonne Lestienne", ne: (1940, 2, 28), lien: .majeurProtege, code: CodeProvisoire("FICTIFq9Cx5H")),
            ],
            role: "Vous êtes le tuteur de votre tante, qui vous demande de refuser pour elle."),
        Fiche(
            "pierre-garrigou", "Pierre Garrigou", nir: "975080011109349", ne: (1975, 8, 3), carte: .sansPhoto, serie: "0000007725", emetteur: "0000000142",
            contacts: Contacts(email: nil, telephone: "06 39 98 01 11", adresse: "foyer des Érables, 99450 Lauzières"),
            code: CodeProvisoire("FICTIFt4Mh9J"),
            role: "Vous êtes sous curatelle. Vous voulez refuser, et vous faites la démarche vous-même\u{A0}: c’est votre droit."),
        Fiche(
            "edmond-vasseur", "Edmond Vasseur", nir: "929050051513782", ne: (1929, 5, 25), carte: .sansPhoto, serie: "0000008834", emetteur: "0000000153",
            contacts: Contacts(email: nil, telephone: nil, adresse: "18 rue de la Digue, 99550 Wimereuil"),
            code: CodeProvisoire("FICTIFg8Rc6V"),
            decede: true,
            role: "Vous ouvrez le courrier de votre père, mort le mois dernier. Vous voulez refuser pour lui."),
        Fiche(
            "solange-thibery", "Solange Thibery", nir: "971100081816643", ne: (1971, 10, 6), carte: .avecPhoto, serie: "00000007938", emetteur: "0000000164",
            contacts: Contacts(email: "solange.thibery@courriel.example", telephone: "06 39 98 08 18", adresse: "27 boulevard Carnelle, 99650 Belcastre"),
            code: CodeProvisoire("FICTIFk3Ws7D", par: .email, envoi: Catalogue.jour2026),
            profil: .oppose,
            role: "Vous vous étiez opposée. Vous avez changé d’avis, et un code vient d’arriver par e-mail."),
        Fiche(
            "irene-coste", "Irène Coste", nir: "966090061614944", ne: (1966, 9, 12), carte: .avecPhoto, serie: "00000002259", emetteur: "0000000175",
            contacts: Contacts(email: "irene.coste@courriel.example", telephone: "06 39 98 06 16", adresse: "1 montée du Calvaire, 99750 Aigrevaux"),
            code: CodeProvisoire("FICTIFv5Tz4M", par: .sms, envoi: Catalogue.jour2026),
            profil: .cloture, cloture: Catalogue.jour(2025, 11, 18),
            role: "Vous aviez fermé votre espace. Vous voulez le retrouver."),
        Fiche(
            "etienne-rambaud", "Étienne Rambaud", nir: "973040010502342", ne: (1973, 4, 18), carte: .avecPhoto, serie: "00000005218", emetteur: "0000000186",
            contacts: Contacts(email: "etienne.rambaud@courriel.example", telephone: "06 39 98 05 23", adresse: "15 rue des Tanneurs, 99160 Vaubrun"),
            code: nil,
            role: "Vous avez jeté le courrier sans l’ouvrir. Vous voulez refuser\u{A0}: il vous faut un nouveau code."),
        Fiche(
            "gisele-lanternier", "Gisèle Lanternier", nir: "939100010602427", ne: (1939, 10, 29), carte: .sansPhoto, serie: "0000006145", emetteur: "0000000197",
            contacts: Contacts(email: nil, telephone: "01 99 00 06 24", adresse: "8 place de l’Église, 99210 Saint-Aubry"),
            code: CodeProvisoire("FICTIFu6Pm2K"),
            role: "Vous n’avez pas Internet. Vous appelez le 3422 pour refuser, le courrier sous les yeux."),
        Fiche(
            "baptiste-ferrandou", "Baptiste Ferrandou", nir: "951020010702556", ne: (1951, 2, 8), carte: .avecPhoto, serie: "00000007356", emetteur: "0000000208",
            contacts: Contacts(email: nil, telephone: "01 99 00 07 25", adresse: "chemin de la Borie, 99820 Peyrelade"),
            code: CodeProvisoire("FICTIFy3Rd9G"),
            role: "Vous n’avez rien reçu, et vos voisins non plus. Vous voulez refuser quand même."),
        Fiche(
            "honorine-tassel", "Honorine Tassel", nir: "944120010802643", ne: (1944, 12, 1), carte: .sansPhoto, serie: "0000008263", emetteur: "0000000219",
            contacts: Contacts(email: "honorine.tassel@courriel.example", telephone: nil, adresse: "22 rue du Calvaire, 99330 Brévance"),
            code: CodeProvisoire("FICTIFi5Wb7D"),
            role: "Vous préférez écrire\u{A0}: vous pensez envoyer votre refus par la poste."),
        Fiche(
            "marthe-quillan", "Marthe Quillan", nir: "936110010101954", ne: (1936, 11, 7), carte: .avecPhoto, serie: "00000001977", emetteur: "0000000220",
            contacts: Contacts(email: nil, telephone: nil, adresse: "résidence du Grand Pré, 99420 Almeyrac"),
            code: CodeProvisoire("FICTIFk8Hf5Z", envoi: Catalogue.jour2026),
            profil: .actif,
            role: "Vous vivez en Ehpad. Vous aviez refusé par écrit, et pourtant un espace est ouvert à votre nom. Vous voulez le fermer, et que vos données soient supprimées. On vous a fait venir un code par courrier."),
        Fiche(
            "josiane-perdrix", "Josiane Perdrix", nir: "972040010202087", ne: (1972, 4, 12), carte: .sansPhoto, serie: "0000002087", emetteur: "0000000231",
            contacts: Contacts(email: "josiane.perdrix@courriel.example", telephone: "06 39 98 02 20", adresse: "31 rue Basse, 99540 Corvignac"),
            code: nil, profil: .actif,
            beneficiaires: [
                Beneficiaire(
                    "lucette", "Lucette Perdrix", ne: (1945, 6, 30), lien: .majeurProtege, code: CodeProvisoire("FICTIFm7Td4X", envoi: Catalogue.jour2026),
                    decede: true),
            ],
            role: "Vous ne savez plus si votre espace existe\u{A0}: vous essayez de l’activer, pour voir. Vous n’avez plus de code. Un courrier est arrivé pour votre mère, morte cet hiver."),
        Fiche(
            "wilfrid-auclair", "Wilfrid Auclair", nir: "990020010302115", ne: (1990, 2, 25), carte: .avecPhoto, serie: "00000002115", emetteur: "0000000242",
            contacts: Contacts(email: "wilfrid.auclair@courriel.example", telephone: "06 39 98 03 21", adresse: "chez M. Auclair père, 99660 Louvières"),
            code: CodeProvisoire("FICTIFb4Ny8P"), affilie: false,
            role: "Vous vivez à l’étranger et n’êtes plus affilié. Le courrier est arrivé chez votre père. Vous voulez refuser."),
        Fiche(
            "capucine-aldebert", "Capucine Aldebert", nir: "955080010402249", ne: (1955, 8, 4), carte: .avecPhoto, serie: "00000002249", emetteur: "0000000253",
            contacts: Contacts(email: "capucine.aldebert@courriel.example", telephone: "06 39 98 04 22", adresse: "4 sentier des Mûriers, 99770 Fontrailles"),
            code: CodeProvisoire("FICTIFh3Vq6N", par: .email),
            role: "Votre messagerie est pleine de messages sur la carte Vitale. Lesquels sont vrais\u{202F}? Ensuite, vous voulez refuser."),
    ]

    public static let scenarios: [Scenario] = [
        Scenario("S1", "S’opposer avec le code du courrier", fiche: "odile-vautrin", source: .cgu, opposition()),
        Scenario(
            "S2", "Pas de code\u{A0}: en demander un autre", fiche: "etienne-rambaud", source: .application,
            [Geste(.demanderCode(.email), "codeProvisoireEnvoye")] + opposition()),
        Scenario(
            "S3", "Aucune coordonnée connue\u{A0}: pas de code possible", fiche: "augustin-merle", source: .usagers,
            [Geste(.demanderCode(.email), "codeProvisoireRefuse", refus: .coordonneesInconnues)] + appel(hasCode: false)),
        Scenario(
            "S4", "Le site est en maintenance depuis vendredi", fiche: "marius-delbosc", incidents: [.maintenance], source: .usagers,
            [
                Geste(.telephoner(.composer), "appelCommence"), Geste(.telephoner(.patienter), "appelDecroche"),
                Geste(.telephoner(.demander(.opposition)), "appelRefuse", refus: .serviceIndisponible), Geste(.telephoner(.raccrocher), "appelRaccroche"),
                Geste(.terminer(.maintenance), "incidentTermine"),
            ] + opposition()),
        Scenario(
            "S5", "Le 3422 est fermé pour incident technique", fiche: "gisele-lanternier", incidents: [.telephoneEnPanne], source: .usagers,
            [
                Geste(.telephoner(.composer), "appelRefuse", refus: .serviceIndisponible), Geste(.terminer(.telephoneEnPanne), "incidentTermine"),
            ] + appel()),
        Scenario("S6", "Vingt-cinq minutes d’attente au 3422", fiche: "gisele-lanternier", source: .usagers, appel()),
        Scenario(
            "S7", "Le courrier n’est jamais venu\u{A0}: département pas encore concerné", fiche: "baptiste-ferrandou",
            incidents: [.courrierPerdu, .departementNonConcerne], source: .usagers, appel(hasCode: false)),
        Scenario(
            "S8", "Envoyer son refus par la poste", fiche: "honorine-tassel", source: .usagers,
            [Geste(.envoyerCourrier, "courrierEnvoye")] + opposition()),
        Scenario(
            "S9", "L’espace existe déjà\u{A0}: le clôturer", fiche: "nour-belkhiri", le: jour2026, accueil: .lien2025, source: .cloture,
            cloture(suppression: true)),
        Scenario(
            "S10", "S’opposer pour ses enfants", fiche: "clarisse-aubanel", source: .application,
            [Geste(.nouvelleDemarche(pour: "lila"), "demarcheCommencee")] + opposition(pour: "lila") + [
                Geste(.demanderCode(.sms, pour: "ninon", precise: false), "codeProvisoireRefuse", refus: .choixDuProfil),
                Geste(.demanderCode(.sms, pour: "ninon"), "codeProvisoireEnvoye"),
                Geste(.nouvelleDemarche(pour: "ninon"), "demarcheCommencee"),
            ] + opposition(pour: "ninon") + [Geste(.nouvelleDemarche(pour: "suzie"), "demarcheCommencee")] + opposition(pour: "suzie") + [
                Geste(.nouvelleDemarche(pour: "noe"), "demarcheCommencee"),
                Geste(.identifier(pour: "noe"), "identificationRefusee", refus: .parentNonRattache),
            ]),
        Scenario(
            "S11", "Agir pour un adulte que l’on représente", fiche: "hugues-lestienne", source: .majeurs,
            [
                Geste(.nouvelleDemarche(pour: "yvonne"), "demarcheCommencee"),
                Geste(.identifier(pour: "yvonne", faute: .sansCertification), "identificationRefusee", refus: .representationRequise),
            ] + opposition(pour: "yvonne")),
        Scenario(
            "S12", "Un espace ouvert en Ehpad malgré un refus écrit", fiche: "marthe-quillan", le: jour2026, accueil: .lien2025, source: .usagers,
            cloture(suppression: true)),
        Scenario(
            "S13", "Un code difficile à lire, puis déjà utilisé", fiche: "rosalie-kerven", source: .application,
            [Geste(.identifier(faute: .codeMalLu), "identificationRefusee", refus: .identiteInconnue)] + opposition() + [
                Geste(.nouvelleDemarche(), "demarcheCommencee"), Geste(.identifier(), "identificationRefusee", refus: .codeUtilise),
            ]),
        Scenario(
            "S14", "Trouver le bon numéro sur la carte", fiche: "lucien-fabrezat", serieALire: true, source: .application,
            [
                Geste(.identifier(faute: .numeroEmetteur), "identificationRefusee", refus: .saisieInvalide),
                Geste(.identifier(faute: .autreCarte), "identificationRefusee", refus: .identiteInconnue),
            ] + opposition()),
        Scenario(
            "S15", "Un numéro juste que le formulaire refuse", fiche: "aminata-sorel", source: .application,
            [Geste(.identifier(), "identificationRefusee", refus: .saisieInvalide)] + appel()),
        Scenario("S16", "«\u{A0}Activer\u{A0}» pour pouvoir refuser", fiche: "theo-marchandin", accueil: .activer2022, source: .presse, opposition()),
        Scenario(
            "S17", "Les refus du service\u{A0}: attente, session, profil, décès", fiche: "josiane-perdrix", le: jour2026, accueil: .lien2025,
            incidents: [.sessionExpiree], source: .application,
            [
                Geste(.demanderCode(.sms), "codeProvisoireEnvoye"),
                Geste(.demanderCode(.sms), "codeProvisoireRefuse", refus: .delaiMinimal),
                Geste(.identifier(), "identificationReussie"),
                Geste(.choisir(.activation), "sessionExpiree", refus: .sessionExpiree),
                Geste(.identifier(), "identificationReussie"),
                Geste(.choisir(.activation), "choixRefuse", refus: .profilExistant),
                Geste(.choisir(.cloture), "choixFait"), Geste(.confirmer, "decisionConfirmee"),
                Geste(.nouvelleDemarche(pour: "lucette"), "demarcheCommencee"),
                Geste(.identifier(pour: "lucette"), "identificationRefusee", refus: .personneDecedee),
            ]),
        Scenario(
            "S18", "Changer d’avis après une opposition", fiche: "solange-thibery", le: jour2026, accueil: .lien2025, source: .usagers,
            decision(.activation)),
        Scenario(
            "S19", "Ne plus être affilié, et ne plus pouvoir s’identifier", fiche: "wilfrid-auclair", source: .senat,
            [
                Geste(.identifier(), "identificationRefusee", refus: .identiteInconnue),
                Geste(.demanderCode(.email), "codeProvisoireRefuse", refus: .identiteInconnue),
            ]),
        Scenario(
            "S20", "Reconnaître les faux messages", fiche: "capucine-aldebert", hameconnages: hameconnages, source: .presse,
            hameconnages.map { Geste(.juger($0.cle, .faux), "messageJuge") } + [Geste(.juger("FICTIFh3Vq6N", .vrai), "messageJuge")] + opposition()),
    ]

    private static func opposition(pour beneficiaire: String? = nil) -> [Geste] { decision(.opposition, pour: beneficiaire) }

    /// A refusal by phone, from the dial tone to the proof that one asks for.
    private static func appel(hasCode: Bool = true) -> [Geste] {
        [
            Geste(.telephoner(.composer), "appelCommence"), Geste(.telephoner(.patienter), "appelDecroche"),
            Geste(.telephoner(.demander(.opposition)), "appelDemande"),
            hasCode ? Geste(.telephoner(.repondre(.codeProvisoire)), "appelReponse") : Geste(.telephoner(.manquer), "appelPasse"),
            Geste(.telephoner(.repondre(.nir)), "appelReponse"), Geste(.telephoner(.repondre(.numeroSerie)), "appelReponse"),
            Geste(.telephoner(.confirmer()), "appelEnregistre"), Geste(.telephoner(.demanderJustificatif), "justificatifDemande"),
            Geste(.telephoner(.raccrocher), "appelRaccroche"),
        ]
    }

    private static func cloture(suppression: Bool) -> [Geste] { decision(.cloture, suppression: suppression) }

    /// From the identification to the proof.
    private static func decision(_ choix: Choix, suppression: Bool = false, pour beneficiaire: String? = nil) -> [Geste] {
        [
            Geste(.identifier(pour: beneficiaire), "identificationReussie"), Geste(.choisir(choix, suppression: suppression), "choixFait"),
            Geste(.confirmer, "decisionConfirmee"),
        ]
    }

    private static let hameconnages = [
        Hameconnage(
            cle: "faux-carte", canal: .sms, expediteur: "06 39 98 66 13", objet: "Carte Vitale",
            texte: "Votre nouvelle carte Vitale est prête. Réglez 1,95 € de frais d’envoi avant ce soir\u{A0}: http://carte-vitale-renouvellement.example",
            jour: 3, indices: [
                "Rien n’est à payer pour une carte Vitale.", "L’adresse n’est pas celle du service.", "On vous presse d’agir avant ce soir.",
            ], source: .presse),
        Hameconnage(
            cle: "faux-remboursement", canal: .email, expediteur: "Assurance maladie <remboursement@espace-sante.example>", objet: "Votre remboursement est bloqué",
            texte: "Un remboursement de 327,40 € vous attend. Répondez à ce message avec une photo de votre carte Vitale et de votre carte bancaire.",
            jour: 5, indices: ["On demande des papiers et une carte bancaire par e-mail.", "L’argent sert d’appât."], source: .presse),
        Hameconnage(
            cle: "faux-conseiller", canal: .sms, expediteur: "06 39 98 66 27", objet: "Mon espace santé",
            texte: "Votre opposition n’est pas complète. Envoyez-nous votre code provisoire par retour de SMS, sinon vous perdez vos droits.",
            jour: 6, indices: ["Le code ne se donne à personne par message\u{A0}: on le tape sur le site, ou on le dit au 3422 que l’on a appelé soi-même.", "On vous menace\u{A0}: s’opposer ne fait perdre aucun droit."],
            source: .presse),
    ]
}

extension Fiche {
    /// Where the clock of an exercice stands at its beginning, unless it is asked otherwise: 10:00 in Paris on the
    /// scenario's day; else on the day a regenerated code came, or so many days after the letter.
    public func debut(_ scenario: Scenario?) -> Instant {
        let arrivee = code.flatMap { $0.envoi > envoi ? $0.envoi : nil }
        return HeureDeParis.instant(scenario?.date ?? arrivee ?? envoi.plus(jours: joursDepuisLEnvoi), heure: 10)
    }
}
