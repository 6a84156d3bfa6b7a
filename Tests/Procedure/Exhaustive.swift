import Testing
@testable import Procedure

/// Every state that a person can reach, and every command in each of them.
///
/// What no decision depends on is left out of a state (receipts, dates of closure, judgements, codes that a later one
/// replaces for good, what was chosen before a new choice): a test proves that it may be. Time stands still but for the
/// clock of the exercice, which is set to each region that matters: days 41, 42 and 43, half a minute later, and a day on
/// which every code of those days has expired.
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
        var vus: Set<Etat> = [Etat(depart, regions)], file = [depart], suite: [Exercice] = [], transitions = 0
        // The shortest way to each state first: no history is longer than it must be.
        while !file.isEmpty || !suite.isEmpty {
            if file.isEmpty { swap(&file, &suite) }
            let avant = file.removeLast()
            // Copied once for all that is tried there: most of it changes nothing.
            var pas = Pas(avant: avant, commande: toutes[0], verdict: Verdict(), apres: avant, reel: reel), moved = false
            for commande in toutes {
                if case .declarer(let incident) = commande, !etendue.several, avant.incidents.contains(where: { $0.genre != incident.genre }) { continue }
                (pas.commande, pas.verdict) = (commande, avant.decide(commande, at: reel))
                if moved { pas.apres = avant }
                moved = !pas.verdict.evenements.isEmpty
                for evenement in pas.verdict.evenements { pas.apres.apply(evenement, at: reel) }
                regarde(pas)
                transitions += 1
                if moved, vus.insert(Etat(pas.apres, regions)).inserted { suite.append(pas.apres) }
            }
        }
        return (vus.count, transitions)
    }

    /// What is enumerated, the longest first. A debug build takes little of it, to be done in seconds.
    static let etendues: [(titre: String, fiches: [Fiche], etendue: Etendue)] = {
        let seuls = Catalogue.fiches.filter(\.beneficiaires.isEmpty), deux = Catalogue.fiches.filter { $0.beneficiaires.count == 1 }
        func fiches(_ cles: String...) -> [Fiche] { Catalogue.fiches.filter { cles.contains($0.cle) } }
        let tous = Incident.Genre.allCases
        #if DEBUG
        return [
            ("one person", fiches("odile-vautrin", "nour-belkhiri"), Etendue(incidents: [.maintenance, .sessionExpiree])),
            ("two persons", Array(deux.suffix(1)), Etendue(regions: [0, 2])),
        ]
        #else
        let acting: [Incident.Genre] = [.maintenance, .panne, .sessionExpiree, .coordonneesInconnues, .courrierPerdu, .departementNonConcerne]
        return [
            ("two persons: démarche × profile × code × clock × incident × call", deux, Etendue(incidents: tous, phone: true, regions: [0, 2, 3])),
            ("one person: démarche × profile × code, new ones too × clock × incident × call", fiches("odile-vautrin"), Etendue(incidents: tous, newCodes: true, phone: true, regions: [0, 2, 3])),
            ("one person who asks for codes, half a minute apart", fiches("odile-vautrin", "etienne-rambaud"), Etendue(incidents: tous, newCodes: true, regions: [0, 3, 4])),
            ("one person on the phone", fiches("odile-vautrin", "nour-belkhiri", "augustin-merle", "paulin-osmont", "aminata-sorel", "edmond-vasseur", "solange-thibery", "etienne-rambaud", "wilfrid-auclair"), Etendue(incidents: tous, phone: true)),
            ("one person, any incidents at once", fiches("odile-vautrin", "nour-belkhiri"), Etendue(incidents: acting, several: true)),
            ("one person", seuls, Etendue(incidents: tous, regions: [0, 1, 2, 3, 4])),
            ("two persons who ask for codes", deux, Etendue(incidents: [.coordonneesInconnues], newCodes: true, regions: [0, 2])),
            ("two persons", deux, Etendue(incidents: tous)),
        ]
        #endif
    }()

    @Test("Every invariant holds in every state that one person, or a holder with one bénéficiaire, can reach")
    func invariants() async {
        // One graph to a core.
        await withTaskGroup(of: Void.self) { graphs in
            for (titre, fiches, etendue) in Self.etendues {
                for fiche in fiches { graphs.addTask { Self.invariants(fiche, etendue, titre) } }
            }
        }
    }

    static func invariants(_ fiche: Fiche, _ etendue: Etendue, _ titre: String) {
        var rompus: [Invariant: Pas] = [:], compte = (etats: 0, transitions: 0)
        let duree = ContinuousClock().measure {
            compte = parcourt(fiche, etendue) { pas in
                if let rompu = Invariant.broken(pas) { rompus[rompu] = rompus[rompu] ?? pas }
            }
        }
        for (invariant, pas) in rompus { Issue.record("\(invariant.rawValue): \(fiche.cle), \(pas.avant.demarche) — \(pas.commande) → \(pas.verdict)") }
        print("\(titre), \(fiche.cle): \(compte.etats) states, \(compte.transitions) transitions, \(duree)")
        #expect(compte.etats >= 3)
    }

    @Test("States that are taken for one decide alike: to every command the same answer, and one state again")
    func congruence() throws {
        var hasard = Graine(state: 1112), pairs = 0
        for cle in ["odile-vautrin", "hugues-lestienne"] {
            let fiche = try #require(Catalogue.fiche(cle)), regions = Self.regions(fiche)
            let commandes = Self.commandes(fiche, Etendue(incidents: Incident.Genre.allCases, newCodes: true, phone: true, regions: Array(regions.indices)))
            var premiers: [Etat: Exercice] = [:]
            for _ in 0..<Self.walks {
                var exercice = Self.debut(fiche)
                for _ in 0..<60 {
                    for evenement in exercice.decide(commandes.randomElement(using: &hasard)!, at: Self.reel).evenements { exercice.apply(evenement, at: Self.reel) }  // there are commands
                    guard let premier = premiers[Etat(exercice, regions)] else { premiers[Etat(exercice, regions)] = exercice; continue }
                    if premier == exercice { continue }
                    pairs += 1
                    for commande in commandes {
                        let verdict = exercice.decide(commande, at: Self.reel), autre = premier.decide(commande, at: Self.reel)
                        try #require(verdict == autre, "\(commande)\n\(exercice)\n\(premier)")
                        var apres = exercice, apresAutre = premier
                        for evenement in verdict.evenements { apres.apply(evenement, at: Self.reel); apresAutre.apply(evenement, at: Self.reel) }
                        try #require(Etat(apres, regions) == Etat(apresAutre, regions), "\(commande)\n\(exercice)\n\(premier)")
                    }
                }
            }
        }
        #expect(pairs > Self.walks)
        print("\(pairs) pairs of exercices in one state")
    }

    #if DEBUG
    static let walks = 20
    #else
    static let walks = 2_000
    #endif

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
        // Whoever chooses anew, or begins anew, leaves what was chosen.
        add(demarche.etape == .confirmation ? 1 + Choix.allCases.firstIndex(of: demarche.decision!.choix)! * 2 + (demarche.decision!.suppression ? 1 : 0) : 0, 8)
        add(exercice.incidents.reduce(0) { $0 | 1 << Incident.Genre.allCases.firstIndex(of: $1.genre)! }, 1 << Incident.Genre.allCases.count)
        add(regions.firstIndex(of: exercice.now(Exhaustive.reel)) ?? 5, 6)
        // Of what was asked for by phone, nothing is left once the adviser has recorded or refused.
        let asked = exercice.appel.flatMap { [.raccroche, .attente, .demande, .enregistre, .refus].contains($0.etape) ? nil : $0 }
        var inCall = 0
        for (rang, dossier) in exercice.dossiers.enumerated() {
            add(EtatProfil.allCases.firstIndex(of: dossier.profil)! * 2 + (dossier.ouvertParLeDelai ? 1 : 0), 8)
            add(dossier.cloture.map { $0.suppression ? 2 : 1 } ?? 0, 3)
            // Of two codes, the one sent later by the exercice's clock counts only until the other is asked for after it.
            let codes = dossier.codes.indices.filter { place in !dossier.codes[(place + 1)...].contains { $0.instant <= dossier.codes[place].instant } }
            func slot(_ place: Int) -> Int { regions.firstIndex(of: dossier.codes[place].instant) ?? 5 }
            // The code that is about to be spent; one that was replaced meanwhile changes nothing but itself.
            func spent(_ place: Int?) -> Int { place.map { codes.contains($0) ? 1 + slot($0) : dossier.codes[$0].utilise ? 8 : 7 } ?? 0 }
            var slots = Array(repeating: 0, count: 6)
            for place in codes { slots[slot(place)] = dossier.codes[place].utilise ? 2 : 1 }
            for slot in slots { add(slot, 3) }
            add(rang == demarche.rang && [.choix, .confirmation].contains(demarche.etape) ? spent(demarche.code) : 0, 9)
            if let asked, rang == asked.rang { inCall = spent(asked.code) }
        }
        guard let appel = exercice.appel, appel.etape != .raccroche else { return }
        swap(&bits, &call)
        add(EtapeAppel.allCases.firstIndex(of: appel.etape)!, 16)  // all cases
        add(appel.aDeux ? 1 : 0, 2)
        add(asked?.rang ?? 0, 2)
        add(asked?.choix.map { 1 + Choix.allCases.firstIndex(of: $0)! } ?? 0, 4)  // all cases
        add(inCall, 9)
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
