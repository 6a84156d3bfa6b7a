import Testing
@testable import Procedure

/// Every state that a person can reach, and every command in each of them.
///
/// What no decision depends on is left out of a state (receipts, dates of closure, judgements), and codes that a later
/// one replaces for good. Time stands still but for the clock of the exercice, which is set to each region that matters:
/// days 41, 42 and 43, half a minute later, and a day on which every code of those days has expired.
@Suite("The procedure, enumerated")
struct Exhaustive {
    static let reel = Instant(milliseconds: 1_800_000_000_000)
    static let reference = Reference("EXERCICE-BCDF-GHJK-LMNP")!  // written as references are

    static func debut(_ fiche: Fiche) -> Exercice {
        Exercice(.exerciceCommence(fiche: fiche.cle, scenario: nil, horloge: regions(fiche)[0]), at: reel)!  // the fiche is of the catalogue
    }

    /// Days 41, 42, 43 and 86 after the last code of the fiche, and half a minute after the first of them.
    static func regions(_ fiche: Fiche) -> [Instant] {
        let envoi = fiche.code?.envoi ?? fiche.envoi
        let jours = [41, 42, 43, 86].map { HeureDeParis.instant(envoi.plus(jours: $0), heure: 10) }
        return jours + [jours[0] + 31_000]
    }

    /// How far a run goes.
    struct Etendue: Sendable {
        var incidents: [Incident.Genre] = []
        /// Several at once.
        var several = false
        var newCodes = false
        var phone = false
        /// Of the regions of the clock, by their place.
        var regions = [0, 1, 2, 3]
    }

    /// Every command that makes a difference for that fiche.
    static func commandes(_ fiche: Fiche, _ etendue: Etendue) -> [Commande] {
        let invalide = SaisieInvalide(.choix, .requis)
        let codes = [fiche.code?.valeur] + fiche.beneficiaires.map { $0.code?.valeur }
        var toutes: [Commande] = [
            identifier(fiche, "FICTIFxxxxxx"), identifier(fiche, "FICTIF"), identifier(fiche, codes[0], pour: "personne"), identifier(fiche, codes[0], serie: "00000000000"),
            .choisir(.failure(invalide)), .modifier, .confirmer(reference), .decisionIllisible(invalide),
            .nouvelleDemarche(.failure(invalide)), .nouvelleDemarche(.success("personne")), .envoyerCourrier, .juger(.failure(invalide)), .terminer(nil),
            demande(fiche, 0, canal: .email, pour: "personne"), .demanderCode(SaisieCode(nir: nil, dateNaissance: nil, typeCarteVitale: nil, numeroSerie: nil), nouveau(0)),
        ]
        for rang in 0...fiche.beneficiaires.count {
            let cle = rang == 0 ? nil : fiche.beneficiaires[rang - 1].cle
            for code in [codes[rang]] + (etendue.newCodes ? [nouveau(rang).description] : []) {
                toutes += [identifier(fiche, code), identifier(fiche, code, certifie: true, pour: cle)]
            }
            toutes.append(.nouvelleDemarche(.success(cle)))
            toutes += (etendue.newCodes ? Canal.allCases.map(Optional.some) : []).map { demande(fiche, rang, canal: $0, pour: cle) } + [demande(fiche, rang, canal: nil, pour: cle)]
            if etendue.phone { toutes += appels(fiche, rang, codes[rang]).map(Commande.appel) }
        }
        for choix in Choix.allCases { toutes += [.choisir(.success(Decision(choix))), .choisir(.success(Decision(choix, suppression: true)))] }
        for region in etendue.regions { toutes.append(.reglerHorloge(.instant(regions(fiche)[region]))) }
        for genre in etendue.incidents { toutes += [.declarer(Incident(genre)), .terminer(genre)] }
        return toutes
    }

    /// What is said on the phone for that person.
    static func appels(_ fiche: Fiche, _ rang: Int, _ code: String?) -> [CommandeAppel] {
        let cle = rang == 0 ? nil : fiche.beneficiaires[rang - 1].cle
        let reponses: [(Champ, String)] = [
            (.certification, "on"), (.certification, ""), (.codeProvisoire, code ?? ""), (.codeProvisoire, "FICTIFxxxxxx"), (.nir, fiche.nir.chiffres), (.nir, ""),
            (.numeroSerie, fiche.numeroSerie), (.numeroSerie, "00000000000"), (.dateNaissance, fiche.naissance(rang).iso),
        ]
        return CommandeAppel.Demande.choix.map { .demander(.success(CommandeAppel.Demande($0, beneficiaire: cle)!)) }  // both can be asked for
            + reponses.map { .repondre(CommandeAppel.Reponse($0.0, $0.1)) }
            + [.composer(.success(false)), .patienter, .entendre(.success(true)), .manquer, .confirmer(.success(false)), .confirmer(.success(true)), .demanderJustificatif(reference), .raccrocher]
    }

    static func nouveau(_ rang: Int) -> CodeFictif { CodeFictif(rang == 0 ? "FICTIFnouvAA" : "FICTIFnouvBB")! }  // written as codes are

    static func identifier(_ fiche: Fiche, _ code: String?, certifie: Bool = false, pour cle: String? = nil, serie: String? = nil) -> Commande {
        .identifier(SaisieIdentification(
            codeProvisoire: code, nir: fiche.nir.chiffres, typeCarteVitale: fiche.typeCarteVitale.rawValue,
            numeroSerie: serie ?? fiche.numeroSerie, beneficiaire: cle, certification: certifie ? "on" : nil))
    }

    static func demande(_ fiche: Fiche, _ rang: Int, canal: Canal?, pour cle: String?) -> Commande {
        .demanderCode(SaisieCode(
            nir: fiche.nir.chiffres, dateNaissance: fiche.naissance(rang).iso, typeCarteVitale: fiche.typeCarteVitale.rawValue,
            numeroSerie: fiche.numeroSerie, canal: canal?.rawValue, beneficiaire: cle), nouveau(rang))
    }

    /// Walks the whole graph, calling `regarde` on each arrow.
    @discardableResult
    static func parcourt(_ fiche: Fiche, _ etendue: Etendue, regarde: (Pas) -> Void) -> (etats: Int, transitions: Int) {
        let toutes = commandes(fiche, etendue), depart = debut(fiche), regions = regions(fiche)
        var vus: Set<Etat> = [Etat(depart, regions)], file = [depart], transitions = 0
        while let avant = file.popLast() {
            for commande in toutes {
                if case .declarer(let incident) = commande, !etendue.several, avant.incidents.contains(where: { $0.genre != incident.genre }) { continue }
                let verdict = avant.decide(commande, at: reel)
                var apres = avant
                for evenement in verdict.evenements { apres.apply(evenement, at: reel) }
                regarde(Pas(avant: avant, commande: commande, verdict: verdict, apres: apres, reel: reel))
                transitions += 1
                if !verdict.evenements.isEmpty, vus.insert(Etat(apres, regions)).inserted { file.append(apres) }
            }
        }
        return (vus.count, transitions)
    }

    /// What is enumerated. A debug build takes the first of them alone, to be done in seconds.
    static let etendues: [(titre: String, fiches: [Fiche], etendue: Etendue)] = {
        let seuls = Catalogue.fiches.filter(\.beneficiaires.isEmpty), un = [Catalogue.fiche("odile-vautrin"), Catalogue.fiche("nour-belkhiri")].compactMap { $0 }
        let acting: [Incident.Genre] = [.maintenance, .panne, .sessionExpiree, .coordonneesInconnues, .courrierPerdu, .departementNonConcerne]
        let deux = Catalogue.fiches.filter { $0.beneficiaires.count == 1 }
        #if DEBUG
        return [("one person", un, Etendue(incidents: [.maintenance, .sessionExpiree])), ("two persons", Array(deux.suffix(1)), Etendue(regions: [0, 2]))]
        #else
        return [
            ("one person, one incident at a time", seuls, Etendue(incidents: Incident.Genre.allCases, regions: [0, 1, 2, 3, 4])),
            ("one person, any incidents", un, Etendue(incidents: acting, several: true)),
            ("one person who asks for codes", Catalogue.fiches.filter { ["odile-vautrin", "etienne-rambaud"].contains($0.cle) }, Etendue(incidents: Incident.Genre.allCases, newCodes: true, regions: [0, 3, 4])),
            ("one person on the phone, one incident at a time", un, Etendue(incidents: Incident.Genre.allCases, phone: true)),
            ("one person who asks for codes, and phones", Catalogue.fiches.filter { $0.cle == "odile-vautrin" }, Etendue(incidents: [.coordonneesInconnues], newCodes: true, phone: true, regions: [0, 3])),
            ("two persons, one incident at a time", deux, Etendue(incidents: Incident.Genre.allCases)),
            ("two persons on the phone", deux, Etendue(incidents: [.maintenance], phone: true, regions: [0, 2])),
        ]
        #endif
    }()

    @Test("Every invariant holds in every state that one person, or a holder with one bénéficiaire, can reach", arguments: etendues.indices)
    func invariants(_ rang: Int) {
        let (titre, fiches, etendue) = Self.etendues[rang]
        for fiche in fiches {
            var rompus: [Invariant: Pas] = [:]
            var compte = (etats: 0, transitions: 0)
            let duree = ContinuousClock().measure {
                compte = Self.parcourt(fiche, etendue) { pas in
                    for invariant in Invariant.allCases where !invariant.tient(pas) { rompus[invariant] = rompus[invariant] ?? pas }
                }
            }
            for (invariant, pas) in rompus { Issue.record("\(invariant.rawValue): \(fiche.cle), \(pas.avant.demarche) — \(pas.commande) → \(pas.verdict)") }
            print("\(titre), \(fiche.cle): \(compte.etats) states, \(compte.transitions) transitions, \(duree)")
            #expect(compte.etats >= 3)
        }
    }

    @Test("Each étape and each arrow of the table is reached")
    func couverture() {
        var fleches: Set<Transition> = [], etapes: Set<Etape> = []
        Self.parcourt(Catalogue.fiche("hugues-lestienne")!, Etendue(incidents: [.sessionExpiree])) { pas in
            etapes.insert(pas.apres.demarche.etape)
            // The opening of an espace at the choice moves nothing: it is no arrow there.
            var exercice = pas.avant
            for evenement in pas.verdict.evenements {
                let de = exercice.demarche.etape
                exercice.apply(evenement, at: pas.reel)
                if let nom = evenement.imposed, exercice.demarche.etape != de { fleches.insert(Transition(de, on: nom, to: exercice.demarche.etape)) }
            }
            if pas.accepte, let nom = pas.commande.transition { fleches.insert(Transition(pas.avant.demarche.etape, on: nom, to: pas.apres.demarche.etape)) }
        }
        #expect(etapes == Set(Etape.allCases))
        #expect(fleches == Set(Transition.toutes))
    }

    @Test("Every refusal of the procedure can happen")
    func refus() throws {
        var codes: Set<Refus.Code> = []
        let runs: [(cle: String, etendue: Etendue)] = ["paulin-osmont", "edmond-vasseur", "bastien-aubanel", "augustin-merle", "hugues-lestienne"].map { ($0, Etendue(regions: [0, 2])) } + [
            ("odile-vautrin", Etendue(incidents: [.maintenance, .sessionExpiree], newCodes: true, regions: [0, 2])),
            ("odile-vautrin", Etendue(phone: true, regions: [0])),
        ]
        for (cle, etendue) in runs {
            Self.parcourt(try #require(Catalogue.fiche(cle)), etendue) { pas in if let refus = pas.verdict.refus { codes.insert(refus.code) } }
        }
        var odile = Self.debut(try #require(Catalogue.fiche("odile-vautrin")))
        codes.insert(odile.decide(.identifier(SaisieIdentification(codeProvisoire: nil, nir: "1850578006084", typeCarteVitale: nil, numeroSerie: nil)), at: Self.reel).refus!.code)
        odile.apply(.horlogeReglee(HeureDeParis.instant(odile.fiche.envoi, heure: 20)), at: Self.reel)
        codes.insert(odile.decide(.appel(.composer(.success(false))), at: Self.reel).refus!.code)  // the line is closed
        odile.apply(.pauseCommencee, at: Self.reel)
        codes.insert(odile.decide(.modifier, at: Self.reel).refus!.code)  // the trainer speaks
        let clarisse = try #require(Catalogue.fiche("clarisse-aubanel"))
        codes.insert(Self.debut(clarisse).decide(Self.demande(clarisse, 2, canal: .sms, pour: nil), at: Self.reel).refus!.code)  // twins
        #expect(codes == Set(Refus.Code.allCases))
    }
}

/// What decisions depend on, in one word.
struct Etat: Hashable {
    private var bits: UInt64 = 0, call: UInt64 = 0

    init(_ exercice: Exercice, _ regions: [Instant]) {
        let demarche = exercice.demarche
        add(Etape.allCases.firstIndex(of: demarche.etape)!, 4)  // all cases
        add(demarche.rang, 2)
        add(demarche.decision.map { 1 + Choix.allCases.firstIndex(of: $0.choix)! * 2 + ($0.suppression ? 1 : 0) } ?? 0, 8)
        add(exercice.incidents.reduce(0) { $0 | 1 << Incident.Genre.allCases.firstIndex(of: $1.genre)! }, 1 << Incident.Genre.allCases.count)
        add(regions.firstIndex(of: exercice.now(Exhaustive.reel)) ?? 5, 6)
        for (rang, dossier) in exercice.dossiers.enumerated() {
            add(EtatProfil.allCases.firstIndex(of: dossier.profil)! * 2 + (dossier.ouvertParLeDelai ? 1 : 0), 8)
            add(dossier.cloture.map { $0.suppression ? 2 : 1 } ?? 0, 3)
            // Of two codes, the one sent later by the exercice's clock counts only until the other is asked for after it.
            let codes = dossier.codes.indices.filter { place in !dossier.codes[(place + 1)...].contains { $0.instant <= dossier.codes[place].instant } }
            var slots = Array(repeating: 0, count: 6), demarches = 0
            for place in codes {
                let slot = regions.firstIndex(of: dossier.codes[place].instant) ?? 5
                slots[slot] = dossier.codes[place].utilise ? 2 : 1
                if rang == demarche.rang, demarche.code == place { demarches = 1 + slot }
            }
            if rang == demarche.rang, let code = demarche.code, demarches == 0 { demarches = dossier.codes[code].utilise ? 8 : 7 }
            for slot in slots { add(slot, 3) }
            add(demarches, 9)
        }
        guard let appel = exercice.appel else { return }
        swap(&bits, &call)
        add(EtapeAppel.allCases.firstIndex(of: appel.etape)!, 16)  // all cases
        add(appel.aDeux ? 1 : 0, 2)
        add(appel.rang, 4)
        add(appel.choix.map { 1 + Choix.allCases.firstIndex(of: $0)! } ?? 0, 4)  // all cases
        add(appel.code.map { 1 + (exercice.dossiers[appel.rang].codes[$0].utilise ? 1 : 0) } ?? 0, 3)
        add(appel.enregistrement.map { $0.justificatif == nil ? 1 : 2 } ?? 0, 3)
        swap(&bits, &call)
    }

    private mutating func add(_ value: Int, _ count: Int) {
        let (product, overflow) = bits.multipliedReportingOverflow(by: UInt64(count))
        precondition(!overflow && value < count)
        bits = product + UInt64(value)
    }
}

extension Evenement {
    /// The arrow that it takes by itself.
    fileprivate var imposed: Transition.Nom? {
        switch self {
        case .ouvertureAutomatique: .ouvertureAutomatique
        case .sessionExpiree: .sessionExpiree
        default: nil
        }
    }
}
