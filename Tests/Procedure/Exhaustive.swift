import Testing
@testable import Procedure

/// Every state that a person can reach, and every command in each of them.
@Suite("The procedure, enumerated")
struct Exhaustive {
    static let reel = Instant(milliseconds: 1_800_000_000_000)
    static let reference = Reference("EXERCICE-BCDF-GHJK-LMNP")!  // written as references are

    static func debut(_ fiche: Fiche) -> Exercice {
        Exercice(.exerciceCommence(fiche: fiche.cle, scenario: nil, horloge: HeureDeParis.instant(fiche.envoi.plus(jours: 41), heure: 10)), at: reel)!
    }

    /// Every command that makes a difference for that fiche.
    static func commandes(_ fiche: Fiche) -> [Commande] {
        func saisie(_ code: String?, certifie: Bool, pour cle: String?, serie: String? = nil) -> Commande {
            .identifier(SaisieIdentification(
                codeProvisoire: code, nir: fiche.nir.chiffres, typeCarteVitale: fiche.typeCarteVitale.rawValue,
                numeroSerie: serie ?? fiche.numeroSerie, beneficiaire: cle, certification: certifie ? "on" : nil))
        }
        let invalide = SaisieInvalide(erreurs: [ErreurDeSaisie(.choix, .requis)])
        var toutes: [Commande] = [
            saisie("FICTIFxxxxxx", certifie: true, pour: nil), saisie("FICTIF", certifie: true, pour: nil),
            saisie(fiche.code?.valeur, certifie: false, pour: "personne"), saisie(fiche.code?.valeur, certifie: false, pour: nil, serie: "00000000000"),
            .choisir(.failure(invalide)), .modifier, .confirmer(reference), .decisionIllisible(invalide),
            .nouvelleDemarche(.failure(invalide)), .nouvelleDemarche(.success(nil)), .nouvelleDemarche(.success("personne")),
            .reglerHorloge(.jour(41)), .reglerHorloge(.jour(42)), .reglerHorloge(.jour(43)),
        ]
        toutes.append(saisie(fiche.code?.valeur, certifie: false, pour: nil))
        for beneficiaire in fiche.beneficiaires {
            toutes += [
                saisie(beneficiaire.code?.valeur, certifie: false, pour: nil), saisie(beneficiaire.code?.valeur, certifie: true, pour: nil),
                saisie(beneficiaire.code?.valeur, certifie: true, pour: beneficiaire.cle), .nouvelleDemarche(.success(beneficiaire.cle)),
            ]
        }
        for choix in Choix.allCases { toutes += [.choisir(.success(Decision(choix))), .choisir(.success(Decision(choix, suppression: true)))] }
        return toutes
    }

    /// Walks the whole graph from `depart`, calling `regarde` on each arrow. Receipts are compared by their count
    /// alone: an open profile can be closed, re-created… only as long as codes last, so the graph is finite.
    @discardableResult
    static func parcourt(
        _ fiche: Fiche, regarde: (_ avant: Exercice, _ commande: Commande, _ verdict: Verdict, _ apres: Exercice) -> Void
    ) -> (etats: Int, transitions: Int) {
        let toutes = commandes(fiche)
        var vus: Set<Exercice> = [debut(fiche)], file = Array(vus), transitions = 0
        while let avant = file.popLast() {
            for commande in toutes {
                let verdict = avant.decide(commande, at: reel)
                var apres = avant
                for evenement in verdict.evenements { apres.apply(evenement, at: reel) }
                regarde(avant, commande, verdict, apres)
                transitions += 1
                if vus.insert(apres).inserted { file.append(apres) }
            }
        }
        return (vus.count, transitions)
    }

    @Test("Every invariant holds in every reachable state, for every fiche", arguments: Catalogue.fiches.filter { $0.beneficiaires.count < 3 })
    func invariants(_ fiche: Fiche) {
        let compte = Self.parcourt(fiche) { avant, commande, verdict, apres in
            let pas = Pas(avant: avant, commande: commande, verdict: verdict, apres: apres)
            for invariant in Invariant.allCases where !invariant.tient(pas) {
                Issue.record("\(invariant.rawValue): \(avant.demarche) — \(commande) → \(verdict)")
            }
        }
        print("\(fiche.cle): \(compte.etats) states, \(compte.transitions) transitions")
        #expect(compte.etats >= 3)
    }

    @Test("Each étape and each arrow of the table is reached")
    func couverture() {
        var fleches: Set<Transition> = [], etapes: Set<Etape> = []
        Self.parcourt(Catalogue.fiche("hugues-lestienne")!) { avant, commande, verdict, apres in
            etapes.insert(apres.demarche.etape)
            if verdict.evenements.contains(where: { if case .ouvertureAutomatique = $0 { true } else { false } }), avant.demarche.etape == .confirmation {
                fleches.insert(Transition(.confirmation, on: .ouvertureAutomatique, to: apres.demarche.etape))
            } else if verdict.refus == nil, let nom = commande.transition {
                fleches.insert(Transition(avant.demarche.etape, on: nom, to: apres.demarche.etape))
            }
        }
        #expect(etapes == Set(Etape.allCases))
        #expect(fleches == Set(Transition.toutes))
    }

    @Test("Every refusal of the procedure can happen")
    func refus() {
        var codes: Set<Refus.Code> = []
        for fiche in Catalogue.fiches where fiche.beneficiaires.count < 3 {
            Self.parcourt(fiche) { _, _, verdict, _ in if let refus = verdict.refus { codes.insert(refus.code) } }
        }
        codes.insert(Self.debut(Catalogue.fiche("odile-vautrin")!).decide(
            .identifier(SaisieIdentification(codeProvisoire: nil, nir: "1850578006084", typeCarteVitale: nil, numeroSerie: nil)), at: Self.reel).refus!.code)
        #expect(codes == Set(Refus.Code.allCases))
    }
}

/// One command in one state, and what came of it.
struct Pas {
    let avant: Exercice, commande: Commande, verdict: Verdict, apres: Exercice

    var accepte: Bool { verdict.refus == nil }
    /// The receipt that this step gave.
    var recu: Justificatif? { apres.justificatifs.count > avant.justificatifs.count ? apres.justificatifs.last : nil }
    /// Whether it is a confirmation that went through, for that person.
    func confirme(_ rang: Int) -> Bool { accepte && commande.transition == .confirmer && rang == avant.demarche.rang }
    func profils(_ exercice: Exercice) -> [EtatProfil] { exercice.personnes.map { exercice.profil($0, at: Exhaustive.reel) } }
}

/// The rules that no sequence of commands can break, each named after what it keeps.
enum Invariant: String, CaseIterable {
    case sequence = "no step is skipped: the étape moves along one arrow of the table"
    case horsTour = "out of turn, nothing happens and nothing is told"
    case recuUnique = "no receipt without a confirmation, and one only"
    case codeUnique = "a code serves once: no two receipts for one person's code"
    case codeDepense = "the code is spent by the confirmation alone"
    case sixSemaines = "day 42 yes, day 43 no: an opposition is of a profile that waits"
    case effet = "a decision is one that the profile allowed, and has its effect"
    case profil = "a profile changes by a confirmation or by the clock, never otherwise"
    case suppression = "data are deleted only when a closure expressly asks for it"
    case representation = "one acts for another only by certifying to represent them"
    case choixFait = "a confirmation always has a choice behind it"
    case issue = "no one is ever stuck: each étape has a way on"

    func tient(_ pas: Pas) -> Bool {
        let avant = pas.avant, apres = pas.apres, reel = Exhaustive.reel
        switch self {
        case .sequence:
            return avant.demarche.etape == apres.demarche.etape
                || Transition.toutes.contains { $0.de == avant.demarche.etape && $0.vers == apres.demarche.etape }
        case .horsTour: return pas.verdict.refus != .etapeInattendue || (pas.verdict.evenements.isEmpty && avant == apres)
        case .recuUnique:
            let donnes = apres.justificatifs.count - avant.justificatifs.count
            guard case .confirmer = pas.commande, pas.accepte else { return donnes == 0 }
            return donnes == 1 && avant.demarche.etape == .confirmation
        case .codeUnique: return apres.personnes.allSatisfy { rang in apres.justificatifs.filter { $0.rang == rang }.count <= 1 }
        case .codeDepense: return avant.personnes.allSatisfy { avant.code($0, at: reel) == apres.code($0, at: reel) || pas.confirme($0) }
        case .sixSemaines:
            guard let recu = pas.recu, recu.decision.choix == .opposition else { return true }
            return avant.profil(recu.rang, at: reel) == .enAttente && avant.jour(reel) <= 42
        case .effet:
            guard let recu = pas.recu else { return true }
            return avant.profil(recu.rang, at: reel).choixPermis.contains(recu.decision.choix)
                && apres.profil(recu.rang, at: reel) == recu.decision.choix.effet
        case .profil:
            if case .reglerHorloge = pas.commande { return true }
            return avant.personnes.allSatisfy { avant.profil($0, at: reel) == apres.profil($0, at: reel) || pas.confirme($0) }
        case .suppression:
            return apres.personnes.allSatisfy { !apres.suppressionDemandee($0) || apres.profil($0, at: reel) == .cloture }
                && apres.justificatifs.allSatisfy { !$0.decision.suppression || $0.decision.choix == .cloture }
        case .representation:
            guard case .identifier(let saisie) = pas.commande, pas.accepte, apres.demarche.rang > 0 else { return true }
            guard case .success(let items) = saisie.resultat else { return false }
            return items.certification && apres.fiche.beneficiaires[apres.demarche.rang - 1].rattache
        case .choixFait: return ![.confirmation, .priseEnCompte].contains(apres.demarche.etape) || apres.demarche.decision != nil
        case .issue: return !apres.demarche.etape.transitions.isEmpty
        }
    }
}
