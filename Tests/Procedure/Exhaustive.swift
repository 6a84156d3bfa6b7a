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
                numeroSerie: serie ?? fiche.numeroSerie, beneficiaire: cle, certification: certifie))
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
        _ fiche: Fiche, regarde: (_ avant: Exercice, _ commande: Commande, _ issue: Issue, _ apres: Exercice) -> Void
    ) -> (etats: Int, transitions: Int) {
        let toutes = commandes(fiche)
        var vus: Set<Exercice> = [debut(fiche)], file = Array(vus), transitions = 0
        while let avant = file.popLast() {
            for commande in toutes {
                let issue = avant.decide(commande, at: reel)
                var apres = avant
                for evenement in issue.evenements { apres.apply(evenement, at: reel) }
                regarde(avant, commande, issue, apres)
                transitions += 1
                if vus.insert(apres).inserted { file.append(apres) }
            }
        }
        return (vus.count, transitions)
    }

    @Test("Every invariant holds in every reachable state, for every fiche", arguments: Catalogue.fiches.filter { $0.beneficiaires.count < 3 })
    func invariants(_ fiche: Fiche) {
        let compte = Self.parcourt(fiche) { avant, commande, issue, apres in
            for (nom, tient) in Invariant.tous where !tient(avant, commande, issue, apres) {
                Testing.Issue.record("\(nom): \(avant.demarche) — \(commande) → \(issue)")
            }
        }
        print("\(fiche.cle): \(compte.etats) states, \(compte.transitions) transitions")
        #expect(compte.etats > 3)
    }

    @Test("Each étape and each arrow of the table is reached")
    func couverture() {
        var fleches: Set<Transition> = [], etapes: Set<Etape> = []
        Self.parcourt(Catalogue.fiche("hugues-lestienne")!) { avant, commande, issue, apres in
            etapes.insert(apres.demarche.etape)
            if issue.evenements.contains(where: { if case .ouvertureAutomatique = $0 { true } else { false } }), avant.demarche.etape == .confirmation {
                fleches.insert(Transition(.confirmation, on: .ouvertureAutomatique, to: apres.demarche.etape))
            } else if issue.refus == nil, let nom = commande.transition {
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
            Self.parcourt(fiche) { _, _, issue, _ in if let refus = issue.refus { codes.insert(refus.code) } }
        }
        codes.insert(Self.debut(Catalogue.fiche("odile-vautrin")!).decide(
            .identifier(SaisieIdentification(codeProvisoire: nil, nir: "1850578006084", typeCarteVitale: nil, numeroSerie: nil)), at: Self.reel).refus!.code)
        #expect(codes == Set(Refus.Code.allCases))
    }
}

/// The rules that no sequence of commands can break, each named after what it keeps.
enum Invariant {
    typealias Regle = @Sendable (_ avant: Exercice, _ commande: Commande, _ issue: Issue, _ apres: Exercice) -> Bool

    static let tous: [(String, Regle)] = [
        ("no step is skipped: the étape moves along one arrow of the table", { avant, commande, _, apres in
            avant.demarche.etape == apres.demarche.etape
                || Transition.toutes.contains { $0.de == avant.demarche.etape && $0.vers == apres.demarche.etape }
        }),
        ("out of turn, nothing happens and nothing is told", { avant, _, issue, apres in
            issue.refus != .etapeInattendue || (issue.evenements.isEmpty && avant == apres)
        }),
        ("no receipt without a confirmation, and one only", { avant, commande, issue, apres in
            let donnes = apres.justificatifs.count - avant.justificatifs.count
            if case .confirmer = commande, issue.refus == nil { return donnes == 1 && avant.demarche.etape == .confirmation }
            return donnes == 0
        }),
        ("a code serves once: no two receipts for one person's code", { _, _, _, apres in
            apres.personnes.allSatisfy { rang in apres.justificatifs.count { $0.rang == rang } <= 1 }
        }),
        ("the code is spent by the confirmation alone", { avant, commande, issue, apres in
            avant.personnes.allSatisfy { rang in
                avant.code(rang) == apres.code(rang) || (issue.refus == nil && commande.transition == .confirmer && rang == avant.demarche.rang)
            }
        }),
        ("day 42 yes, day 43 no: an opposition is of a profile that waits", { avant, _, issue, apres in
            guard apres.justificatifs.count > avant.justificatifs.count, let recu = apres.justificatifs.last else { return true }
            return recu.decision.choix != .opposition || (avant.profil(recu.rang, at: Exhaustive.reel) == .enAttente && avant.jour(Exhaustive.reel) <= 42)
        }),
        ("a decision is one that the profile allowed, and has its effect", { avant, _, _, apres in
            guard apres.justificatifs.count > avant.justificatifs.count, let recu = apres.justificatifs.last else { return true }
            return avant.profil(recu.rang, at: Exhaustive.reel).choixPermis.contains(recu.decision.choix)
                && apres.profil(recu.rang, at: Exhaustive.reel) == recu.decision.choix.effet
        }),
        ("a profile changes by a confirmation or by the clock, never otherwise", { avant, commande, issue, apres in
            if case .reglerHorloge = commande { return true }
            return avant.personnes.allSatisfy { rang in
                avant.profil(rang, at: Exhaustive.reel) == apres.profil(rang, at: Exhaustive.reel)
                    || (commande.transition == .confirmer && issue.refus == nil && rang == avant.demarche.rang)
            }
        }),
        ("data are deleted only when a closure expressly asks for it", { _, _, _, apres in
            apres.personnes.allSatisfy { !apres.suppressionDemandee($0) || apres.profil($0, at: Exhaustive.reel) == .cloture }
                && apres.justificatifs.allSatisfy { !$0.decision.suppression || $0.decision.choix == .cloture }
        }),
        ("one acts for another only by certifying to represent them", { avant, commande, issue, apres in
            guard case .identifier(let saisie) = commande, issue.refus == nil, apres.demarche.rang > 0 else { return true }
            return (try? saisie.resultat.get().certification) == true && apres.fiche.beneficiaires[apres.demarche.rang - 1].rattache
        }),
        ("a confirmation always has a choice behind it", { _, _, _, apres in
            ![.confirmation, .priseEnCompte].contains(apres.demarche.etape) || apres.demarche.decision != nil
        }),
        ("no one is ever stuck: each étape has a way on", { _, _, _, apres in !apres.demarche.etape.transitions.isEmpty }),
    ]
}
