import Testing
@testable import Procedure

/// Someone on the phone: each command is decided, then folded.
private struct Ligne {
    static let reel = Instant(milliseconds: 1_800_000_000_000)
    var exercice: Exercice
    var evenements: [Evenement] = []
    var reel = Ligne.reel

    /// - Parameter heure: of the clock, a Tuesday: the seventh day after the letter.
    init(_ fiche: String, _ incidents: Incident.Genre..., jour: Int = 7, heure: Int = 10, minute: Int = 0) throws {
        let fiche = try #require(Catalogue.fiche(fiche))
        let horloge = HeureDeParis.instant(fiche.envoi.plus(jours: jour), heure: heure, minute: minute)
        exercice = try #require(Exercice(.exerciceCommence(fiche: fiche.cle, scenario: nil, horloge: horloge), at: Ligne.reel))
        for genre in incidents { exercice.apply(.incidentDeclare(Incident(genre)), at: Ligne.reel) }
    }

    @discardableResult
    mutating func fait(_ commande: CommandeAppel) -> Refus.Code? {
        let verdict = exercice.decide(.appel(commande), at: reel)
        for evenement in verdict.evenements { exercice.apply(evenement, at: reel) }
        evenements += Array(verdict.evenements)
        return verdict.refus?.code
    }

    mutating func dit(_ champ: Champ, _ texte: String) -> Refus.Code? { fait(.repondre(CommandeAppel.Reponse(champ, texte))) }

    mutating func demande(_ choix: Choix, pour cle: String? = nil) -> Refus.Code? {
        fait(.composer(.success(false)))
        fait(.patienter)
        return fait(.demander(.success(CommandeAppel.Demande(choix, beneficiaire: cle)!)))  // both can be asked for by phone
    }

    /// Everything as the fiche says it.
    mutating func repond() {
        while let champ = etape.champ {
            guard dit(champ, bonne(champ)) == nil else { return }
        }
    }

    func bonne(_ champ: Champ) -> String {
        let fiche = exercice.fiche, rang = exercice.appel?.rang ?? 0
        return switch champ {
        case .codeProvisoire: exercice.code(rang, at: reel)?.valeur ?? ""
        case .nir: fiche.nir.groupe
        case .numeroSerie: fiche.numeroSerie
        case .dateNaissance: fiche.naissance(rang).saisie
        default: "on"
        }
    }

    var etape: EtapeAppel { exercice.appel?.etape(at: reel) ?? .raccroche }
    func profil(_ rang: Int = 0) -> EtatProfil { exercice.profil(rang, at: reel) }
}

private let reference = Reference("EXERCICE-BCDF-GHJK-LMNP")!  // written as references are

@Suite("The phone")
struct Appels {
    @Test("Everything can be reached from the dial tone, and one can hang up from everywhere")
    func table() {
        var reached: Set<EtapeAppel> = [.raccroche]
        for _ in EtapeAppel.allCases { reached.formUnion(TransitionAppel.toutes.filter { reached.contains($0.de) }.map(\.vers)) }
        #expect(reached == Set(EtapeAppel.allCases))
        for etape in EtapeAppel.allCases where etape != .raccroche { #expect(etape.suivante(.raccrocher) == .raccroche) }
        for etape in EtapeAppel.allCases {
            let noms = TransitionAppel.toutes.filter { $0.de == etape }.map(\.nom)
            #expect(Set(noms).count == noms.count, "one arrow of each name: \(etape)")
        }
    }

    @Test("The adviser asks for the code, the number, then the serial, reads back, and records (CGU 3.3.b)")
    func nominal() throws {
        var ligne = try Ligne("odile-vautrin")
        #expect(ligne.demande(.opposition) == nil)
        #expect(ligne.etape == .codeProvisoire)
        #expect(ligne.dit(.codeProvisoire, "FICTIFa7Kq2Z") == nil && ligne.etape == .nir)
        #expect(ligne.dit(.nir, "9 58 03 00 101 007 24") == nil && ligne.etape == .numeroSerie)
        #expect(ligne.dit(.numeroSerie, "00000001234") == nil && ligne.etape == .relecture)
        #expect(ligne.profil() == .enAttente)
        #expect(ligne.fait(.confirmer(.success(false))) == nil && ligne.etape == .enregistre)
        #expect(ligne.profil() == .oppose && ligne.exercice.code(0, at: ligne.reel)?.utilise == true)
    }

    @Test("The justificatif is given to whoever asks for it before hanging up, once, and to nobody else")
    func justificatif() throws {
        for asks in [true, false] {
            var ligne = try Ligne("odile-vautrin")
            _ = ligne.demande(.opposition)
            ligne.repond()
            #expect(ligne.fait(.demanderJustificatif(reference)) == .etapeInattendue)
            ligne.fait(.confirmer(.success(false)))
            if asks { for _ in 0..<2 { #expect(ligne.fait(.demanderJustificatif(reference)) == nil) } }
            ligne.fait(.raccrocher)
            #expect(ligne.fait(.demanderJustificatif(reference)) == .etapeInattendue)
            #expect(ligne.exercice.justificatifs.map(\.canal) == (asks ? [.telephone] : []))
            #expect(ligne.exercice.appel?.sansJustificatif == (asks ? 0 : 1))
        }
    }

    @Test("It answers Monday to Friday, 8:30 to 17:30 in Paris, summer and winter", arguments: [
        (7, 8, 29, false), (7, 8, 30, true), (7, 17, 29, true), (7, 17, 30, false), (10, 12, 0, true), (11, 12, 0, false), (12, 12, 0, false), (13, 12, 0, true),
        (62, 8, 29, false), (62, 8, 30, true),
    ])
    func horaires(jour: Int, heure: Int, minute: Int, isOpen: Bool) throws {
        var ligne = try Ligne("odile-vautrin", jour: jour, heure: heure, minute: minute)
        #expect(ligne.fait(.composer(.success(false))) == (isOpen ? nil : .appelHorsHoraires))
        #expect(ligne.etape == (isOpen ? .attente : .raccroche))
    }

    @Test("One is answered after the wait, or at once by asking to; two people answer each other themselves")
    func attente() throws {
        var ligne = try Ligne("odile-vautrin")
        ligne.fait(.composer(.success(false)))
        #expect(ligne.fait(.manquer) == .etapeInattendue)
        ligne.reel = Ligne.reel + Int64(ligne.exercice.faits.attenteSimulee.valeur) * 1000
        #expect(ligne.etape == .demande)
        #expect(ligne.fait(.demander(.success(CommandeAppel.Demande(.opposition, beneficiaire: nil)!))) == nil)
        #expect(ligne.evenements.map(\.nom) == ["appelCommence", "appelDecroche", "appelDemande"])

        var deux = try Ligne("odile-vautrin")
        deux.fait(.composer(.success(true)))
        deux.reel = Ligne.reel + 3_600_000
        #expect(deux.etape == .attente)
        #expect(deux.fait(.patienter) == nil && deux.etape == .demande)
    }

    @Test("When the phone itself is out of order nobody answers; when the site is closed nothing can be recorded, even at the last moment (S4, S5)")
    func pannes() throws {
        var muet = try Ligne("odile-vautrin", .telephoneEnPanne)
        #expect(muet.fait(.composer(.success(false))) == .serviceIndisponible && muet.exercice.appel == nil)

        var ferme = try Ligne("odile-vautrin", .maintenance)
        #expect(ferme.demande(.opposition) == .serviceIndisponible && ferme.etape == .refus)

        var entretemps = try Ligne("odile-vautrin")
        _ = entretemps.demande(.opposition)
        entretemps.repond()
        entretemps.exercice.apply(.incidentDeclare(Incident(.maintenance)), at: Ligne.reel)
        #expect(entretemps.fait(.confirmer(.success(false))) == .serviceIndisponible)
        #expect(entretemps.profil() == .enAttente && entretemps.exercice.code(0, at: Ligne.reel)?.utilise == false)
    }

    @Test("Without an item nothing is recorded, unless no code could reach the person (S3, S7), or for a closure")
    func elementManquant() throws {
        for question in [Champ.codeProvisoire, .nir, .numeroSerie] {
            var ligne = try Ligne("odile-vautrin")
            _ = ligne.demande(.opposition)
            while let champ = ligne.etape.champ, champ != question { _ = ligne.dit(champ, ligne.bonne(champ)) }
            #expect(ligne.fait(.manquer) == .elementManquant && ligne.etape == .refus)
        }
        for (fiche, incident, choix) in [("odile-vautrin", Incident.Genre.departementNonConcerne, Choix.opposition), ("augustin-merle", .lenteur, .opposition), ("nour-belkhiri", .lenteur, .cloture)] {
            var ligne = try Ligne(fiche, incident)
            _ = ligne.demande(choix)
            #expect(ligne.fait(.manquer) == nil && ligne.etape == .nir, "\(fiche)")
            ligne.repond()
            #expect(ligne.fait(.confirmer(.success(false))) == nil && ligne.profil() == choix.effet, "\(fiche)")
        }
    }

    @Test("A code that the adviser did not have is not spent")
    func codeNonDepense() throws {
        var ligne = try Ligne("nour-belkhiri", jour: 1498)
        _ = ligne.demande(.cloture)
        ligne.fait(.manquer)
        ligne.repond()
        ligne.fait(.confirmer(.success(false)))
        #expect(ligne.profil() == .cloture && ligne.exercice.code(0, at: ligne.reel)?.utilise == false)
    }

    @Test("A month that is not known is taken by phone, as it is not online (S15)")
    func pseudoMois() throws {
        var ligne = try Ligne("aminata-sorel")
        _ = ligne.demande(.opposition)
        ligne.repond()
        #expect(ligne.etape == .relecture)
    }

    @Test("For a serial that cannot be read the birth date is asked; one that can be read is needed")
    func serieIllisible() throws {
        var ligne = try Ligne("odile-vautrin", .serieIllisible)
        _ = ligne.demande(.opposition)
        while ligne.etape != .numeroSerie, let champ = ligne.etape.champ { _ = ligne.dit(champ, ligne.bonne(champ)) }
        #expect(ligne.fait(.manquer) == nil && ligne.etape == .dateNaissance)
        #expect(ligne.dit(.dateNaissance, "15/03/1958") == .identiteInconnue)
        #expect(ligne.dit(.dateNaissance, "14/03/1958") == nil && ligne.etape == .relecture)
    }

    @Test("A wrong answer is asked again; one that could be real is refused, and dropped")
    func reponses() throws {
        var ligne = try Ligne("odile-vautrin")
        _ = ligne.demande(.opposition)
        #expect(ligne.dit(.codeProvisoire, "FICTIFa7Kq2z") == .identiteInconnue && ligne.etape == .codeProvisoire)
        #expect(ligne.dit(.codeProvisoire, "") == .saisieInvalide)
        #expect(ligne.dit(.nir, "9 58 03 00 101 007 24") == .etapeInattendue)
        #expect(ligne.fait(.repondre(nil)) == .saisieInvalide)
        ligne.repond()
        var autre = try Ligne("odile-vautrin")
        _ = autre.demande(.opposition)
        _ = autre.dit(.codeProvisoire, autre.bonne(.codeProvisoire))
        #expect(autre.dit(.nir, "2 69 05 49 588 157 80") == .numeroReelRefuse && CommandeAppel.Reponse(.nir, "2 69 05 49 588 157 80")?.kept == "")
    }

    @Test("One calls for a child with its own code, by certifying to represent it; the other parent is refused")
    func enfants() throws {
        var mere = try Ligne("clarisse-aubanel")
        for (rang, cle) in ["lila", "ninon"].enumerated() {
            let refus = rang == 0 ? mere.demande(.opposition, pour: cle) : mere.fait(.demander(.success(CommandeAppel.Demande(.opposition, beneficiaire: cle)!)))
            #expect(refus == nil && mere.etape == .certification)
            #expect(mere.dit(.certification, "") == .representationRequise)
            #expect(mere.dit(.certification, "on") == nil)
            #expect(mere.dit(.codeProvisoire, mere.exercice.fiche.code?.valeur ?? "") == .identiteInconnue, "the caller's own code")
            mere.repond()
            mere.fait(.confirmer(.success(false)))
            #expect(mere.profil(rang + 1) == .oppose && mere.profil() == .enAttente)
        }
        mere.fait(.raccrocher)
        #expect(mere.exercice.appel?.sansJustificatif == 2)

        var pere = try Ligne("bastien-aubanel")
        _ = pere.demande(.opposition, pour: "gabin")
        #expect(pere.dit(.certification, "on") == .parentNonRattache && pere.etape == .refus)
        #expect(pere.exercice.fiche.beneficiaires.count == 1)
    }

    @Test("After day 42 the adviser says that the space is open, and closes it in the same call if one asks")
    func delai() throws {
        var ligne = try Ligne("odile-vautrin", jour: 43)
        _ = ligne.demande(.opposition)
        // The code of the letter is out of date as well.
        #expect(ligne.dit(.codeProvisoire, ligne.bonne(.codeProvisoire)) == .codeExpire && ligne.etape == .refus)
        #expect(ligne.fait(.demander(.success(CommandeAppel.Demande(.cloture, beneficiaire: nil)!))) == nil)
        ligne.repond()
        #expect(ligne.fait(.confirmer(.success(true))) == nil && ligne.profil() == .cloture && ligne.exercice.suppressionDemandee(0))

        var minuit = try Ligne("odile-vautrin", jour: 42, heure: 17)
        _ = minuit.demande(.opposition)
        minuit.repond()
        minuit.reel = Ligne.reel + 7 * 3_600_000
        #expect(minuit.fait(.confirmer(.success(false))) == .espaceOuvert && minuit.profil() == .actif)
        #expect(minuit.evenements.map(\.nom).suffix(2) == ["ouvertureAutomatique", "appelRefuse"])
    }

    @Test("Two people play: answers are heard, never typed")
    func aDeux() throws {
        var ligne = try Ligne("odile-vautrin")
        ligne.fait(.composer(.success(true)))
        ligne.fait(.patienter)
        ligne.fait(.demander(.success(CommandeAppel.Demande(.opposition, beneficiaire: nil)!)))
        #expect(ligne.dit(.codeProvisoire, ligne.bonne(.codeProvisoire)) == .etapeInattendue)
        #expect(ligne.fait(.entendre(.success(false))) == .identiteInconnue && ligne.etape == .codeProvisoire)
        for _ in 0..<3 { #expect(ligne.fait(.entendre(.success(true))) == nil) }
        #expect(ligne.etape == .relecture)
    }

    @Test("Hanging up loses the call and nothing else")
    func raccrocher() throws {
        var ligne = try Ligne("odile-vautrin")
        let avant = ligne.exercice
        _ = ligne.demande(.opposition)
        ligne.repond()
        ligne.fait(.raccrocher)
        var apres = ligne.exercice
        apres.appel = nil
        #expect(apres == avant)
    }

    @Test("Every event of the phone is told by its name and attributes, and read back from them")
    func evenements() {
        let tous: [Appel.Evenement] = [
            .commence(aDeux: true), .commence(aDeux: false), .decroche, .demande(.cloture, beneficiaire: "lila"), .demande(.opposition, beneficiaire: nil),
            .reponse(.nir), .reponseRefusee(.numeroSerie, .identiteInconnue), .passe(.codeProvisoire), .refuse(.elementManquant),
            .enregistre(Decision(.cloture, suppression: true)), .enregistre(Decision(.opposition)), .justificatifDemande(reference), .raccroche,
        ]
        for evenement in tous { #expect(Evenement(nom: evenement.nom, attributs: evenement.attributs) == .appel(evenement)) }
    }
}

/// Every state that a call can reach, for callers who differ, whatever troubles the service.
@Suite("The phone, enumerated")
struct AppelsEnumeres {
    private static let incidents: [Incident.Genre] = [.maintenance, .telephoneEnPanne, .departementNonConcerne, .serieIllisible]

    private static func commandes(_ fiche: Fiche) -> [Commande] {
        var appel: [CommandeAppel] = [
            .composer(.success(false)), .composer(.success(true)), .patienter, .repondre(nil), .entendre(.success(true)), .entendre(.success(false)),
            .manquer, .confirmer(.success(false)), .confirmer(.success(true)), .demanderJustificatif(reference), .raccrocher,
            .demander(.failure(SaisieInvalide(.choix, .requis))), .confirmer(.failure(SaisieInvalide(.suppression, .inconnu))),
        ]
        for cle in [nil, "personne"] + fiche.beneficiaires.map({ Optional($0.cle) }) {
            appel += CommandeAppel.Demande.choix.compactMap { CommandeAppel.Demande($0, beneficiaire: cle) }.map { .demander(.success($0)) }
        }
        let codes = [fiche.code] + fiche.beneficiaires.map(\.code)
        let dites: [(Champ, String)] = codes.map { (.codeProvisoire, $0?.valeur ?? "") } + [
            (.codeProvisoire, "FICTIFzzzzzz"), (.nir, fiche.nir.chiffres), (.nir, "1850578006084"), (.numeroSerie, fiche.numeroSerie), (.numeroSerie, fiche.numeroEmetteur),
            (.dateNaissance, fiche.dateNaissance.saisie), (.certification, "on"), (.certification, ""),
        ]
        appel += dites.map { .repondre(CommandeAppel.Reponse($0, $1)) }
        return appel.map { .appel($0) } + incidents.flatMap { [.declarer(Incident($0)), .terminer($0)] } + [.reglerHorloge(.jour(43))]
    }

    @Test("Every invariant of the phone holds in every reachable state, and every arrow of the table is taken", arguments: ["odile-vautrin", "augustin-merle", "bastien-aubanel"])
    func invariants(_ cle: String) throws {
        let fiche = try #require(Catalogue.fiche(cle)), commandes = Self.commandes(fiche)
        let depart = try Ligne(cle).exercice, reel = Ligne.reel
        var vus: Set<Exercice> = [depart], file = [depart], transitions = 0, fleches: Set<TransitionAppel> = []
        while let avant = file.popLast() {
            for commande in commandes {
                // One trouble at a time: they do not act on each other.
                if case .declarer = commande, !avant.incidents(at: reel).isEmpty { continue }
                let verdict = avant.decide(commande, at: reel)
                var apres = avant
                for evenement in verdict.evenements {
                    if case .appel(let appel) = evenement, let nom = appel.transition {
                        let de = apres.appel?.etape ?? .raccroche
                        if let vers = de.suivante(nom) { fleches.insert(TransitionAppel(de, on: nom, to: vers)) }
                    }
                    apres.apply(evenement, at: reel)
                }
                transitions += 1
                for invariant in InvariantAppel.allCases where !invariant.tient(avant, commande, verdict, apres, reel) {
                    Issue.record("\(invariant.rawValue): \(avant.appel?.etape ?? .raccroche) — \(commande) → \(verdict)")
                }
                // What comes after a proof was given is where one began.
                if vus.insert(apres).inserted, apres.justificatifs.isEmpty, (apres.appel?.sansJustificatif ?? 0) <= 1 { file.append(apres) }
            }
        }
        print("\(cle), by phone: \(vus.count) states, \(transitions) transitions")
        if cle == "bastien-aubanel" { return }
        let own = TransitionAppel.toutes.filter { $0.nom != .demanderPourAutrui && $0.de != .certification && $0.vers != .certification }
        let reachable = cle == "odile-vautrin" ? Set(own) : []
        #expect(reachable.isSubset(of: fleches), "\(reachable.subtracting(fleches))")
    }
}

/// The rules that no call can break, each named after what it keeps.
private enum InvariantAppel: String, CaseIterable {
    case sequence = "no question is skipped: the call moves along arrows of the table"
    case horsTour = "out of turn, nothing happens and nothing is told"
    case preuveDemandee = "the justificatif is given on request only"
    case relu = "nothing is recorded but what was read back, and the profile allows"
    case maintenance = "nothing is recorded while the site is closed"
    case horaires = "nobody answers outside the opening hours, or when the phone is out of order"
    case profil = "a profile changes by a recording or by the clock, never by hanging up or by a question"
    case codeDepense = "a code is spent by a recording that had it, and by nothing else on the phone"
    case suppression = "data are deleted only when a closure expressly asks for it"

    func tient(_ avant: Exercice, _ commande: Commande, _ verdict: Verdict, _ apres: Exercice, _ reel: Instant) -> Bool {
        let etape = avant.appel?.etape ?? .raccroche
        let enregistre = verdict.evenements.contains { if case .appel(.enregistre) = $0 { true } else { false } }
        guard case .appel(let appel) = commande else { return avant.appel == apres.appel }
        switch self {
        case .sequence:
            let vers = apres.appel?.etape ?? .raccroche
            return vers == etape || TransitionAppel.toutes.contains { $0.de == etape && $0.vers == vers }
        case .horsTour: return verdict.refus != .etapeInattendue || (verdict.evenements.isEmpty && avant == apres)
        case .preuveDemandee:
            if case .demanderJustificatif = appel { return apres.justificatifs.count - avant.justificatifs.count <= 1 }
            return apres.justificatifs == avant.justificatifs
        case .relu:
            guard enregistre else { return true }
            let rang = avant.appel?.rang ?? 0
            return etape == .relecture && verdict.refus == nil && avant.appel?.choix.map { avant.profil(rang, at: reel).choixPermis.contains($0) } == true
        case .maintenance: return !enregistre || !avant.isOn(.maintenance, at: reel)
        case .horaires:
            guard verdict.evenements.contains(where: { if case .appel(.commence) = $0 { true } else { false } }) else { return true }
            return avant.faits.horairesDuTelephone.valeur.isOpen(avant.now(reel).paris) && !avant.isOn(.telephoneEnPanne, at: reel)
        case .profil: return enregistre || avant.personnes.allSatisfy { avant.profil($0, at: reel) == apres.profil($0, at: reel) }
        case .codeDepense:
            return avant.personnes.allSatisfy { avant.code($0, at: reel) == apres.code($0, at: reel) || (enregistre && avant.appel?.code != nil && $0 == avant.appel?.rang) }
        case .suppression: return apres.personnes.allSatisfy { !apres.suppressionDemandee($0) || apres.profil($0, at: reel) == .cloture }
        }
    }
}
