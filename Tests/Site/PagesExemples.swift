import Markup
import Testing
@testable import Pages
@testable import Procedure

/// Every page in every state that it can show: what the sweeps of this folder go through.
enum PagesExemples {
    static let reel = Instant(milliseconds: 1_780_000_000_000)

    static func exercice(_ fiche: String, scenario: String? = nil) throws -> Exercice {
        let debut = try #require(Catalogue.fiche(fiche)).debut(scenario.flatMap(Catalogue.scenario))
        return try #require(Exercice(.exerciceCommence(fiche: fiche, scenario: scenario, horloge: debut), at: reel))
    }

    static func reference() -> Reference {
        var hasard = SystemRandomNumberGenerator()
        return Reference(hasard: &hasard)
    }

    static let decisions = [Decision(.opposition), Decision(.activation), Decision(.cloture), Decision(.cloture, suppression: true)]
    static let statuts = [400, 403, 404, 405, 409, 413, 415, 421, 422, 429, 431, 500, 503]

    static let erreurs = Champ.allCases.flatMap { champ in
        ErreurDeSaisie.Motif.allCases.map { ErreurDeSaisie(champ, $0) }
    }

    static func identification(_ saisie: SaisieIdentification, _ exercice: Exercice) -> PageIdentification {
        let carte = saisie.kept[.typeCarteVitale].flatMap(TypeCarteVitale.init)
        return PageIdentification(
            contexte: Contexte(exercice, at: reel), fiche: VueFiche(exercice, at: reel),
            saisie: .init(
                codeProvisoire: saisie.kept[.codeProvisoire] ?? "", nir: saisie.kept[.nir] ?? "", typeCarteVitale: carte,
                numeroSerie: saisie.kept[.numeroSerie] ?? ""),
            erreurs: exercice.decide(.identifier(saisie), at: reel).refus.map { [Erreur]($0, carte: carte) } ?? [])
    }

    static func toutes() throws -> [(nom: String, html: String)] {
        let odile = try exercice("odile-vautrin"), clarisse = try exercice("clarisse-aubanel")
        let contexte = Contexte(odile, at: reel), famille = Contexte(clarisse, at: reel)
        let fiche = VueFiche(odile, at: reel), fiches = try Catalogue.fiches.map { VueFiche(try exercice($0.cle), at: reel) }
        let enfants = VueFiche(clarisse, at: reel)
        var pages: [(String, HTML)] = [
            ("porte", PagePorte().html),
            ("porte, exercice en cours", PagePorte(contexte: contexte).html),
            ("sans exercice", PageSansExercice(erreurs: [Erreur(champ: "fiche", message: ErreurDeSaisie(.fiche, .inconnu).message())]).html),
            ("identification", PageIdentification(contexte: contexte, fiche: fiche).html),
            ("identification vide", identification(.init(codeProvisoire: nil, nir: nil, typeCarteVitale: nil, numeroSerie: nil), odile).html),
            ("identification, parent", PageIdentification(contexte: famille, fiche: enfants).html),
            ("identification, enfant", PageIdentification(contexte: famille, fiche: enfants, pour: enfants.personnes[0]).html),
            ("identification, enfant refusé", PageIdentification(
                contexte: famille, fiche: enfants, pour: enfants.personnes[0], erreurs: [Erreur](.representationRequise)).html),
            ("choix, erreur", PageChoix(
                contexte: contexte, personne: "Odile Vautrin", etat: .enAttente, dernierJour: "mardi 15 mars 2022",
                erreurs: [Erreur(champ: "choix", message: ErreurDeSaisie(.choix, .requis).message())]).html),
            ("choix, espace ouvert", PageChoix(
                contexte: contexte, personne: "Odile Vautrin", etat: .actif, annonce: Refus.Code.espaceOuvert.message).html),
            ("prise en compte, parent", PagePriseEnCompte(
                contexte: famille, personne: enfants.nom, decision: Decision(.opposition), reference: reference().description,
                instant: famille.date, fiche: enfants).html),
            ("lettre", PageCourrier(contexte: contexte, partie: false).html), ("lettre postée", PageCourrier(contexte: contexte, partie: true).html),
            ("bilan", try bilan(odile).html),
            ("à propos", PageAPropos().html), ("à propos, exercice", PageAPropos(contexte: contexte).html),
            ("réseau, fermé", PageReseau(isOpen: false, adresses: []).html), ("réseau, sans adresse", PageReseau(isOpen: true, empreinte: "AB:CD:EF", adresses: []).html),
            ("réseau", PageReseau(isOpen: true, empreinte: "AB:CD:EF", adresses: ["https://192.168.1.20:8080", "https://[fd12:3456::9]:8080"]).html),
            ("aide", PageAide().html), ("aide, exercice", PageAide(contexte: contexte).html),
            ("mots", PageMots().html), ("mots, exercice", PageMots(contexte: contexte).html),
            ("facile", PageFacile().html), ("facile, exercice", PageFacile(contexte: contexte).html),
            ("guide", PageGuide().html), ("guide, exercice", PageGuide(contexte: contexte).html),
            ("accessibilité", PageAccessibilite().html), ("accessibilité, exercice", PageAccessibilite(contexte: contexte).html),
        ]
        pages += [("procédure", PageProcedure().html)] + Automate.tous.flatMap { automate in
            automate.etats.map { ("procédure, \($0.nom)", PageProcedure(contexte: contexte, positions: [automate.nom: $0.nom]).html) }
        }
        pages += try salles() + codes() + messageries() + telephone() + incidents()
        pages += try Catalogue.scenarios.map { scenario in
            let exercice = try exercice(scenario.fiche, scenario: scenario.cle)
            return ("bilan de \(scenario.cle)", try bilan(exercice, scenario.cle).html)
        }
        pages += try verifications().map { ("vérification, \($0)", $1.html) }
        pages += Scenario.Accueil.allCases.map { ("accueil \($0)", PageAccueil(contexte: contexte, role: fiche.role, entree: $0).html) }
        pages += fiches.map { ("fiche de \($0.nom)", PageFiche(contexte: contexte, fiche: $0).html) }
        pages += EtatProfil.allCases.map { ("choix \($0)", PageChoix(contexte: contexte, personne: "Odile Vautrin", etat: $0).html) }
        for decision in decisions {
            pages.append(("confirmation \(decision)", PageConfirmation(contexte: contexte, personne: "Odile Vautrin", decision: decision).html))
            pages.append(("prise en compte \(decision)", PagePriseEnCompte(
                contexte: contexte, personne: "Odile Vautrin", decision: decision, reference: reference().description,
                instant: contexte.date, fiche: fiche).html))
        }
        pages += statuts.map { ("erreur \($0)", PageErreur(statut: $0).html) }
        pages.append(("erreur 400, sans TLS", PageErreur(statut: 400, adresseHTTPS: adresseHTTPS).html))
        pages += statuts.map { ("erreur \($0), exercice", PageErreur(statut: $0, contexte: contexte).html) }
        return pages.map { ($0, String(decoding: $1.bytes, as: UTF8.self)) }
    }

    static func verifications() throws -> [(String, PageVerification)] {
        let odile = try exercice("odile-vautrin"), reference = reference(), contexte = Contexte(odile, at: reel)
        let justificatif = Justificatif(reference: reference, rang: 0, decision: Decision(.cloture, suppression: true), canal: .telephone, instant: reel, instantReel: reel)
        return [
            ("vide", PageVerification()),
            ("authentique", PageVerification(contexte: contexte, resultat: .fichier(.authentique(attestation: "Opposition, pour Odile Vautrin."), enClair: "Authentique"))),
            ("modifié", PageVerification(resultat: .fichier(.modifie, enClair: "Modifié"))),
            ("étranger", PageVerification(resultat: .fichier(.etranger, enClair: "Étranger"))),
            ("référence", PageVerification(resultat: .reference(justificatif, odile))),
            ("référence inconnue", PageVerification(resultat: .referenceInconnue(reference))),
            ("sans fichier", PageVerification(erreurs: [PageVerification.sansFichier])),
            ("trop grand", PageVerification(erreurs: [PageVerification.tropGrand(kilos: 512)])),
            ("sans référence", PageVerification(erreurs: [Erreur](.saisie(SaisieInvalide(erreurs: [ErreurDeSaisie(.reference, .requis)]))))),
        ]
    }

    /// The same host over TLS: the only address given in full.
    static let adresseHTTPS = "https://192.168.1.20:8443/accueil"

    static func codes() throws -> [(String, HTML)] {
        let clarisse = try exercice("clarisse-aubanel"), contexte = Contexte(clarisse, at: reel), fiche = VueFiche(clarisse, at: reel)
        func page(_ vue: PageCodeProvisoire.Vue = .demande, envoi: String? = nil, _ erreurs: [Erreur] = []) -> HTML {
            PageCodeProvisoire(contexte: contexte, fiche: fiche, vue: vue, envoi: envoi, erreurs: erreurs).html
        }
        let canaux = PageCodeProvisoire.Vue.canaux([(.sms, "06 •• •• •• 06"), (.email, "c•••••@courriel.example")])
        return [
            ("code", page()), ("code envoyé", page(envoi: "Un code est parti")),
            ("code, erreurs", page(.demande, erreurs.filter { [.nir, .dateNaissance, .typeCarteVitale, .numeroSerie].contains($0.champ) && $0.motif == .requis }.map {
                Erreur(champ: $0.champ.rawValue, message: $0.message())
            })),
            ("code, canaux", page(canaux)), ("code, trop tôt", page(canaux, [Erreur](.delaiMinimal(attente: 12)))),
            ("code, un canal", page(.canaux([(.email, "c•••••@courriel.example")]), [Erreur(champ: "canal", message: ErreurDeSaisie(.canal, .requis).message())])),
            ("code, jumeaux", page(.personnes([("ninon", "Ninon Aubanel"), ("suzie", "Suzie Aubanel")]), [Erreur](.choixDuProfil))),
            ("code, sans coordonnées", page(.sansCoordonnees, [Erreur](.coordonneesInconnues))),
        ]
    }

    /// The inbox of every scenario at its beginning, of one in which each message was judged, and an empty one.
    static func messageries() throws -> [(String, HTML)] {
        try Catalogue.scenarios.flatMap { scenario in
            let exercice = try exercice(scenario.fiche, scenario: scenario.cle), contexte = Contexte(exercice, at: reel)
            let messages = exercice.messages(at: reel), aJuger = !scenario.hameconnages.isEmpty
            return [nil, .vrai].map { jugement in
                ("messagerie de \(scenario.cle)", PageMessagerie(
                    contexte: contexte, lignes: messages.map { .init(message: $0, date: $0.instant.paris.enLettres, jugement: jugement) }, aJuger: aJuger,
                    erreurs: jugement == nil ? [] : [Erreur](.saisie(SaisieInvalide(erreurs: [ErreurDeSaisie(.jugement, .requis)])))).html)
            }
        } + [("messagerie vide", PageMessagerie(contexte: Contexte(try exercice("augustin-merle"), at: reel), lignes: [], aJuger: false).html)]
    }

    /// One of each event, whatever its order.
    static func bilan(_ exercice: Exercice, _ scenario: String? = nil) throws -> PageBilan {
        let refus = Refus.Code.allCases, faux = Catalogue.scenarios.flatMap(\.hameconnages).first?.cle ?? ""
        var hasard = SystemRandomNumberGenerator()
        let evenements: [Evenement] =
            [.exerciceCommence(fiche: exercice.fiche.cle, scenario: scenario, horloge: exercice.now(reel))]
            + refus.map { .identificationRefusee($0, champs: Champ.allCases) } + refus.map { .choixRefuse($0) }
            + refus.map { .confirmationRefusee($0) } + refus.map { .codeProvisoireRefuse($0, champs: Champ.allCases) } + decisions.map { .choixFait($0) }
            + Incident.Genre.allCases.flatMap { [.incidentDeclare(Incident($0)), .incidentRencontre($0), .incidentTermine($0)] }
            + [.demarcheCommencee(beneficiaire: nil), .identificationReussie(beneficiaire: nil), .choixFait(Decision(.opposition)), .choixRepris,
               .choixFait(Decision(.opposition)), .decisionConfirmee(reference()), .ouvertureAutomatique(beneficiaire: nil),
               .horlogeReglee(reel), .pauseCommencee, .pauseTerminee, .incidentTermine(nil), .sessionExpiree, .courrierEnvoye, .codeProvisoireEnvoye(CodeFictif(hasard: &hasard), .sms, beneficiaire: nil)]
            + Indice.allCases.flatMap { [.indiceDonne($0), .indiceRetire($0)] } + Jugement.allCases.flatMap { [.messageJuge(message: faux, $0), .messageJuge(message: "autre", $0)] } + [.appel(.refuse(.serviceIndisponible))] + evenementsDeLAppel
        return try #require(PageBilan(evenements.map { ($0, reel) }, contexte: Contexte(exercice, at: reel)))
    }
}
