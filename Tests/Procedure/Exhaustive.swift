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
        var newCodes = true
    }

    /// Every command that makes a difference for that fiche.
    static func commandes(_ fiche: Fiche, _ champ: Exhaustive.Etendue) -> [Commande] {
        let invalide = SaisieInvalide(.choix, .requis)
        let codes = [fiche.code?.valeur] + fiche.beneficiaires.map { $0.code?.valeur }
        var toutes: [Commande] = [
            identifier(fiche, "FICTIFxxxxxx"), identifier(fiche, "FICTIF"), identifier(fiche, codes[0], pour: "personne"), identifier(fiche, codes[0], serie: "00000000000"),
            .choisir(.failure(invalide)), .modifier, .confirmer(reference), .decisionIllisible(invalide),
            .nouvelleDemarche(.failure(invalide)), .nouvelleDemarche(.success("personne")), .envoyerCourrier, .juger(.failure(invalide)), .terminer(nil),
        ]
        for rang in 0...fiche.beneficiaires.count {
            let cle = rang == 0 ? nil : fiche.beneficiaires[rang - 1].cle
            for code in [codes[rang], nouveau(rang).description] {
                toutes += [identifier(fiche, code), identifier(fiche, code, certifie: true, pour: cle)]
            }
            toutes.append(.nouvelleDemarche(.success(cle)))
            for canal in champ.newCodes ? Canal.allCases.map(Optional.some) + [nil] : [nil] {
                toutes.append(demande(fiche, rang, canal: canal, pour: cle))
            }
        }
        toutes += [demande(fiche, 0, canal: .email, pour: "personne"), .demanderCode(SaisieCode(nir: nil, dateNaissance: nil, typeCarteVitale: nil, numeroSerie: nil), nouveau(0))]
        for choix in Choix.allCases { toutes += [.choisir(.success(Decision(choix))), .choisir(.success(Decision(choix, suppression: true)))] }
        for instant in regions(fiche) { toutes.append(.reglerHorloge(.instant(instant))) }
        for genre in champ.incidents { toutes += [.declarer(Incident(genre)), .terminer(genre)] }
        return toutes
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
    static func parcourt(_ fiche: Fiche, _ champ: Exhaustive.Etendue, regarde: (Pas) -> Void) -> (etats: Int, transitions: Int) {
        let toutes = commandes(fiche, champ), depart = debut(fiche)
        var vus: Set<Etat> = [Etat(depart)], file = [depart], transitions = 0
        while let avant = file.popLast() {
            for commande in toutes {
                if case .declarer(let incident) = commande, !champ.several, avant.incidents.contains(where: { $0.genre != incident.genre }) { continue }
                let verdict = avant.decide(commande, at: reel)
                var apres = avant
                for evenement in verdict.evenements { apres.apply(evenement, at: reel) }
                regarde(Pas(avant: avant, commande: commande, verdict: verdict, apres: apres, reel: reel))
                transitions += 1
                if !verdict.evenements.isEmpty, vus.insert(Etat(apres)).inserted { file.append(apres) }
            }
        }
        return (vus.count, transitions)
    }

    /// One person alone: a debug build takes one incident at a time and no new code, to be done in seconds.
    #if DEBUG
    static let seul = Etendue(incidents: [.maintenance, .sessionExpiree], newCodes: false)
    static let aDeux = Etendue(newCodes: false)
    #else
    static let seul = Etendue(incidents: Incident.Genre.allCases)
    static let tous = Etendue(incidents: Incident.Genre.allCases, several: true, newCodes: false)
    static let aDeux = Etendue(incidents: Incident.Genre.allCases, newCodes: false)
    #endif

    static func verifie(_ fiche: Fiche, _ champ: Exhaustive.Etendue, _ titre: String) {
        var rompus: [Invariant: Pas] = [:]
        let compte = parcourt(fiche, champ) { pas in
            for invariant in Invariant.allCases where !invariant.tient(pas) { rompus[invariant] = rompus[invariant] ?? pas }
        }
        for (invariant, pas) in rompus { Issue.record("\(invariant.rawValue): \(pas.avant.demarche) — \(pas.commande) → \(pas.verdict)") }
        print("\(titre), \(fiche.cle): \(compte.etats) states, \(compte.transitions) transitions")
        #expect(compte.etats >= 3)
    }

    @Test("Every invariant holds in every state that one person can reach, for every fiche", arguments: Catalogue.fiches.filter(\.beneficiaires.isEmpty))
    func seul(_ fiche: Fiche) { Self.verifie(fiche, Self.seul, "one person, one incident at a time") }

    @Test("And for a holder with one bénéficiaire", arguments: Catalogue.fiches.filter { $0.beneficiaires.count == 1 })
    func deux(_ fiche: Fiche) { Self.verifie(fiche, Self.aDeux, "two persons") }

    #if !DEBUG
    @Test("And for one person with every incident at once", arguments: ["odile-vautrin", "nour-belkhiri"])
    func incidents(_ cle: String) throws { Self.verifie(try #require(Catalogue.fiche(cle)), Self.tous, "one person, any incidents") }
    #endif

    @Test("Each étape and each arrow of the table is reached")
    func couverture() {
        var fleches: Set<Transition> = [], etapes: Set<Etape> = []
        Self.parcourt(Catalogue.fiche("hugues-lestienne")!, Etendue(incidents: [.sessionExpiree], newCodes: false)) { pas in
            etapes.insert(pas.apres.demarche.etape)
            for evenement in pas.verdict.evenements {
                if let nom = evenement.imposed { fleches.insert(Transition(pas.avant.demarche.etape, on: nom, to: pas.apres.demarche.etape)) }
            }
            if pas.accepte, let nom = pas.commande.transition { fleches.insert(Transition(pas.avant.demarche.etape, on: nom, to: pas.apres.demarche.etape)) }
        }
        #expect(etapes == Set(Etape.allCases))
        #expect(Transition.toutes.allSatisfy(fleches.contains))
    }

    @Test("Every refusal of the procedure can happen")
    func refus() throws {
        var codes: Set<Refus.Code> = []
        for cle in ["odile-vautrin", "paulin-osmont", "edmond-vasseur", "bastien-aubanel", "augustin-merle", "hugues-lestienne"] {
            let champ = Etendue(incidents: [.maintenance, .sessionExpiree], newCodes: cle == "odile-vautrin")
            Self.parcourt(try #require(Catalogue.fiche(cle)), champ) { pas in if let refus = pas.verdict.refus { codes.insert(refus.code) } }
        }
        let odile = Self.debut(try #require(Catalogue.fiche("odile-vautrin")))
        codes.insert(odile.decide(.identifier(SaisieIdentification(codeProvisoire: nil, nir: "1850578006084", typeCarteVitale: nil, numeroSerie: nil)), at: Self.reel).refus!.code)
        let clarisse = try #require(Catalogue.fiche("clarisse-aubanel"))
        codes.insert(Self.debut(clarisse).decide(Self.demande(clarisse, 2, canal: .sms, pour: nil), at: Self.reel).refus!.code)  // twins
        // The phone has its own.
        codes.formUnion([.appelHorsHoraires, .elementManquant])
        #expect(codes == Set(Refus.Code.allCases))
    }
}

/// What decisions depend on, in one word.
struct Etat: Hashable {
    private var bits: UInt64 = 0

    init(_ exercice: Exercice) {
        let demarche = exercice.demarche
        add(Etape.allCases.firstIndex(of: demarche.etape)!, 4)  // all cases
        add(demarche.rang, 2)
        add(demarche.decision.map { 1 + Choix.allCases.firstIndex(of: $0.choix)! * 2 + ($0.suppression ? 1 : 0) } ?? 0, 8)
        add(exercice.incidents.reduce(0) { $0 | 1 << Incident.Genre.allCases.firstIndex(of: $1.genre)! }, 1 << Incident.Genre.allCases.count)
        let regions = Exhaustive.regions(exercice.fiche)
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
