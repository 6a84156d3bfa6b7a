@testable import Procedure

/// One command in one state, and what came of it.
struct Pas {
    let avant: Exercice
    var commande: Commande, verdict: Verdict, apres: Exercice
    let reel: Instant

    var accepte: Bool { verdict.refus == nil }
    /// The receipt that this step gave.
    var recu: Justificatif? { apres.justificatifs.count > avant.justificatifs.count ? apres.justificatifs.last : nil }
    /// The decision that took effect, for whom, and by which of their codes.
    var decision: (decision: Decision, rang: Int, code: Int?)? {
        for evenement in verdict.evenements {
            switch evenement {
            case .decisionConfirmee: return avant.demarche.decision.map { ($0, avant.demarche.rang, avant.demarche.code) }
            case .appel(.enregistre(let decision)): return avant.appel.map { (decision, $0.rang, $0.code) }
            default: break
            }
        }
        return nil
    }
    /// Whether the room did it: the clock, the incidents.
    var isRoom: Bool {
        commande.isRoom
    }
    /// The code that was sent, and for whom.
    var nouveau: (rang: Int, code: CodeProvisoire)? {
        for rang in apres.personnes where apres.dossiers[rang].codes.count > avant.dossiers[rang].codes.count {
            return apres.dossiers[rang].codes.last.map { (rang, $0) }
        }
        return nil
    }
}

/// The rules that no sequence of commands can break, each named after what it keeps.
enum Invariant: String, CaseIterable {
    case sequence = "no step is skipped: the étape moves along one arrow of the table"
    case horsTour = "out of turn, nothing happens and nothing is told"
    case refuse = "a refused command changes no espace, no code and no clock"
    case recuUnique = "no receipt without a confirmation, or a request on the phone, and one only"
    case codeUnique = "a code serves once: a confirmation spends one that was not spent"
    case codeDepense = "a code is spent by a decision alone, and one at a time"
    case codeRemplace = "a new code replaces the former, for that person and no other"
    case trenteSecondes = "thirty seconds between two codes for one person"
    case sansContact = "no contact known, no code sent"
    case sixSemaines = "day 42 yes, day 43 no: an opposition is of a profile that waits"
    case effet = "a decision is one that the profile allowed, and has its effect"
    case profil = "a profile changes by a decision, by the clock or by an incident, never otherwise"
    case suppression = "data are deleted only when a closure expressly asks for it; activating cancels it"
    case archives = "a closed espace says until when its data are kept, and no other does"
    case representation = "one acts for another only by certifying to represent them"
    case deces = "nobody acts for a person who died"
    case choixFait = "a confirmation always has a choice behind it, and a code"
    case panne = "an outage costs nothing: what it stops changes nothing"
    case session = "a session that expires costs the identification, not the code"
    case courrierPerdu = "who received no letter holds no code of a letter"
    case appel = "a call moves along the arrows of its table"
    case appelFerme = "nothing is decided while the site is in maintenance, online or by phone"
    case pause = "while the trainer speaks, the room alone moves, and nobody is told anything but to wait"
    case relu = "an event that is told reads back as what it is"
    case issue = "no one is ever stuck: each étape has a way on"

    /// Those that an answer alone can break. The others are of what an event changes, or held when the state was reached.
    static let ofAnswers: [Invariant] = [.recuUnique, .representation, .pause]

    /// The first that does not hold.
    static func broken(_ pas: Pas) -> Invariant? {
        (pas.verdict.evenements.isEmpty ? ofAnswers : allCases).first { !$0.tient(pas) }
    }

    func tient(_ pas: Pas) -> Bool {
        let avant = pas.avant, apres = pas.apres, reel = pas.reel
        switch self {
        case .relu: return pas.verdict.evenements.allSatisfy(\.isReadable)
        case .pause: return !avant.enPause || pas.isRoom || (pas.verdict.refus == .pause && pas.verdict.evenements.isEmpty && avant == apres)
        case .sequence:
            return avant.demarche.etape == apres.demarche.etape
                || Transition.toutes.contains { $0.de == avant.demarche.etape && $0.vers == apres.demarche.etape }
        case .horsTour: return pas.verdict.refus != .etapeInattendue || (pas.verdict.evenements.isEmpty && avant == apres)
        case .refuse:
            if pas.accepte { return true }
            return avant.horloge == apres.horloge && avant.personnes.allSatisfy {
                avant.dossiers[$0].codes == apres.dossiers[$0].codes && avant.profil($0, at: reel) == apres.profil($0, at: reel)
            }
        case .recuUnique:
            let donnes = apres.justificatifs.count - avant.justificatifs.count
            switch pas.commande {
            case .confirmer where pas.accepte: return donnes == 1 && avant.demarche.etape == .confirmation && pas.recu?.canal == .enLigne
            case .appel(.demanderJustificatif): return donnes == 0 || (donnes == 1 && avant.appel?.etape == .enregistre && pas.recu?.canal == .telephone)
            default: return donnes == 0
            }
        case .codeUnique:
            guard case .confirmer = pas.commande, let decision = pas.decision else { return true }
            guard let code = decision.code else { return false }
            return !avant.dossiers[decision.rang].codes[code].utilise && apres.dossiers[decision.rang].codes[code].utilise
        case .codeDepense:
            return avant.personnes.allSatisfy { rang in
                let depenses = zip(avant.dossiers[rang].codes, apres.dossiers[rang].codes).count { $0 != $1 }
                return depenses == 0 || (depenses == 1 && pas.decision?.rang == rang)
            }
        case .codeRemplace:
            guard let nouveau = pas.nouveau else { return true }
            return apres.code(nouveau.rang, at: reel) == nouveau.code
                && avant.personnes.allSatisfy { $0 == nouveau.rang || avant.dossiers[$0] == apres.dossiers[$0] }
        case .trenteSecondes:
            guard let nouveau = pas.nouveau, let ancien = avant.dossiers[nouveau.rang].codes.last, ancien.estNouveau else { return true }
            return !(0..<30_000).contains(nouveau.code.instant - ancien.instant)
        case .sansContact: return pas.nouveau == nil || !avant.destinations(at: reel).isEmpty
        case .sixSemaines:
            guard let decision = pas.decision, decision.decision.choix == .opposition else { return true }
            return avant.profil(decision.rang, at: reel) == .enAttente && (avant.jour(reel) <= 42 || avant.isOn(.departementNonConcerne, at: reel))
        case .effet:
            guard let decision = pas.decision else { return true }
            return avant.profil(decision.rang, at: reel).choixPermis.contains(decision.decision.choix)
                && apres.profil(decision.rang, at: reel) == decision.decision.choix.effet
        case .profil:
            return pas.isRoom || avant.personnes.allSatisfy { avant.profil($0, at: reel) == apres.profil($0, at: reel) || pas.decision?.rang == $0 }
        case .suppression:
            return apres.personnes.allSatisfy { !apres.suppressionDemandee($0) || apres.profil($0, at: reel) == .cloture }
                && pas.decision.map { $0.decision.suppression == apres.suppressionDemandee($0.rang) } ?? true
        case .archives:
            return apres.personnes.allSatisfy { (apres.donnees($0, at: reel) != nil) == (apres.dossiers[$0].profil == .cloture) }
        case .representation:
            guard case .identifier(let saisie) = pas.commande, pas.accepte, apres.demarche.rang > 0 else { return true }
            guard case .success(let items) = saisie.resultat else { return false }
            return items.certification && apres.fiche.estRattache(apres.demarche.rang)
        case .deces: return apres.demarche.etape == .identification || !apres.fiche.estDecede(apres.demarche.rang)
        case .choixFait: return ![.confirmation, .priseEnCompte].contains(apres.demarche.etape) || (apres.demarche.decision != nil && apres.demarche.code != nil)
        case .panne:
            guard case .serviceIndisponible? = pas.verdict.refus, pas.commande.partie != nil else { return true }
            return avant == apres
        case .session:
            guard pas.verdict.refus == .sessionExpiree else { return true }
            return apres.demarche == Demarche(etape: .identification, rang: avant.demarche.rang) && avant.dossiers == apres.dossiers
        case .courrierPerdu:
            guard apres.isOn(.courrierPerdu, at: reel) else { return true }
            return apres.personnes.allSatisfy { apres.code($0, at: reel).map { $0.estNouveau || $0.voie != .lettre } ?? true }
        case .appel:
            var etape = avant.appel?.etape ?? .raccroche
            for case .appel(let evenement) in pas.verdict.evenements {
                guard let transition = evenement.transition else { continue }
                // Nobody answers: one is not on the line.
                if etape == .raccroche, transition == .refuser { continue }
                guard let vers = etape.suivante(transition) else { return false }
                etape = vers
            }
            return etape == apres.appel?.etape ?? .raccroche
        case .appelFerme: return pas.decision == nil || !avant.isOn(.maintenance, at: reel)
        case .issue: return Transition.toutes.contains { $0.de == apres.demarche.etape && !$0.nom.isImposed }
        }
    }
}

extension Recordable {
    /// Whether it is read back as what it is: the journal writes no other.
    var isReadable: Bool { Self(nom: nom, attributs: attributs) == self }
}
